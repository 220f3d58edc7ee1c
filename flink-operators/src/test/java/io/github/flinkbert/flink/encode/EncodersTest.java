package io.github.flinkbert.flink.encode;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.flinkbert.checkpoint.AggregationStrategy;
import io.github.flinkbert.flink.config.OutputOptions.DeadLetterContent;
import io.github.flinkbert.flink.config.OutputOptions.OutputConfig;
import io.github.flinkbert.flink.config.OutputOptions.OutputFormat;
import io.github.flinkbert.flink.record.Enriched;
import io.github.flinkbert.flink.record.EnrichmentResult;
import io.github.flinkbert.flink.record.KafkaRecord;
import io.github.flinkbert.flink.record.ModelStamp;
import io.github.flinkbert.flink.record.TextQuery;
import io.github.flinkbert.flink.task.answers.AnswersTask;
import io.github.flinkbert.flink.task.labels.LabelsTask;
import io.github.flinkbert.flink.task.pairs.PairResult;
import io.github.flinkbert.flink.task.pairs.PairsTask;
import io.github.flinkbert.flink.task.redaction.RedactedOutput;
import io.github.flinkbert.schemas.Answer;
import io.github.flinkbert.schemas.EnrichedText;
import io.github.flinkbert.schemas.Entity;
import io.github.flinkbert.schemas.Label;
import io.github.flinkbert.schemas.ModelVersion;
import io.github.flinkbert.schemas.PairLabels;
import io.github.flinkbert.task.Results;
import io.github.flinkbert.task.answers.AnswerQuestion;
import io.github.flinkbert.task.answers.Answers;
import io.github.flinkbert.task.embedding.Embed;
import io.github.flinkbert.task.embedding.Embedding;
import io.github.flinkbert.task.entities.Entities;
import io.github.flinkbert.task.entities.TagEntities;
import io.github.flinkbert.task.labels.LabelScore;
import io.github.flinkbert.task.vocabulary.CountUnknown;
import io.github.flinkbert.task.vocabulary.UnknownPieces;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericDatumReader;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.io.DecoderFactory;
import org.apache.avro.specific.SpecificDatumReader;
import org.junit.jupiter.api.Test;

class EncodersTest {

    private static final Enriched<TextQuery> ENRICHED =
            new Enriched<>(
                    new TextQuery(
                            new KafkaRecord(null, null, List.of(), "topic", 0, 0, 0),
                            "id",
                            "Ada in \"London\"",
                            Map.of(AnswersTask.QUESTION, "Who?"),
                            OptionalLong.of(0),
                            Map.of("language", "en")),
                    EnrichmentResult.of(
                            new Results.Builder()
                                    .put(Embed.asReleased(), Embedding.of(0.1f, -2))
                                    .put(
                                            new TagEntities("", AggregationStrategy.FIRST_PIECE),
                                            new Entities(List.of(entity("PER", "Ada", 0, 3, 0.5f))))
                                    .put(
                                            question("Who?"),
                                            new Answers(
                                                    "Who?",
                                                    List.of(
                                                            answer("Ada", 0, 3, 0.75f),
                                                            answer("", 0, 0, 0.25f))))
                                    .put(
                                            question("Where?"),
                                            new Answers(
                                                    "Where?", List.of(answer("London", 8, 14, 1))))
                                    .build()),
                    new ModelStamp("m", "d", "float32", Map.of("ner", "sha")));

    private static io.github.flinkbert.task.entities.Entity entity(
            String label, String text, int start, int end, float score) {
        return new io.github.flinkbert.task.entities.Entity(label, text, start, end, score);
    }

    private static io.github.flinkbert.task.answers.Answer answer(
            String text, int start, int end, float score) {
        return new io.github.flinkbert.task.answers.Answer(text, start, end, score);
    }

    private static AnswerQuestion question(String question) {
        return new AnswerQuestion("", question, 2, 30, OptionalDouble.empty());
    }

    @Test
    void jsonHoldsEverythingThatWasFound() throws Exception {
        ObjectMapper json = new ObjectMapper();

        assertThat(
                        json.readTree(
                                EnrichedTextEncoder.of(config(OutputFormat.JSON)).encode(ENRICHED)))
                .isEqualTo(
                        json.readTree(
                                """
                                {"id": "id", "text": "Ada in \\"London\\"", "question": "Who?",
                                 "eventTime": "1970-01-01T00:00:00Z",
                                 "attributes": {"language": "en"},
                                 "embedding": [0.1, -2.0],
                                 "entities": [
                                   {"label": "PER", "text": "Ada", "start": 0, "end": 3, "score": 0.5}],
                                 "answers": [
                                   {"question": "Who?", "text": "Ada", "start": 0, "end": 3, "score": 0.75},
                                   {"question": "Who?", "text": "", "start": 0, "end": 0, "score": 0.25},
                                   {"question": "Where?", "text": "London", "start": 8, "end": 14, "score": 1.0}],
                                 "model": {"name": "m", "digest": "d", "precision": "float32",
                                           "adapters": {"ner": "sha"}}}
                                """));
    }

