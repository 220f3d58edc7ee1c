package io.github.flinkbert.console.stream;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.github.flinkbert.console.tasks.PageTasks;
import io.github.flinkbert.flink.config.OutputOptions.OutputFormat;
import io.github.flinkbert.flink.record.Enriched;
import io.github.flinkbert.flink.record.EnrichmentResult;
import io.github.flinkbert.flink.record.KafkaRecord;
import io.github.flinkbert.flink.record.ModelStamp;
import io.github.flinkbert.flink.record.TextQuery;
import io.github.flinkbert.flink.task.duplicates.DuplicatesTask;
import io.github.flinkbert.flink.task.embedding.EmbeddingTask;
import io.github.flinkbert.task.embedding.Embedding;
import io.github.flinkbert.task.embedding.VectorQuantization;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Near duplicates and small vectors, as the job writes them. */
final class NearDuplicatesReadTest {

    private static JsonNode row(OutputFormat format, EnrichmentResult result) throws Exception {
        byte[] value =
                Written.as(
                        format,
                        new Enriched<>(
                                new TextQuery(
                                        new KafkaRecord(null, null, List.of(), "t", 0, 0, 0),
                                        "id",
                                        "text",
                                        Map.of(),
                                        OptionalLong.empty(),
                                        Map.of()),
                                result,
                                new ModelStamp("m", "d", "float32", Map.of())));
        Row row =
                Row.of(
                        new EnrichedTextReader(PageTasks.create()).read(value),
                        new ConsumerRecord<>("t", 0, 0, null, value),
                        0);
        return new JsonMapper().readTree(new JsonMapper().writeValueAsBytes(row));
    }

    @ParameterizedTest
    @EnumSource(names = {"JSON", "AVRO"})
    void aRowSaysWhatItIsLikeAndWhatItsVectorIs(OutputFormat format) throws Exception {
        JsonNode row =
                row(
                        format,
                        EnrichmentResult.builder()
                                .put(DuplicatesTask.FIRST, "another")
                                .put(
                                        EmbeddingTask.QUANTIZED,
                                        VectorQuantization.ubinary()
                                                .quantize(Embedding.of(1, -1, 1)))
                                .build());

        assertThat(row.get("duplicateOf").asText()).isEqualTo("another");
        assertThat(row.get("quantized"))
                .isEqualTo(new JsonMapper().readTree("{\"format\":\"ubinary\",\"dimensions\":3}"));
    }

    @ParameterizedTest
    @EnumSource(names = {"JSON", "AVRO"})
    void mostTextsAreLikeNoneAndHaveNone(OutputFormat format) throws Exception {
        JsonNode row = row(format, EnrichmentResult.builder().build());

        assertThat(row.get("duplicateOf").asText()).isEmpty();
        assertThat(row.get("quantized").isNull()).isTrue();
    }
}
