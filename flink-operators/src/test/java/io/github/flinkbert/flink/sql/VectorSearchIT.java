package io.github.flinkbert.flink.sql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.github.flinkbert.Bert;
import io.github.flinkbert.BertOptions;
import io.github.flinkbert.checkpoint.CasingChoice;
import io.github.flinkbert.checkpoint.MiniatureCheckpoint;
import io.github.flinkbert.checkpoint.SentenceTransformersMiniature;
import io.github.flinkbert.engine.Precision;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import org.apache.flink.api.common.RuntimeExecutionMode;
import org.apache.flink.types.Row;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The connector {@code bert-index} and the module {@code bert} in queries, as they are typed. */
class VectorSearchIT {

    private static final String VECTORS =
            """
            CREATE TEMPORARY TABLE faq (
              id INT,
              lang STRING,
              active BOOLEAN,
              embedding ARRAY<FLOAT>
            ) WITH (
              'connector' = 'bert-index',
              'path' = '%s',
              'format' = '%s'%s
            )
            """;

    private static final String TEXTS =
            """
            CREATE TEMPORARY TABLE faq (
              question STRING,
              embedding ARRAY<FLOAT>,
              answer STRING
            ) WITH (
              'connector' = 'bert-index',
              'path' = '%s',
              'format' = 'json',
              'text-column' = 'question',
              'model' = '%s',
              'casing' = 'cased',
              'precision' = 'float32'
            )
            """;

    private static final String TICKETS =
            """
            CREATE TEMPORARY VIEW tickets (ticket, embedding) AS VALUES
              (1, ARRAY[CAST(1 AS FLOAT), CAST(0.1 AS FLOAT)]),
              (2, ARRAY[CAST(-0.2 AS FLOAT), CAST(1 AS FLOAT)]),
              (3, CAST(NULL AS ARRAY<FLOAT>))
            """;

    private static final String ROWS =
            """
            {"id": 1, "lang": "en", "active": true, "embedding": [1, 0]}
            {"id": 2, "lang": "de", "active": true, "embedding": [2, 2]}

            {"id": 3, "lang": "en", "active": false, "embedding": [0, 3]}
            {"id": 4, "lang": null, "active": null, "embedding": [-1, 0]}
            {"id": 5, "lang": "en", "active": true, "embedding": null}
            """;

    private static final String AS_TYPED =
            "SELECT tickets.ticket, id, score FROM tickets, LATERAL TABLE(VECTOR_SEARCH("
                    + "TABLE %s, DESCRIPTOR(embedding), tickets.embedding, 3))";

    @TempDir private static Path models;
    @TempDir private Path folder;
    private static LocalFlink flink;
    private static Path model;

    private Path file;

    @BeforeAll
    static void start() throws Exception {
        flink = LocalFlink.start(2);
        model =
                MiniatureCheckpoint.of(MiniatureCheckpoint.smallVocabulary(), 7)
                        .writeTo(models.resolve("model"));
    }

    @AfterAll
    static void stop() throws Exception {
        flink.stop();
    }

    @BeforeEach
    void write() throws Exception {
        file = Files.writeString(folder.resolve("faq.jsonl"), ROWS);
    }

    @ParameterizedTest
    @EnumSource(
            value = RuntimeExecutionMode.class,
            names = {"STREAMING", "BATCH"})
    void theNearestRowsAreFoundAsTyped(RuntimeExecutionMode mode) throws Exception {
        List<Row> rows =
                flink.session(mode)
                        .run(VECTORS.formatted(file, "json", ""))
                        .run(TICKETS)
                        .rows(AS_TYPED.formatted("faq"));

        assertThat(ids(rows, 1)).containsExactly(1, 2, 3);
        assertThat(ids(rows, 2)).containsExactly(3, 2, 4);
        assertThat(ids(rows, 3)).isEmpty();
        assertThat((double) rows.get(0).getField("score")).isPositive();
        assertThat(score(rows, 1, 1)).isCloseTo(1 / Math.sqrt(1.01), within(1e-6));
    }