    /** Readers that compare lines, or look for a field by its place, find each where it was. */
    @Test
    void jsonHasItsFieldsInTheOrderOfTheSchemaAndNoneThatIsEmpty() {
        Enriched<TextQuery> bare =
                new Enriched<>(
                        new TextQuery(
                                ENRICHED.value().record(),
                                "id",
                                "t",
                                Map.of(),
                                OptionalLong.empty(),
                                Map.of()),
                        EnrichmentResult.of(
                                new Results.Builder()
                                        .put(
                                                new TagEntities(
                                                        "", AggregationStrategy.FIRST_PIECE),
                                                new Entities(List.of()))
                                        .put(new CountUnknown(), new UnknownPieces(1, 2))
                                        .build()),
                        new ModelStamp("m", "d", "float32", Map.of()));

        EnrichedTextEncoder json = EnrichedTextEncoder.of(config(OutputFormat.JSON));

        assertThat(new String(json.encode(ENRICHED), UTF_8))
                .isEqualTo(
                        "{\"id\":\"id\",\"text\":\"Ada in \\\"London\\\"\",\"question\":\"Who?\","
                            + "\"eventTime\":\"1970-01-01T00:00:00Z\","
                            + "\"attributes\":{\"language\":\"en\"},\"embedding\":[0.1,-2.0],"
                            + "\"entities\":[{\"label\":\"PER\",\"text\":\"Ada\",\"start\":0,"
                            + "\"end\":3,\"score\":0.5}],"
                            + "\"answers\":[{\"question\":\"Who?\",\"text\":\"Ada\",\"start\":0,"
                            + "\"end\":3,\"score\":0.75},{\"question\":\"Who?\",\"text\":\"\","
                            + "\"start\":0,\"end\":0,\"score\":0.25},{\"question\":\"Where?\","
                            + "\"text\":\"London\",\"start\":8,\"end\":14,\"score\":1.0}],"
                            + "\"model\":{\"name\":\"m\",\"digest\":\"d\",\"precision\":\"float32\","
                            + "\"adapters\":{\"ner\":\"sha\"}}}");
        assertThat(new String(json.encode(bare), UTF_8))
                .isEqualTo(
                        "{\"id\":\"id\",\"text\":\"t\",\"entities\":[],\"model\":{\"name\":\"m\","
                            + "\"digest\":\"d\",\"precision\":\"float32\"},\"unknownPieces\":0.5}");
    }

    @Test
    void avroHoldsEverythingThatWasFound() throws Exception {
        byte[] bytes = EnrichedTextEncoder.of(config(OutputFormat.AVRO)).encode(ENRICHED);

        assertThat(
                        new SpecificDatumReader<>(EnrichedText.class)
                                .read(null, DecoderFactory.get().binaryDecoder(bytes, null)))
                .isEqualTo(
                        new EnrichedText(
                                "id",
                                "Ada in \"London\"",
                                "Who?",
                                Instant.EPOCH,
                                Map.of("language", "en"),
                                List.of(0.1f, -2f),
                                List.of(new Entity("PER", "Ada", 0, 3, 0.5f)),
                                List.of(
                                        new Answer("Who?", "Ada", 0, 3, 0.75f),
                                        new Answer("Who?", "", 0, 0, 0.25f),
                                        new Answer("Where?", "London", 8, 14, 1f)),
                                new ModelVersion("m", "d", "float32", Map.of("ner", "sha")),
                                null,
                                null,
                                null,
                                null,
                                null,
                                null,
                                null,
                                null,
                                null,
                                null,
                                null));
    }

    private static final Enriched<TextQuery> LABELLED =
            new Enriched<>(
                    new TextQuery(
                            ENRICHED.value().record(),
                            "id",
                            "t",
                            Map.of(PairsTask.SECOND_TEXT, "another"),
                            OptionalLong.empty(),
                            Map.of()),
                    EnrichmentResult.builder()
                            .put(LabelsTask.KEY, List.of(new LabelScore("good", 0.75)))
                            .put(PairsTask.KEY, new PairResult(List.of(), true))
                            .build(),
                    new ModelStamp("m", "d", "float32", Map.of()));

