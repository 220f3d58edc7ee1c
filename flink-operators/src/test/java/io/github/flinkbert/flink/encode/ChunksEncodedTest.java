package io.github.flinkbert.flink.encode;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.flinkbert.flink.config.OutputOptions.DeadLetterContent;
import io.github.flinkbert.flink.config.OutputOptions.OutputConfig;
import io.github.flinkbert.flink.config.OutputOptions.OutputFormat;
import io.github.flinkbert.flink.record.Enriched;
import io.github.flinkbert.flink.record.EnrichmentResult;
import io.github.flinkbert.flink.record.KafkaRecord;
import io.github.flinkbert.flink.record.ModelStamp;
import io.github.flinkbert.flink.record.TextQuery;
import io.github.flinkbert.flink.task.chunks.ChunksTask;
import io.github.flinkbert.flink.task.redaction.RedactedOutput;
import io.github.flinkbert.schemas.Chunk;
import io.github.flinkbert.schemas.EnrichedText;
import io.github.flinkbert.task.chunks.TextChunk;
import io.github.flinkbert.task.embedding.Embedding;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericDatumReader;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.io.DecoderFactory;
import org.apache.avro.specific.SpecificDatumReader;
import org.junit.jupiter.api.Test;

class ChunksEncodedTest {

    private static final Enriched<TextQuery> CHUNKED =
            new Enriched<>(
                    new TextQuery(
                            new KafkaRecord(null, null, List.of(), "topic", 0, 0, 0),
                            "id",
                            "One. Two.",
                            Map.of(),
                            OptionalLong.empty(),
                            Map.of()),
                    EnrichmentResult.builder()
                            .put(
                                    ChunksTask.KEY,
                                    List.of(
                                            new TextChunk("One.", 0, 4, Embedding.of(0.5f, -2)),
                                            new TextChunk("Two.", 5, 9, Embedding.of(1, 0.1f))))
                            .build(),
                    new ModelStamp("m", "d", "float32", Map.of()));

    private static byte[] encoded(OutputFormat format) {
        return EnrichedTextEncoder.of(
                        new OutputConfig(
                                "t",
                                format,
                                "d",
                                format,
                                null,
                                1,
                                Duration.ZERO,
                                RedactedOutput.BESIDE,
                                DeadLetterContent.WHOLE))
                .encode(CHUNKED);
    }

    @Test
    void jsonHasThemBehindAllThatEarlierVersionsHave() {
        assertThat(new String(encoded(OutputFormat.JSON), UTF_8))
                .isEqualTo(
                        "{\"id\":\"id\",\"text\":\"One. Two.\",\"model\":{\"name\":\"m\","
                                + "\"digest\":\"d\",\"precision\":\"float32\"},\"chunks\":["
                                + "{\"text\":\"One.\",\"start\":0,\"end\":4,"
                                + "\"embedding\":[0.5,-2.0]},"
                                + "{\"text\":\"Two.\",\"start\":5,\"end\":9,"
                                + "\"embedding\":[1.0,0.1]}]}");
    }

    /** Also in plain Avro, which does not say which version wrote a value. */
    @Test
    void readersOfTheVersionBeforeReadTextsWithChunks() throws Exception {
        byte[] now = encoded(OutputFormat.AVRO);
        Schema before =
                new Schema.Parser()
                        .parse(
                                Path.of(
                                                "../schemas/src/test/resources/released/v4/EnrichedText.avsc")
                                        .toFile());

        GenericRecord read =
                new GenericDatumReader<GenericRecord>(before)
                        .read(null, DecoderFactory.get().binaryDecoder(now, null));

        assertThat(read.get("text")).hasToString("One. Two.");
        assertThat(
                        new SpecificDatumReader<>(EnrichedText.class)
                                .read(null, DecoderFactory.get().binaryDecoder(now, null))
                                .getChunks())
                .containsExactly(
                        new Chunk("One.", 0, 4, List.of(0.5f, -2f)),
                        new Chunk("Two.", 5, 9, List.of(1f, 0.1f)));
    }
}