    @Test
    void aLeftJoinKeepsRowsThatFindNothing() throws Exception {
        List<Row> rows =
                flink.streaming()
                        .run(VECTORS.formatted(file, "json", ""))
                        .run(TICKETS)
                        .rows(
                                "SELECT ticket, id, score FROM tickets LEFT JOIN LATERAL TABLE("
                                        + "VECTOR_SEARCH(TABLE faq, DESCRIPTOR(embedding),"
                                        + " tickets.embedding, 1)) ON TRUE");

        assertThat(rows)
                .extracting(row -> row.getField("id"))
                .containsExactlyInAnyOrder(1, 3, null);
    }

    @Test
    void theMetricIsTheTablesChoice() throws Exception {
        List<Row> dot =
                flink.streaming()
                        .run(VECTORS.formatted(file, "json", ", 'metric' = 'dot-product'"))
                        .run(TICKETS)
                        .rows(AS_TYPED.formatted("faq"));
        List<Row> distance =
                flink.streaming()
                        .run(VECTORS.formatted(file, "json", ", 'metric' = 'euclidean'"))
                        .run(TICKETS)
                        .rows(AS_TYPED.formatted("faq"));

        assertThat(ids(dot, 1)).containsExactly(2, 1, 3);
        assertThat(score(dot, 1, 2)).isCloseTo(2.2, within(1e-6));
        assertThat(ids(distance, 1)).startsWith(1);
        assertThat(score(distance, 1, 1)).isCloseTo(0.1, within(1e-6));
        assertThat(score(distance, 2, 4)).isCloseTo(Math.sqrt(0.64 + 1), within(1e-6));
    }

    @Test
    void aViewsFilterChoosesAmongWhichRowsTheNearestAreLookedFor() throws Exception {
        SqlSession session =
                flink.streaming().run(VECTORS.formatted(file, "json", "")).run(TICKETS);
        session.run(
                "CREATE TEMPORARY VIEW english AS SELECT * FROM faq WHERE lang IN ('en', 'fr')");
        session.run(
                "CREATE TEMPORARY VIEW late AS SELECT * FROM faq WHERE id > 1 AND"
                        + " (lang <> 'en' OR lang IS NULL)");
        session.run("CREATE TEMPORARY VIEW chosen AS SELECT * FROM faq WHERE id IN (2, 4)");
        session.run("CREATE TEMPORARY VIEW closed AS SELECT * FROM faq WHERE NOT active");

        assertThat(ids(session.rows(AS_TYPED.formatted("english")), 1)).containsExactly(1, 3);
        assertThat(ids(session.rows(AS_TYPED.formatted("late")), 1)).containsExactly(2, 4);
        assertThat(ids(session.rows(AS_TYPED.formatted("chosen")), 1)).containsExactly(2, 4);
        assertThat(ids(session.rows(AS_TYPED.formatted("closed")), 1)).containsExactly(3);
    }

    @Test
    void queriesOfDoublesAndOfLiteralsAreReadAsTheyAre() throws Exception {
        SqlSession session = flink.streaming().run(VECTORS.formatted(file, "json", ""));

        List<Row> rows =
                session.rows(
                        "SELECT id, score FROM (VALUES (ARRAY[3, 4])) AS asked (vector),"
                                + " LATERAL TABLE(VECTOR_SEARCH(TABLE faq, DESCRIPTOR(embedding),"
                                + " asked.vector, 1))");

        assertThat(rows).hasSize(1);
        assertThat(rows.get(0).getField("id")).isEqualTo(2);
        assertThat((double) rows.get(0).getField("score"))
                .isCloseTo(14 / (5 * Math.sqrt(8)), within(1e-6));
    }

