package io.github.flinkbert.flink.encode;

import io.github.flinkbert.flink.record.Enriched;
import io.github.flinkbert.flink.record.ModelStamp;
import io.github.flinkbert.flink.record.TextQuery;
import io.github.flinkbert.schemas.Answer;
import io.github.flinkbert.schemas.EnrichedText;
import io.github.flinkbert.schemas.ModelVersion;
import io.github.flinkbert.task.answers.Answers;
import io.github.flinkbert.task.entities.Entity;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;

/** Avro binary of {@link EnrichedText}. */
final class AvroEnrichedTextEncoder implements EnrichedTextEncoder {

    private final AvroBinary<EnrichedText> avro = new AvroBinary<>(EnrichedText.class);
    private final UnaryOperator<byte[]> framed;

    /**
     * @param framed puts in front what a format has there
     */
    AvroEnrichedTextEncoder(UnaryOperator<byte[]> framed) {
        this.framed = framed;
    }

    @Override
    public byte[] encode(Enriched<TextQuery> enriched) {
        TextQuery query = enriched.value();
        return framed.apply(
                avro.write(
                        EnrichedText.newBuilder()
                                .setId(query.id())
                                .setText(query.text())
                                .setQuestion(query.question().orElse(null))
                                .setEventTime(
                                        query.eventTime().isPresent()
                                                ? Instant.ofEpochMilli(
                                                        query.eventTime().getAsLong())
                                                : null)
                                .setAttributes(query.attributes())
                                .setEmbedding(
                                        enriched.result()
                                                .embedding()
                                                .map(AvroEnrichedTextEncoder::boxed)
                                                .orElse(null))
                                .setEntities(
                                        enriched.result()
                                                .entities()
                                                .map(AvroEnrichedTextEncoder::entities)
                                                .orElse(null))
                                .setAnswers(
                                        enriched.result()
                                                .answers()
                                                .map(AvroEnrichedTextEncoder::answers)
                                                .orElse(null))
                                .setModel(model(enriched.model()))
                                .setUnknownPieces(enriched.result().unknownPieces().orElse(null))
                                .build()));
    }

    private static List<Float> boxed(float[] vector) {
        List<Float> values = new ArrayList<>(vector.length);
        for (float value : vector) {
            values.add(value);
        }
        return values;
    }

    private static List<io.github.flinkbert.schemas.Entity> entities(List<Entity> entities) {
        return entities.stream()
                .map(
                        found ->
                                new io.github.flinkbert.schemas.Entity(
                                        found.label(),
                                        found.text(),
                                        found.start(),
                                        found.end(),
                                        found.score()))
                .toList();
    }

    private static List<Answer> answers(List<Answers> answers) {
        return answers.stream()
                .flatMap(
                        toQuestion ->
                                toQuestion.answers().stream()
                                        .map(
                                                found ->
                                                        new Answer(
                                                                toQuestion.question(),
                                                                found.text(),
                                                                found.start(),
                                                                found.end(),
                                                                found.score())))
                .toList();
    }

    private static ModelVersion model(ModelStamp stamp) {
        return new ModelVersion(stamp.name(), stamp.digest(), stamp.precision(), stamp.adapters());
    }
}
