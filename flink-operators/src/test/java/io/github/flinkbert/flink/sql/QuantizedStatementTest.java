package io.github.flinkbert.flink.sql;

import static org.apache.flink.table.api.DataTypes.ARRAY;
import static org.apache.flink.table.api.DataTypes.BINARY;
import static org.apache.flink.table.api.DataTypes.BYTES;
import static org.apache.flink.table.api.DataTypes.FLOAT;
import static org.apache.flink.table.api.DataTypes.SMALLINT;
import static org.apache.flink.table.api.DataTypes.STRING;
import static org.apache.flink.table.api.DataTypes.TINYINT;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.flinkbert.flink.binding.TaskRequest;
import io.github.flinkbert.flink.task.embedding.EmbeddingTask;
import io.github.flinkbert.task.embedding.VectorQuantization;
import io.github.flinkbert.task.embedding.VectorRanges;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.apache.flink.table.types.DataType;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Statements whose column embedding is of another type than {@code ARRAY<FLOAT>}. */
class QuantizedStatementTest {

    private static final VectorRanges RANGES =
            new VectorRanges(new float[] {-1, 0}, new float[] {1, 2});

    @TempDir private Path folder;
    private String file;

    @BeforeEach
    void writeRanges() throws Exception {
        file = Files.writeString(folder.resolve("ranges.json"), RANGES.toJson("m", 9)).toString();
    }

    private static Statement embedding(DataType type) {
        return new Statement()
                .input("text", STRING())
                .output("embedding", type)
                .with("model", "/models/bert");
    }

    private static void asks(Statement statement, VectorQuantization quantization) {
        List<TaskRequest> requests =
                ModelStatement.of("m", statement.model()).config().asks().requests();
        assertThat(requests).isEqualTo(List.of(EmbeddingTask.quantized(quantization)));
    }

    @Test
    void theDeclaredTypeSaysTheFormat() {
        asks(
                embedding(ARRAY(TINYINT())).with("vector-ranges", file),
                VectorQuantization.int8(RANGES));
        asks(
                embedding(ARRAY(SMALLINT())).with("vector-ranges", file),
                VectorQuantization.uint8(RANGES));
        asks(embedding(BYTES()), VectorQuantization.ubinary());
    }

    @Test
    void theOptionMaySayItTooAndTellsBinaryFromUbinary() {
        asks(embedding(BYTES()).with("vector-format", "ubinary"), VectorQuantization.ubinary());
        asks(embedding(BYTES()).with("vector-format", "binary"), VectorQuantization.binary());
        asks(
                embedding(ARRAY(TINYINT()))
                        .with("vector-format", "int8")
                        .with("vector-ranges", file),
                VectorQuantization.int8(RANGES));
    }

    @Test
    void aTypeAndAnOptionThatDoNotFitAreRefused() {
        assertThat(embedding(ARRAY(FLOAT())).with("vector-format", "binary").faults())
                .contains(
                        "- the output column embedding must be BYTES for vector-format = binary,"
                                + " found ARRAY<FLOAT>");
        assertThat(embedding(BYTES()).with("vector-format", "float32").faults())
                .contains(
                        "- the output column embedding of type BYTES goes with vector-format ="
                                + " ubinary or binary, found float32");
        assertThat(embedding(ARRAY(TINYINT())).with("vector-format", "uint8").faults())
                .contains("of type ARRAY<TINYINT> goes with vector-format = int8, found uint8");
    }

    @Test
    void eightBitsWithoutRangesAreRefused() {
        assertThat(embedding(ARRAY(TINYINT())).faults())
                .contains("- vector-format int8 needs vector-ranges, the range of each dimension");
    }

    @Test
    void anotherTypeIsRefusedWithAllThatMayBe() {
        assertThat(embedding(BINARY(48)).faults())
                .contains(
                        "- output column embedding must be ARRAY<FLOAT>, found BINARY(48); it may"
                                + " also be ARRAY<TINYINT> for vector-format = int8,"
                                + " ARRAY<SMALLINT> for vector-format = uint8, BYTES for"
                                + " vector-format = ubinary or binary");
    }
}
