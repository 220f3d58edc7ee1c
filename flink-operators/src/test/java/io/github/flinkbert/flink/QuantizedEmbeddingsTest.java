package io.github.flinkbert.flink;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.flinkbert.flink.binding.TaskRequest;
import io.github.flinkbert.flink.binding.TextInput;
import io.github.flinkbert.flink.config.KafkaJobConfig;
import io.github.flinkbert.flink.config.OutputOptions.DeadLetterContent;
import io.github.flinkbert.flink.config.OutputOptions.OutputConfig;
import io.github.flinkbert.flink.config.OutputOptions.OutputFormat;
import io.github.flinkbert.flink.encode.EnrichedTextEncoder;
import io.github.flinkbert.flink.option.JobConfigException;
import io.github.flinkbert.flink.record.Enriched;
import io.github.flinkbert.flink.record.EnrichmentResult;
import io.github.flinkbert.flink.record.KafkaRecord;
import io.github.flinkbert.flink.record.ModelStamp;
import io.github.flinkbert.flink.record.TextQuery;
import io.github.flinkbert.flink.task.embedding.EmbeddingTask;
import io.github.flinkbert.flink.task.redaction.RedactedOutput;
import io.github.flinkbert.flink.wire.WireTypes;
import io.github.flinkbert.schemas.EnrichedText;
import io.github.flinkbert.task.embedding.Embed;
import io.github.flinkbert.task.embedding.EmbedQuantized;
import io.github.flinkbert.task.embedding.QuantizedEmbedding;
import io.github.flinkbert.task.embedding.VectorFormat;
import io.github.flinkbert.task.embedding.VectorQuantization;
import io.github.flinkbert.task.embedding.VectorRanges;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericDatumReader;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.io.DecoderFactory;
import org.apache.avro.specific.SpecificDatumReader;
import org.apache.flink.api.common.serialization.SerializerConfigImpl;
import org.apache.flink.api.common.typeutils.TypeSerializer;
import org.apache.flink.core.memory.DataInputDeserializer;
import org.apache.flink.core.memory.DataOutputSerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Vectors in 8 bits and in bits, from the options to the records. */
class QuantizedEmbeddingsTest {

    private static final VectorRanges RANGES =
            new VectorRanges(new float[] {-1, 0}, new float[] {1, 2});

    @TempDir private Path folder;

    private static Enriched<TextQuery> enriched(VectorFormat format, int dimensions, int... bytes) {
        byte[] values = new byte[bytes.length];
        for (int i = 0; i < bytes.length; i++) {
            values[i] = (byte) bytes[i];
        }
        return new Enriched<>(
                new TextQuery(
                        new KafkaRecord(null, null, List.of(), "topic", 0, 0, 0),
                        "id",
                        "t",
                        Map.of(),
                        OptionalLong.empty(),
                        Map.of()),
                EnrichmentResult.builder()
                        .put(
                                EmbeddingTask.QUANTIZED,
                                QuantizedEmbedding.of(format, dimensions, values))
                        .build(),
                new ModelStamp("m", "d", "float32", Map.of()));
    }

    private static byte[] encoded(OutputFormat format, Enriched<TextQuery> enriched) {
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
                .encode(enriched);
    }

    private static String json(VectorFormat format, int dimensions, int... bytes) {
        return new String(encoded(OutputFormat.JSON, enriched(format, dimensions, bytes)), UTF_8);
    }

    @Test
    void jsonHasNumbersAsNumbersAndBitsInBase64() {
        assertThat(json(VectorFormat.INT8, 3, -128, 0, 127))
                .endsWith(
                        "\"quantizedEmbedding\":{\"format\":\"int8\",\"dimensions\":3,"
                                + "\"values\":[-128,0,127]}}");
        assertThat(json(VectorFormat.UINT8, 2, 0, 255)).endsWith("\"values\":[0,255]}}");
        assertThat(json(VectorFormat.UBINARY, 11, 0x90, 0x60))
                .endsWith(
                        "\"quantizedEmbedding\":{\"format\":\"ubinary\",\"dimensions\":11,"
                                + "\"values\":\"kGA=\"}}");
    }