    @Test
    void textsAreEmbeddedByTheModelOfTheTable() throws Exception {
        Files.writeString(
                file,
                """
                {"question": "the cat", "answer": "yes"}
                {"question": null, "answer": "never"}
                {"question": "a dog is not the cat", "answer": "no"}
                """);
        SqlSession session =
                flink.streaming()
                        .run(TEXTS.formatted(file, model))
                        .run(
                                """
                                CREATE TEMPORARY MODEL vectors
                                INPUT (text STRING) OUTPUT (embedding ARRAY<FLOAT>)
                                WITH ('provider' = 'bert', 'model' = '%s', 'casing' = 'cased',
                                  'precision' = 'float32')
                                """
                                        .formatted(model))
                        .texts("asked", "the cat", "a dog is not the cat")
                        .run(
                                "CREATE TEMPORARY VIEW tickets AS SELECT id, body, embedding AS v"
                                        + " FROM ML_PREDICT(TABLE asked, MODEL vectors,"
                                        + " DESCRIPTOR(body))");

        List<Row> rows =
                session.rows(
                        "SELECT body, answer, score, embedding FROM tickets, LATERAL TABLE("
                                + "VECTOR_SEARCH(TABLE faq, DESCRIPTOR(embedding), tickets.v, 1))");

        assertThat(rows)
                .extracting(row -> row.getField("body") + ": " + row.getField("answer"))
                .containsExactlyInAnyOrder("the cat: yes", "a dog is not the cat: no");
        assertThat(rows)
                .allSatisfy(
                        row ->
                                assertThat((double) row.getField("score"))
                                        .isCloseTo(1, within(1e-5)));
        try (Bert bert =
                Bert.open(
                        BertOptions.of(model.toString())
                                .withCasing(CasingChoice.CASED)
                                .withPrecision(Precision.FLOAT32))) {
            assertThat(((Float[]) rows.get(0).getField("embedding"))[0])
                    .isCloseTo(bert.embed((String) rows.get(0).getField("body"))[0], within(1e-5f));
        }
    }

    @Test
    void anEqualityWithOneValueIsRefusedByFlinkAndNotPassedOver() throws Exception {
        SqlSession session =
                flink.streaming().run(VECTORS.formatted(file, "json", "")).run(TICKETS);
        session.run("CREATE TEMPORARY VIEW english AS SELECT * FROM faq WHERE lang = 'en'");

        assertThatThrownBy(() -> session.rows(AS_TYPED.formatted("english")))
                .hasMessageContaining("Don't support calc on VECTOR_SEARCH node now");
    }

    @Test
    void aFilterThatTheIndexCannotAnswerIsRefusedByFlinkAndNotPassedOver() throws Exception {
        SqlSession session =
                flink.streaming().run(VECTORS.formatted(file, "json", "")).run(TICKETS);
        session.run("CREATE TEMPORARY VIEW odd AS SELECT * FROM faq WHERE lang LIKE 'e%'");

        assertThatThrownBy(() -> session.rows(AS_TYPED.formatted("odd")))
                .rootCause()
                .hasMessageContaining("does not support filter on parameter search_table");
    }

    @ParameterizedTest
    @ValueSource(strings = {"avro", "parquet"})
    void filesThatFlinkWroteAreReadWhole(String format) throws Exception {
        Path written = folder.resolve("written");
        SqlSession session = flink.session(RuntimeExecutionMode.BATCH);
        session.run(
                """
                CREATE TEMPORARY TABLE written (
                  id INT, lang STRING, active BOOLEAN, embedding ARRAY<FLOAT>
                ) WITH ('connector' = 'filesystem', 'path' = '%s', 'format' = '%s')
                """
                        .formatted(written, format));
        session.insert(
                "INSERT INTO written VALUES"
                        + " (1, 'en', TRUE, ARRAY[CAST(1 AS FLOAT), CAST(0 AS FLOAT)]),"
                        + " (2, 'de', TRUE, ARRAY[CAST(0 AS FLOAT), CAST(1 AS FLOAT)])");

        List<Row> rows =
                session.run(VECTORS.formatted(written, format, ""))
                        .run(TICKETS)
                        .rows(AS_TYPED.formatted("faq"));

        assertThat(ids(rows, 1)).containsExactly(1, 2);
        assertThat(ids(rows, 2)).containsExactly(2, 1);
        session.run("CREATE TEMPORARY VIEW german AS SELECT * FROM faq WHERE lang IN ('de', '')");
        assertThat(ids(session.rows(AS_TYPED.formatted("german")), 1)).containsExactly(2);
    }

