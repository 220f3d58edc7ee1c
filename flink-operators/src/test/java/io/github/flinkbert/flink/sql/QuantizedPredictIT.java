package io.github.flinkbert.flink.sql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.github.flinkbert.Bert;
import io.github.flinkbert.BertOptions;
import io.github.flinkbert.checkpoint.CasingChoice;
import io.github.flinkbert.checkpoint.MiniatureCheckpoint;
import io.github.flinkbert.engine.Precision;
import io.github.flinkbert.task.embedding.Embed;
import io.github.flinkbert.task.embedding.EmbedQuantized;
import io.github.flinkbert.task.embedding.QuantizedEmbedding;
import io.github.flinkbert.task.embedding.VectorQuantization;
import io.github.flinkbert.task.embedding.VectorRanges;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.apache.flink.types.Row;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Vectors in 8 bits and in bits in queries, and functions of them. */
class QuantizedPredictIT {

    private static final String MODEL =
            """
            CREATE TEMPORARY MODEL %s
            INPUT (text STRING)
            OUTPUT (embedding %s, error STRING)
            WITH ('provider' = 'bert', 'model' = '%s', 'precision' = 'float32',
              'casing' = 'cased'%s)
            """;

    private static final String ONE = "the house of John";
    private static final String OTHER = "in the end";

    @TempDir private static Path folder;
    private static LocalFlink flink;
    private static Path model;
    private static VectorRanges ranges;

    @BeforeAll
    static void startFlinkAndFindRanges() throws Exception {
        flink = LocalFlink.start(2);
        model =
                MiniatureCheckpoint.of(MiniatureCheckpoint.smallVocabulary(), 7)
                        .writeTo(folder.resolve("model"));
        VectorRanges.Sample sample = new VectorRanges.Sample();
        try (Bert bert = open()) {
            for (String text : List.of(ONE, OTHER, "the text", "where is it")) {
                sample.add(bert.ask(text, Embed.asReleased()));
            }
        }
        ranges = sample.ranges();
        Files.writeString(folder.resolve("ranges.json"), ranges.toJson("m", sample.vectors()));
        Files.writeString(folder.resolve("other.json"), "[[0, 0], [1, 1]]");
    }

    @AfterAll
    static void stopFlink() throws Exception {
        flink.stop();
    }

    private static Bert open() {
        return Bert.open(
                BertOptions.of(model.toString())
                        .withCasing(CasingChoice.CASED)
                        .withPrecision(Precision.FLOAT32));
    }

    private static String model(String name, String type, String more) {
        return MODEL.formatted(name, type, model, more);
    }

    private static String withRanges(String file) {
        return ", 'vector-ranges' = '%s'".formatted(folder.resolve(file));
    }

    private static List<Row> rows(SqlSession sql, String columns, String name) throws Exception {
        return sql.rows(
                ("SELECT %s FROM ML_PREDICT(TABLE texts, MODEL %s, DESCRIPTOR(body),"
                                + " MAP['max-concurrent-operations', '512'])")
                        .formatted(columns, name));
    }

    private static Row row(List<Row> rows, int id) {
        return rows.stream().filter(row -> row.getField(0).equals(id)).findFirst().orElseThrow();
    }

    @Test
    void aColumnIsOfTheTypeThatIsDeclared() throws Exception {
        SqlSession sql =
                flink.streaming()
                        .run(model("bytes8", "ARRAY<TINYINT>", withRanges("ranges.json")))
                        .run(model("unsigned8", "ARRAY<SMALLINT>", withRanges("ranges.json")))
                        .run(model("bits", "BYTES", ""))
                        .run(model("signed_bits", "BYTES", ", 'vector-format' = 'binary'"))
                        .texts("texts", ONE, null);

        try (Bert bert = open()) {
            Byte[] int8 = (Byte[]) row(rows(sql, "id, embedding", "bytes8"), 0).getField(1);
            QuantizedEmbedding expected = ask(bert, VectorQuantization.int8(ranges));
            assertThat(int8).hasSize(expected.dimensions());
            for (int i = 0; i < int8.length; i++) {
                // Sums of another batch may round a number to the neighbour.
                assertThat((int) int8[i]).isCloseTo(expected.get(i), within(1));
            }
            Short[] uint8 = (Short[]) row(rows(sql, "id, embedding", "unsigned8"), 0).getField(1);
            expected = ask(bert, VectorQuantization.uint8(ranges));
            for (int i = 0; i < uint8.length; i++) {
                assertThat((int) uint8[i]).isCloseTo(expected.get(i), within(1));
            }
            List<Row> bits = rows(sql, "id, embedding, error", "bits");
            assertThat((byte[]) row(bits, 0).getField(1))
                    .isEqualTo(ask(bert, VectorQuantization.ubinary()).bytes());
            assertThat(row(bits, 1)).isEqualTo(Row.of(1, null, null));
            assertThat((byte[]) row(rows(sql, "id, embedding", "signed_bits"), 0).getField(1))
                    .isEqualTo(ask(bert, VectorQuantization.binary()).bytes());
        }
    }

    private static QuantizedEmbedding ask(Bert bert, VectorQuantization quantization) {
        return bert.ask(ONE, new EmbedQuantized(Embed.asReleased(), quantization));
    }

    @Test
    void functionsTakeThem() throws Exception {
        SqlSession sql =
                flink.streaming()
                        .run("LOAD MODULE bert")
                        .run(model("numbers", "ARRAY<FLOAT>", ""))
                        .run(model("bits", "BYTES", ""))
                        .run(model("bytes8", "ARRAY<TINYINT>", withRanges("ranges.json")))
                        .texts("texts", ONE);

        Row row =
                rows(
                                sql,
                                "COSINE_SIMILARITY(embedding, embedding),"
                                        + " DOT_PRODUCT(embedding, embedding), embedding",
                                "bytes8")
                        .get(0);
        double squares = 0;
        for (Byte number : (Byte[]) row.getField(2)) {
            squares += number * number;
        }
        assertThat((double) row.getField(0)).isCloseTo(1, within(1e-9));
        assertThat((double) row.getField(1)).isCloseTo(squares, within(1e-6));

        byte[] binarized = (byte[]) rows(sql, "BINARIZE(embedding)", "numbers").get(0).getField(0);
        assertThat((byte[]) rows(sql, "embedding", "bits").get(0).getField(0)).isEqualTo(binarized);
        assertThat(rows(sql, "HAMMING_DISTANCE(embedding, embedding)", "bits").get(0).getField(0))
                .isEqualTo(0);
    }

    @Test
    void rangesOfAnotherModelFailTheJobWhenItStarts() {
        assertThatThrownBy(
                        () ->
                                rows(
                                        flink.streaming()
                                                .run(
                                                        model(
                                                                "other",
                                                                "ARRAY<TINYINT>",
                                                                withRanges("other.json")))
                                                .texts("texts", ONE),
                                        "embedding",
                                        "other"))
                .hasStackTraceContaining("the ranges (vector-ranges) are of 2 dimensions");
    }

    @Test
    void theIndexHoldsNumbersAsTheModelComputesThem() {
        String table =
                """
                CREATE TEMPORARY TABLE faq (question STRING, embedding ARRAY<FLOAT>) WITH (
                  'connector' = 'bert-index', 'path' = '%s', 'format' = 'json',
                  'text-column' = 'question', 'model' = '%s', 'vector-format' = 'ubinary')
                """
                        .formatted(folder, model);

        assertThatThrownBy(() -> flink.streaming().run(table).rows("SELECT * FROM faq"))
                .hasStackTraceContaining("vector-format must be float32: the index holds");
    }
}