    @Test
    void avroHasTheBytesAndReadersOfTheVersionBeforeReadTheRest() throws Exception {
        byte[] now = encoded(OutputFormat.AVRO, enriched(VectorFormat.INT8, 3, -128, 0, 127));

        EnrichedText read =
                new SpecificDatumReader<>(EnrichedText.class)
                        .read(null, DecoderFactory.get().binaryDecoder(now, null));
        assertThat(read.getEmbedding()).isNull();
        assertThat(read.getQuantizedEmbedding())
                .isEqualTo(
                        new io.github.flinkbert.schemas.QuantizedEmbedding(
                                "int8", 3, ByteBuffer.wrap(new byte[] {-128, 0, 127})));
        Schema before =
                new Schema.Parser()
                        .parse(
                                Path.of(
                                                "../schemas/src/test/resources/released/v4/EnrichedText.avsc")
                                        .toFile());
        GenericRecord old =
                new GenericDatumReader<GenericRecord>(before)
                        .read(null, DecoderFactory.get().binaryDecoder(now, null));
        assertThat(old.get("text")).hasToString("t");
    }

    @Test
    void aVectorLiesInState() throws Exception {
        TypeSerializer<Enriched<TextQuery>> serializer =
                WireTypes.enriched(WireTypes.TEXT_QUERY)
                        .createSerializer(new SerializerConfigImpl());
        Enriched<TextQuery> enriched = enriched(VectorFormat.BINARY, 11, -100, 12);
        DataOutputSerializer out = new DataOutputSerializer(64);
        serializer.serialize(enriched, out);

        Enriched<TextQuery> read =
                serializer.deserialize(new DataInputDeserializer(out.getCopyOfBuffer()));

        assertThat(read.result()).isEqualTo(enriched.result());
        assertThat(read.result().embedding()).isEmpty();
        assertThat(read).hasToString("Enriched[embedding of 11; by m]");
    }

    private static Map<String, String> options(String... more) {
        Map<String, String> options =
                new HashMap<>(
                        Map.of(
                                "bootstrap-servers", "localhost:9092",
                                "input-topics", "texts",
                                "output-topic", "enriched",
                                "model", "/models/cased"));
        for (int i = 0; i < more.length; i += 2) {
            options.put(more[i], more[i + 1]);
        }
        return options;
    }

    private static List<TaskRequest> requests(String... options) {
        return KafkaJobConfig.from(options(options)).asks().requests();
    }

    private String file(String content) throws Exception {
        return Files.writeString(folder.resolve("ranges.json"), content).toString();
    }

    @Test
    void theJobAsksForVectorsInTheFormatThatIsNamed() throws Exception {
        String ranges = file(RANGES.toJson("m", 2));

        assertThat(requests("vector-format", "float32"))
                .isEqualTo(List.of(EmbeddingTask.asReleased()));
        assertThat(requests("vector-format", "ubinary", "pooling", "mean"))
                .isEqualTo(
                        List.of(
                                EmbeddingTask.quantized(
                                        Embed.asReleased()
                                                .with(io.github.flinkbert.checkpoint.Pooling.MEAN),
                                        VectorQuantization.ubinary())));
        List<TaskRequest> asked = requests("vector-format", "int8", "vector-ranges", ranges);
        assertThat(asked)
                .isEqualTo(List.of(EmbeddingTask.quantized(VectorQuantization.int8(RANGES))));
        assertThat(asked.get(0).asks(TextInput.of("t")).get(0))
                .isEqualTo(new EmbedQuantized(Embed.asReleased(), VectorQuantization.int8(RANGES)));
        // Numbers are those of the file when the job was made.
        file("[[5], [6]]");
        assertThat(asked)
                .isEqualTo(List.of(EmbeddingTask.quantized(VectorQuantization.int8(RANGES))));
    }

    @Test
    void formatsAndRangesThatDoNotFitAreRefused() throws Exception {
        refused("vector-format int8 needs vector-ranges", "vector-format", "int8");
        String ranges = file("[[0], [1]]");
        refused(
                "vector-ranges is for vector-format int8 and uint8, found float32",
                "vector-ranges",
                ranges);
        refused(
                "vector-ranges is for vector-format int8 and uint8, found binary",
                "vector-format",
                "binary",
                "vector-ranges",
                ranges);
        refused(
                "vector-format is for the task embedding, which is not among tasks",
                "vector-format",
                "binary",
                "tasks",
                "entities");
        refused(
                "chunks have vectors of float32: expected vector-format float32 beside them, found"
                        + " binary",
                "vector-format",
                "binary",
                "tasks",
                "embedding,chunks");
        refused(
                "vector-ranges must be a file of ranges, as flink-bert embed --ranges-output writes"
                        + " it (ranges have a least",
                "vector-format",
                "uint8",
                "vector-ranges",
                file("{}"));
    }

    private static void refused(String sentence, String... options) {
        assertThatThrownBy(() -> KafkaJobConfig.from(options(options)))
                .isInstanceOf(JobConfigException.class)
                .hasMessageContaining(sentence);
    }
}
