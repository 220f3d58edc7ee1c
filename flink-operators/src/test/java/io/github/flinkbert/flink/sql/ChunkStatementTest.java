package io.github.flinkbert.flink.sql;

import static org.apache.flink.table.api.DataTypes.ARRAY;
import static org.apache.flink.table.api.DataTypes.DOUBLE;
import static org.apache.flink.table.api.DataTypes.FIELD;
import static org.apache.flink.table.api.DataTypes.FLOAT;
import static org.apache.flink.table.api.DataTypes.INT;
import static org.apache.flink.table.api.DataTypes.ROW;
import static org.apache.flink.table.api.DataTypes.STRING;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.flinkbert.checkpoint.Pooling;
import io.github.flinkbert.flink.binding.TaskRequest;
import io.github.flinkbert.flink.task.chunks.ChunksTask;
import io.github.flinkbert.task.chunks.Chunking;
import io.github.flinkbert.task.chunks.EmbedChunks;
import io.github.flinkbert.task.embedding.Embed;
import java.util.List;
import java.util.stream.Stream;
import org.apache.flink.table.types.DataType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Statements that ask for the chunks of a text. */
class ChunkStatementTest {

    private static Statement chunks(DataType vector) {
        return new Statement()
                .input("text", STRING())
                .output(
                        "chunks",
                        ARRAY(
                                ROW(
                                        FIELD("text", STRING()),
                                        FIELD("start", INT()),
                                        FIELD("end", INT()),
                                        FIELD("embedding", vector))))
                .with("model", "/models/bert");
    }

    private static Statement chunks() {
        return chunks(ARRAY(FLOAT()));
    }

    private static List<TaskRequest> requests(Statement statement) {
        return ModelStatement.of("m", statement.model()).config().asks().requests();
    }

    @Test
    void theColumnAsksForChunksAndRowsMayHaveFewerFields() {
        assertThat(requests(chunks())).isEqualTo(List.of(ChunksTask.asReleased()));
        assertThat(
                        requests(
                                new Statement()
                                        .input("text", STRING())
                                        .output(
                                                "chunks",
                                                ARRAY(
                                                        ROW(
                                                                FIELD(
                                                                        "embedding",
                                                                        ARRAY(
                                                                                FLOAT().notNull())))))))
                .isEqualTo(List.of(ChunksTask.asReleased()));
    }

    @Test
    void optionsArriveAndSoDoThoseOfEmbeddings() {
        assertThat(
                        requests(
                                chunks().with("chunking", "late")
                                        .with("chunk-pieces", "64")
                                        .with("chunk-overlap", "0")
                                        .with("pooling", "mean")))
                .isEqualTo(
                        List.of(
                                ChunksTask.of(
                                        EmbedChunks.asReleased()
                                                .with(Chunking.LATE)
                                                .with(64, 0)
                                                .with(Embed.asReleased().with(Pooling.MEAN)))));
    }

    @Test
    void aVectorOfAnotherTypeIsRefused() {
        assertThat(chunks(ARRAY(DOUBLE())).faults())
                .contains(
                        "output column chunks must be ARRAY<ROW<text STRING, `start` INT, `end`"
                                + " INT, embedding ARRAY<FLOAT>>> or with fewer of these fields",
                        "embedding must be ARRAY<FLOAT>, not ARRAY<DOUBLE>");
        assertThat(chunks(FLOAT()).faults()).contains("embedding must be ARRAY<FLOAT>, not FLOAT");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "chunking | both | chunking must be one of early, late, found \"both\"",
                "chunk-pieces | 7 | chunk-pieces must be a whole number of at least 8, found \"7\"",
                "chunk-overlap | -1 | chunk-overlap must be a whole number of at least 0, found"
                        + " \"-1\""
            })
    void aValueThatIsWrongIsNamed(String option, String value, String fault) {
        assertThat(chunks().with(option, value).faults()).contains("- " + fault);
    }

    /** The options of chunks, each of which is wrong once above. */
    static List<String> options() throws NoSuchMethodException {
        CsvSource wrong =
                ChunkStatementTest.class
                        .getDeclaredMethod(
                                "aValueThatIsWrongIsNamed",
                                String.class,
                                String.class,
                                String.class)
                        .getAnnotation(CsvSource.class);
        return Stream.of(wrong.value()).map(line -> line.split(" ", 2)[0]).toList();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "chunk-pieces | 9 | chunk-pieces is for the output column chunks, which is not"
                        + " there",
                "chunking | late | chunking is for the output column chunks, which is not there"
            })
    void anOptionWithoutTheColumnIsRefused(String option, String value, String fault) {
        assertThat(
                        new Statement()
                                .input("text", STRING())
                                .output("embedding", ARRAY(FLOAT()))
                                .with(option, value)
                                .faults())
                .startsWith("1 fault ")
                .contains("- " + fault);
    }
}
