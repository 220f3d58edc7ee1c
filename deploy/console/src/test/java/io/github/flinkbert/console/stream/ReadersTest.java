package io.github.flinkbert.console.stream;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.flinkbert.console.task.SeenText;
import io.github.flinkbert.console.task.answers.AnswersField;
import io.github.flinkbert.console.task.answers.ShownAnswer;
import io.github.flinkbert.console.task.embedding.EmbeddingField;
import io.github.flinkbert.console.task.entities.EntitiesField;
import io.github.flinkbert.console.task.entities.ShownEntity;
import io.github.flinkbert.console.tasks.PageTasks;
import io.github.flinkbert.flink.config.OutputOptions.OutputFormat;
import io.github.flinkbert.flink.record.Enriched;
import io.github.flinkbert.flink.record.EnrichmentResult;
import io.github.flinkbert.flink.record.KafkaRecord;
import io.github.flinkbert.flink.record.ModelStamp;
import io.github.flinkbert.flink.record.TextQuery;
import io.github.flinkbert.flink.task.answers.AnswersTask;
import io.github.flinkbert.flink.task.embedding.EmbeddingTask;
import io.github.flinkbert.flink.task.entities.EntitiesTask;
import io.github.flinkbert.schemas.DeadLetter;
import io.github.flinkbert.schemas.Stage;
import io.github.flinkbert.task.answers.Answer;
import io.github.flinkbert.task.answers.Answers;
import io.github.flinkbert.task.embedding.Embedding;
import io.github.flinkbert.task.entities.Entity;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import org.apache.avro.Schema;
import org.apache.avro.SchemaBuilder;
import org.apache.avro.generic.GenericData;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What the job writes is read as it was meant, in both of its formats. */
final class ReadersTest {

    @ParameterizedTest
    @EnumSource(names = {"JSON", "AVRO"})
    void everythingOfAnEnrichedTextThatIsShownComesBack(OutputFormat format) throws Exception {
        SeenText seen = new EnrichedTextReader(PageTasks.create()).read(Written.as(format, full()));

        assertThat(seen.id()).isEqualTo("i");
        assertThat(seen.text()).isEqualTo("Bob 😀 봄");
        assertThat(seen.question()).isEqualTo("who?");
        assertThat(seen.attributes()).containsExactly(Map.entry("lang", "en"));
        assertThat(seen.get(new EmbeddingField())).containsExactly(1.5f, -2);
        assertThat(seen.get(new EntitiesField()))
                .containsExactly(new ShownEntity("PER", 0, 3, 0.5f));
        assertThat(seen.get(new AnswersField()))
                .containsExactly(new ShownAnswer("who?", "Bob", 0, 3, 0.25f));
        assertThat(seen.model())
                .isEqualTo(new SeenText.Model("m", "d", "float32", Map.of("a", "b")));
    }

    @ParameterizedTest
    @EnumSource(names = {"JSON", "AVRO"})
    void whatWasNotAskedIsEmpty(OutputFormat format) throws Exception {
        Enriched<TextQuery> bare =
                new Enriched<>(full().value(), EnrichmentResult.builder().build(), full().model());
        SeenText seen = new EnrichedTextReader(PageTasks.create()).read(Written.as(format, bare));

        assertThat(seen.get(new EmbeddingField())).isEmpty();
        assertThat(seen.get(new EntitiesField())).isEmpty();
        assertThat(seen.get(new AnswersField())).isEmpty();
    }

    @Test
    void howMuchOfATextIsUnknownIsReadWhereTheRecordSaysSo() throws Exception {
        EnrichedTextReader reader = new EnrichedTextReader(PageTasks.create());
        assertThat(
                        reader.read("{\"text\":\"t\",\"unknownPieces\":0.41}".getBytes(UTF_8))
                                .unknownPieces())
                .isEqualTo(0.41);
        assertThat(
                        reader.read("{\"text\":\"t\",\"unknownPieces\":null}".getBytes(UTF_8))
                                .unknownPieces())
                .isZero();
        assertThat(
                        reader.read("{\"text\":\"t\",\"unknownPieces\":7}".getBytes(UTF_8))
                                .unknownPieces())
                .isZero();
        assertThat(reader.read("{\"text\":\"t\"}".getBytes(UTF_8)).unknownPieces()).isZero();

        Schema knowing =
                SchemaBuilder.record("Knowing").fields().optionalFloat("unknownPieces").endRecord();
        Schema older = SchemaBuilder.record("Older").fields().endRecord();
        GenericData.Record record = new GenericData.Record(knowing);
        assertThat(EnrichedTextReader.unknownPieces(record)).isZero();
        record.put("unknownPieces", 0.5f);
        assertThat(EnrichedTextReader.unknownPieces(record)).isEqualTo(0.5);
        assertThat(EnrichedTextReader.unknownPieces(new GenericData.Record(older))).isZero();
    }

    @Test
    void aDeadLetterIsReadInBothFormats() throws Exception {
        DeadLetter letter =
                DeadLetter.newBuilder()
                        .setValue(ByteBuffer.wrap("{bad".getBytes(UTF_8)))
                        .setTopic("t")
                        .setPartition(1)
                        .setOffset(2)
                        .setStage(Stage.DECODE)
                        .setReason("the value is not JSON")
                        .setFailedAt(Instant.EPOCH)
                        .build();
        byte[] avro = DeadLetter.getEncoder().encode(letter).array();
        // The single-object frame of ten bytes is not what the job writes.
        byte[] plain = Arrays.copyOfRange(avro, 10, avro.length);
        String json =
                "{\"value\":\"%s\",\"headers\":[],\"topic\":\"t\",\"partition\":1,\"offset\":2,\"stage\":\"DECODE\",\"reason\":\"the value is not JSON\",\"failedAt\":\"1970-01-01T00:00:00Z\",\"part\":0,\"parts\":1}"
                        .formatted(Base64.getEncoder().encodeToString("{bad".getBytes(UTF_8)));
        DeadLetterReader reader = new DeadLetterReader();

        for (byte[] value : List.of(plain, json.getBytes(UTF_8))) {
            DeadLetterRow row = DeadLetterRow.of(reader.read(value), 5);
            assertThat(row)
                    .isEqualTo(
                            new DeadLetterRow(
                                    "DECODE",
                                    "the value is not JSON",
                                    "{bad",
                                    4,
                                    "t/1/2",
                                    0,
                                    1,
                                    5));
        }
    }

    private static Enriched<TextQuery> full() {
        TextQuery query =
                new TextQuery(
                        new KafkaRecord(null, null, List.of(), "t", 0, 0, -1),
                        "i",
                        "Bob 😀 봄",
                        Map.of(AnswersTask.QUESTION, "who?"),
                        OptionalLong.of(1),
                        Map.of("lang", "en"));
        EnrichmentResult result =
                EnrichmentResult.builder()
                        .put(EmbeddingTask.KEY, Embedding.of(1.5f, -2))
                        .put(EntitiesTask.KEY, List.of(new Entity("PER", "Bob", 0, 3, 0.5f)))
                        .put(
                                AnswersTask.KEY,
                                List.of(
                                        new Answers(
                                                "who?", List.of(new Answer("Bob", 0, 3, 0.25f)))))
                        .build();
        return new Enriched<>(query, result, new ModelStamp("m", "d", "float32", Map.of("a", "b")));
    }
}