    @Test
    void whatIsWrongWithATableIsSaidAtOnce() throws Exception {
        SqlSession session = flink.streaming().run(TICKETS);
        session.run(
                VECTORS.formatted(
                        file,
                        "json",
                        ", 'metric' = 'taxicab', 'model' = '/m', 'json.jason' = 'x', 'reload' ="
                                + " '1s'"));

        assertThatThrownBy(() -> session.rows(AS_TYPED.formatted("faq")))
                .rootCause()
                .hasMessageContaining("4 faults in the statement that creates table")
                .hasMessageContaining(
                        "- metric must be one of cosine, dot-product, euclidean, found \"taxicab\"")
                .hasMessageContaining("- reload is not an option of the connector bert-index")
                .hasMessageContaining(
                        "- model is for vectors that are made of texts: expected text-column"
                                + " beside it")
                .hasMessageContaining("- json.jason is not an option of the format json");
    }

    @Test
    void aTableThatCannotBeReadFailsTheJobWithASentence() throws Exception {
        Files.writeString(file, ROWS + "{\"id\": 6, \"embedding\": [secret");
        SqlSession session =
                flink.streaming().run(VECTORS.formatted(file, "json", "")).run(TICKETS);

        assertThatThrownBy(() -> session.rows(AS_TYPED.formatted("faq")))
                .rootCause()
                .hasMessageContaining("line 7 of file:" + file + " is not a row of the format json")
                .message()
                .doesNotContain("secret");
    }

    /** Formats wrap what is said against a row, or pass over its line. */
    @Test
    void aRowThatDoesNotFitIsSaidAsItIsWhateverTheFormatDoesWithIt() throws Exception {
        Files.writeString(file, ROWS + "{\"id\": 6, \"embedding\": [1, 0, 0]}");
        for (String more : List.of("", ", 'json.ignore-parse-errors' = 'true'")) {
            SqlSession session =
                    flink.streaming().run(VECTORS.formatted(file, "json", more)).run(TICKETS);
            assertThatThrownBy(() -> session.rows(AS_TYPED.formatted("faq")))
                    .rootCause()
                    .hasMessageContaining(
                            "found a vector of 3 numbers, expected 2, as the first row has");
        }
    }

    @Test
    void oddQueriesAreAnsweredOrRefusedWithASentence() throws Exception {
        Files.writeString(
                file,
                ROWS + "{\"id\": 1, \"lang\": \"😀\", \"active\": true, \"embedding\": [1, 0]}");
        SqlSession session =
                flink.streaming().run(VECTORS.formatted(file, "json", "")).run(TICKETS);
        String asked = AS_TYPED.formatted("faq");

        assertThat(ids(session.rows(asked.replace("3))", "2147483647))")), 1))
                .as("more than there are, and a row twice")
                .containsExactly(1, 1, 2, 3, 4);
        for (String count : List.of("0", "-1")) {
            assertThatThrownBy(() -> session.rows(asked.replace("3))", count + "))")))
                    .rootCause()
                    .hasMessage("Parameter top_k must be greater than 0, but was " + count + ".");
        }
        assertThatThrownBy(() -> session.rows(asked.replace("3))", "3, MAP['asinc', 'true']))")))
                .hasStackTraceContaining(
                        "asinc is not an option of VECTOR_SEARCH, which has async");
        session.run(
                "CREATE TEMPORARY VIEW odd (ticket, embedding) AS VALUES"
                        + " (1, ARRAY[CAST(0 AS FLOAT), CAST(0 AS FLOAT)])");
        String zeros = asked.replace("tickets.ticket", "odd.ticket").replace("tickets", "odd");
        assertThat(session.rows(zeros)).as("no cosine").isEmpty();
    }

