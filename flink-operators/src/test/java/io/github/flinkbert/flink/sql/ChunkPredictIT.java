package io.github.flinkbert.flink.sql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.github.flinkbert.Bert;
import io.github.flinkbert.BertOptions;
import io.github.flinkbert.checkpoint.CasingChoice;
import io.github.flinkbert.checkpoint.MiniatureCheckpoint;
import io.github.flinkbert.engine.Precision;
import io.github.flinkbert.task.chunks.Chunking;
import io.github.flinkbert.task.chunks.EmbedChunks;
import io.github.flinkbert.task.chunks.TextChunk;
import java.nio.file.Path;
import java.util.List;
import org.apache.flink.types.Row;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Chunks of texts in queries, on a miniature. */
class ChunkPredictIT {

    private static final String TEXT = "The end of it was in 한국 🙂. Is it on? It is! ".repeat(4);

    private static final String MODEL =
            """
            CREATE TEMPORARY MODEL %s
            INPUT (text STRING)
            OUTPUT (chunks ARRAY<ROW<text STRING, `start` INT, `end` INT, embedding ARRAY<FLOAT>>>,
              error STRING)
            WITH ('provider' = 'bert', 'model' = '%s', 'precision' = 'float32',
              'casing' = 'cased', 'chunk-pieces' = '20'%s)
            """;

    @TempDir private static Path folder;
    private static LocalFlink flink;

    @BeforeAll
    static void startFlinkAndWriteAModel() throws Exception {
        flink = LocalFlink.start(2);
        MiniatureCheckpoint.of(MiniatureCheckpoint.smallVocabulary(), 5).writeTo(folder);
    }

    @AfterAll
    static void stopFlink() throws Exception {
        flink.stop();
    }

    private static void assertChunks(Row row, List<TextChunk> expected) {
        Row[] chunks = (Row[]) row.getField("chunks");
        assertThat(chunks).hasSameSizeAs(expected).hasSizeGreaterThan(3);
        for (int i = 0; i < chunks.length; i++) {
            TextChunk chunk = expected.get(i);
            int start = (Integer) chunks[i].getField(1);
            int end = (Integer) chunks[i].getField(2);
            assertThat(List.of(start, end)).isEqualTo(List.of(chunk.start(), chunk.end()));
            assertThat(chunks[i].getField(0))
                    .isEqualTo(TEXT.substring(start, end))
                    .isEqualTo(chunk.text());
            Float[] vector = (Float[]) chunks[i].getField(3);
            assertThat(vector).hasSize(chunk.embedding().size());
            for (int j = 0; j < vector.length; j++) {
                assertThat(vector[j]).isCloseTo(chunk.embedding().get(j), within(1e-4f));
            }
        }
        assertThat(row.getField("error")).isNull();
    }

    @Test
    void chunksAreThoseOfTheModelAndUnnestToARowEach() throws Exception {
        String predicted =
                " FROM ML_PREDICT(TABLE sample, MODEL %s, DESCRIPTOR(body),"
                        + " MAP['max-concurrent-operations', '512'])";
        SqlSession sql =
                flink.streaming()
                        .run(MODEL.formatted("early", folder, ""))
                        .run(MODEL.formatted("late", folder, ", 'chunking' = 'late'"))
                        .texts("sample", TEXT);
        EmbedChunks ask = EmbedChunks.asReleased().with(20, EmbedChunks.USUAL_OVERLAP);

        try (Bert bert =
                Bert.open(
                        BertOptions.of(folder.toString())
                                .withCasing(CasingChoice.CASED)
                                .withPrecision(Precision.FLOAT32))) {
            List<TextChunk> early = bert.ask(TEXT, ask).chunks();
            assertChunks(
                    sql.rows("SELECT chunks, error" + predicted.formatted("early")).get(0), early);
            assertChunks(
                    sql.rows("SELECT chunks, error" + predicted.formatted("late")).get(0),
                    bert.ask(TEXT, ask.with(Chunking.LATE)).chunks());

            List<Row> each =
                    sql.rows(
                            "SELECT id, c.`start`, c.embedding FROM (SELECT id, chunks"
                                    + predicted.formatted("early")
                                    + ") CROSS JOIN UNNEST(chunks) AS c");
            assertThat(each)
                    .extracting(row -> row.getField(1))
                    .containsExactlyInAnyOrderElementsOf(
                            early.stream().<Object>map(TextChunk::start).toList());
        }
    }

    @Test
    void aNullTextHasNoneAndAnEmptyOneNoChunk() throws Exception {
        List<Row> rows =
                flink.streaming()
                        .run(MODEL.formatted("m", folder, ""))
                        .texts("sample", null, " ")
                        .rows(
                                "SELECT id, chunks, error FROM ML_PREDICT(TABLE sample, MODEL m,"
                                        + " DESCRIPTOR(body))");

        assertThat(rows).hasSize(2);
        for (Row row : rows) {
            assertThat(row.getField("error")).isNull();
            if (row.getField("id").equals(0)) {
                assertThat(row.getField("chunks")).isNull();
            } else {
                assertThat((Row[]) row.getField("chunks")).isEmpty();
            }
        }
    }

    @Test
    void whatDoesNotFitTheModelShowsWhenTheQueryStarts() throws Exception {
        SqlSession sql =
                flink.streaming()
                        .run(
                                MODEL.formatted(
                                        "m", folder, ", 'chunking' = 'late', 'pooling' = 'cls'"))
                        .texts("sample", "the end");

        assertThatThrownBy(
                        () ->
                                sql.rows(
                                        "SELECT chunks FROM ML_PREDICT(TABLE sample, MODEL m,"
                                                + " DESCRIPTOR(body))"))
                .hasStackTraceContaining("late chunking takes the mean of a chunk's token vectors");
    }
}
