package io.github.flinkbert.console.stream;

import io.github.flinkbert.flink.decode.AvroValues;
import io.github.flinkbert.flink.decode.MalformedRecordException;
import io.github.flinkbert.schemas.EnrichedText;
import java.util.List;
import org.apache.avro.Schema;
import org.apache.avro.generic.IndexedRecord;

/** Reads enriched texts, of JSON or Avro as they come. Used by one thread. */
final class EnrichedTextReader {

    private final AvroValues<EnrichedText> avro = new AvroValues<>(EnrichedText.class);

    SeenText read(byte[] value) throws MalformedRecordException {
        return JsonValue.isJson(value)
                ? JsonValue.read(value, SeenText.class)
                : seen(avro.read(value));
    }

    private static SeenText seen(EnrichedText found) {
        return new SeenText(
                found.getId(),
                found.getText(),
                found.getQuestion(),
                found.getAttributes(),
                vector(found.getEmbedding()),
                found.getEntities() == null
                        ? List.of()
                        : found.getEntities().stream().map(EnrichedTextReader::entity).toList(),
                found.getAnswers() == null
                        ? List.of()
                        : found.getAnswers().stream().map(EnrichedTextReader::answer).toList(),
                unknownPieces(found),
                new SeenText.Model(
                        found.getModel().getName(),
                        found.getModel().getDigest(),
                        found.getModel().getPrecision(),
                        found.getModel().getAdapters()));
    }

    /** 0 where the record does not say, or its schema is older than the field. */
    static double unknownPieces(IndexedRecord found) {
        Schema.Field field = found.getSchema().getField("unknownPieces");
        return field != null && found.get(field.pos()) instanceof Number share
                ? share.doubleValue()
                : 0;
    }

    private static SeenText.Entity entity(io.github.flinkbert.schemas.Entity found) {
        return new SeenText.Entity(
                found.getLabel(), found.getStart(), found.getEnd(), found.getScore());
    }

    private static SeenText.Answer answer(io.github.flinkbert.schemas.Answer found) {
        return new SeenText.Answer(
                found.getQuestion(),
                found.getText(),
                found.getStart(),
                found.getEnd(),
                found.getScore());
    }

    private static float[] vector(List<Float> boxed) {
        float[] vector = new float[boxed == null ? 0 : boxed.size()];
        for (int i = 0; i < vector.length; i++) {
            vector[i] = boxed.get(i);
        }
        return vector;
    }
}