    @Test
    void labelsStandBehindAllThatEarlierVersionsHave() {
        byte[] json = EnrichedTextEncoder.of(config(OutputFormat.JSON)).encode(LABELLED);

        assertThat(new String(json, UTF_8))
                .isEqualTo(
                        "{\"id\":\"id\",\"text\":\"t\",\"model\":{\"name\":\"m\","
                                + "\"digest\":\"d\",\"precision\":\"float32\"},"
                                + "\"secondText\":\"another\","
                                + "\"labels\":[{\"label\":\"good\",\"score\":0.75}],"
                                + "\"pairs\":{\"labels\":[],\"truncated\":true}}");
    }

    /** Also in plain Avro, which does not say which version wrote a value. */
    @Test
    void readersOfTheVersionBeforeReadTextsWithLabels() throws Exception {
        byte[] now = EnrichedTextEncoder.of(config(OutputFormat.AVRO)).encode(LABELLED);
        EnrichedText whole =
                new SpecificDatumReader<>(EnrichedText.class)
                        .read(null, DecoderFactory.get().binaryDecoder(now, null));
        Schema before =
                new Schema.Parser()
                        .parse(
                                Path.of(
                                                "../schemas/src/test/resources/released/v3/EnrichedText.avsc")
                                        .toFile());

        GenericRecord read =
                new GenericDatumReader<GenericRecord>(before)
                        .read(null, DecoderFactory.get().binaryDecoder(now, null));

        assertThat(read.get("text")).hasToString("t");
        assertThat(whole.getSecondText()).isEqualTo("another");
        assertThat(whole.getLabels()).containsExactly(new Label("good", 0.75f));
        assertThat(whole.getPairs()).isEqualTo(new PairLabels(List.of(), true));
    }

    @Test
    void aTextThatTheModelHardlyKnowsSaysSoAndOthersDoNot() throws Exception {
        Enriched<TextQuery> third = withUnknown(new UnknownPieces(1, 3));
        Enriched<TextQuery> less = withUnknown(new UnknownPieces(1, 4));
        ObjectMapper json = new ObjectMapper();
        EnrichedTextEncoder asJson = EnrichedTextEncoder.of(config(OutputFormat.JSON));
        EnrichedTextEncoder asAvro = EnrichedTextEncoder.of(config(OutputFormat.AVRO));

        assertThat(json.readTree(asJson.encode(third)).get("unknownPieces").floatValue())
                .isEqualTo(1 / 3f);
        assertThat(json.readTree(asJson.encode(less)).has("unknownPieces")).isFalse();
        assertThat(avro(asAvro.encode(third)).getUnknownPieces()).isEqualTo(1 / 3f);
        assertThat(avro(asAvro.encode(less)).getUnknownPieces()).isNull();
    }

    @Test
    void fromWhichShareOnATextIsHardlyKnownIsSaid() {
        Results.Builder results = new Results.Builder();
        results.put(new CountUnknown(0.2), new UnknownPieces(1, 5));

        assertThat(EnrichmentResult.of(results.build()).unknownPieces()).contains(0.2f);
        assertThat(
                        EnrichmentResult.of(
                                        new Results.Builder()
                                                .put(new CountUnknown(0.5), new UnknownPieces(2, 5))
                                                .build())
                                .unknownPieces())
                .isEmpty();
        assertThatThrownBy(() -> new CountUnknown(0)).hasMessageContaining("above 0 and up to 1");
    }

    private static Enriched<TextQuery> withUnknown(UnknownPieces pieces) {
        return new Enriched<>(
                ENRICHED.value(),
                EnrichmentResult.of(new Results.Builder().put(new CountUnknown(), pieces).build()),
                ENRICHED.model());
    }

    private static EnrichedText avro(byte[] bytes) throws Exception {
        return new SpecificDatumReader<>(EnrichedText.class)
                .read(null, DecoderFactory.get().binaryDecoder(bytes, null));
    }

    @Test
    void anEncoderKeepsNothingOfTheRecordBefore() {
        EnrichedTextEncoder encoder = EnrichedTextEncoder.of(config(OutputFormat.AVRO));

        assertThat(encoder.encode(ENRICHED)).isEqualTo(encoder.encode(ENRICHED));
    }

    private static OutputConfig config(OutputFormat format) {
        return new OutputConfig(
                "t",
                format,
                "d",
                format,
                null,
                1,
                Duration.ZERO,
                RedactedOutput.BESIDE,
                DeadLetterContent.WHOLE);
    }
}