    @Test
    void aModelWhoseMakerComparesOtherwiseNeedsAMetric() throws Exception {
        Path dot = folder.resolve("dot");
        SentenceTransformersMiniature.write(dot, "\"pooling_mode_cls_token\": true");
        SentenceTransformersMiniature.settings(dot, "\"similarity_fn_name\": \"dot\"");
        Files.writeString(file, "{\"question\": \"the cat\", \"answer\": \"yes\"}\n");
        String query =
                "SELECT id, score FROM tickets, LATERAL TABLE(VECTOR_SEARCH(TABLE faq,"
                        + " DESCRIPTOR(embedding), tickets.v, 1))";
        String tickets =
                "CREATE TEMPORARY VIEW tickets (id, v) AS SELECT 1, ARRAY[%s]"
                        .formatted(String.join(", ", Collections.nCopies(32, "CAST(1 AS FLOAT)")));

        assertThatThrownBy(
                        () ->
                                flink.streaming()
                                        .run(TEXTS.formatted(file, dot))
                                        .run(tickets)
                                        .rows(query))
                .rootCause()
                .hasMessageContaining("its maker compares its vectors by dot")
                .hasMessageContaining("has no metric; expected one, dot-product or euclidean, or");
        assertThat(
                        flink.streaming()
                                .run(
                                        TEXTS.formatted(file, dot)
                                                .replace(
                                                        "'text-column'",
                                                        "'metric' = 'dot-product',"
                                                                + " 'text-column'"))
                                .run(tickets)
                                .rows(query))
                .hasSize(1);
    }

    @Test
    void aQueryOfAnotherDimensionFailsTheJobWithASentence() throws Exception {
        SqlSession session = flink.streaming().run(VECTORS.formatted(file, "json", ""));

        assertThatThrownBy(
                        () ->
                                session.rows(
                                        "SELECT id FROM (VALUES (ARRAY[3, 4, 5])) AS asked"
                                                + " (vector), LATERAL TABLE(VECTOR_SEARCH(TABLE"
                                                + " faq, DESCRIPTOR(embedding), asked.vector, 1))"))
                .rootCause()
                .hasMessageContaining("asked with a vector of 3 numbers, expected 2");
    }

    @Test
    void theModulesFunctionsCompareVectors() throws Exception {
        SqlSession session = flink.streaming().run("LOAD MODULE bert").run(TICKETS);

        List<Row> rows =
                session.rows(
                        "SELECT ticket,"
                                + " COSINE_SIMILARITY(embedding, embedding),"
                                + " DOT_PRODUCT(embedding, ARRAY[CAST(2 AS FLOAT), CAST(10 AS"
                                + " FLOAT)]),"
                                + " HAMMING_DISTANCE(BINARIZE(embedding), x'C0'),"
                                + " BINARIZE(embedding)"
                                + " FROM tickets");

        Row first = row(rows, 1);
        assertThat((double) first.getField(1)).isCloseTo(1, within(1e-9));
        assertThat((double) first.getField(2)).isCloseTo(3, within(1e-6));
        assertThat(first.getField(3)).isEqualTo(0);
        assertThat((byte[]) first.getField(4)).containsExactly(0xC0);
        Row second = row(rows, 2);
        assertThat((double) second.getField(2)).isCloseTo(9.6, within(1e-6));
        assertThat(second.getField(3)).isEqualTo(1);
        assertThat((byte[]) second.getField(4)).containsExactly(0x40);
        assertThat(row(rows, 3)).isEqualTo(Row.of(3, null, null, null, null));
    }

    private static Row row(List<Row> rows, int ticket) {
        return rows.stream()
                .filter(row -> row.getField(0).equals(ticket))
                .findFirst()
                .orElseThrow();
    }

    private static List<Integer> ids(List<Row> rows, int ticket) {
        return rows.stream()
                .filter(row -> row.getField("ticket").equals(ticket))
                .map(row -> (Integer) row.getField("id"))
                .toList();
    }

    private static double score(List<Row> rows, int ticket, int id) {
        return rows.stream()
                .filter(row -> row.getField("ticket").equals(ticket))
                .filter(row -> row.getField("id").equals(id))
                .map(row -> (Double) row.getField("score"))
                .findFirst()
                .orElseThrow();
    }
}
