package io.github.flinkbert.flink.sql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.github.flinkbert.Bert;
import io.github.flinkbert.BertOptions;
import io.github.flinkbert.checkpoint.AdapterMiniature;
import io.github.flinkbert.checkpoint.AggregationStrategy;
import io.github.flinkbert.checkpoint.CasingChoice;
import io.github.flinkbert.checkpoint.MiniatureCheckpoint;
import io.github.flinkbert.checkpoint.ShippedAdapters;
import io.github.flinkbert.checkpoint.TrainedMiniature;
import io.github.flinkbert.engine.BatchReport;
import io.github.flinkbert.engine.Precision;
import io.github.flinkbert.flink.RecordedBatches;
import io.github.flinkbert.location.CacheFolder;
import io.github.flinkbert.task.Results;
import io.github.flinkbert.task.answers.AnswerQuestion;
import io.github.flinkbert.task.embedding.Embed;
import io.github.flinkbert.task.entities.Entity;
import io.github.flinkbert.task.entities.TagEntities;
import io.github.flinkbert.task.masks.Candidate;
import io.github.flinkbert.task.masks.FillMasks;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.OptionalDouble;
import java.util.stream.Stream;
import org.apache.flink.api.common.RuntimeExecutionMode;
import org.apache.flink.types.Row;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Models of {@code CREATE MODEL} in queries, on a miniature with all heads. */
class MlPredictIT {

    private static final String EVERYTHING =
            """
            CREATE TEMPORARY MODEL everything
            INPUT (question STRING, text STRING)
            OUTPUT (
              embedding ARRAY<FLOAT>,
              entities ARRAY<ROW<label STRING, text STRING, `start` INT, `end` INT, score FLOAT>>,
              answers ARRAY<ROW<text STRING, `start` INT, `end` INT, score FLOAT>>,
              masks ARRAY<ARRAY<ROW<token STRING, score FLOAT>>>,
              error STRING)
            WITH ('provider' = 'bert', 'checkpoint' = '%s', 'precision' = 'float32',
              'casing' = 'cased', 'n-best' = '2', 'top' = '3')
            """;

    private static final String VECTORS =
            """
            CREATE TEMPORARY MODEL %s
            INPUT (text STRING)
            OUTPUT (%s)
            WITH ('provider' = 'bert', 'checkpoint' = '%s', 'precision' = 'float32',
              'casing' = 'cased'%s)
            """;

    private static final String ASKED =
            """
            CREATE TEMPORARY MODEL %s
            INPUT (%s, text STRING)
            OUTPUT (answers ARRAY<ROW<question STRING, text STRING, `start` INT>>)
            WITH ('provider' = 'bert', 'checkpoint' = '%s', 'precision' = 'float32',
              'casing' = 'cased')
            """;

    private static final String ENOUGH = "MAP['max-concurrent-operations', '512']";

    @TempDir private static Path folder;
    private static LocalFlink flink;
    private static Path trained;
    private static Path adapter;

    @BeforeAll
    static void startFlinkAndWriteModels() throws Exception {
        flink = LocalFlink.start(2);
        MiniatureCheckpoint miniature =
                MiniatureCheckpoint.of(MiniatureCheckpoint.smallVocabulary(), 7);
        trained = TrainedMiniature.of(miniature, 8).asGoogle(folder.resolve("trained"));
        Path base = miniature.writeTo(folder.resolve("base"));
        adapter =
                AdapterMiniature.write(
                                folder.resolve("adapter"),
                                miniature,
                                base.toString(),
                                AdapterMiniature.Task.TOKEN_CLS,
                                miniature.config().layers() - 1,
                                9)
                        .location();
    }

    @AfterAll
    static void stopFlink() throws Exception {
        flink.stop();
    }

    private static BertOptions options() {
        return BertOptions.of(trained.toString())
                .withCasing(CasingChoice.CASED)
                .withPrecision(Precision.FLOAT32);
    }

    private static String vectors(String name, String output, String more) {
        return VECTORS.formatted(name, output, trained, more);
    }

    @Test
    void theColumnsThatAreAskedForDecideTheTasks() throws Exception {
        String text = "the [MASK] of John is in the house";
        String question = "where is it";
        SqlSession sql =
                flink.streaming()
                        .run(EVERYTHING.formatted(trained))
                        .run(
                                "CREATE TEMPORARY VIEW asked (q, body) AS VALUES"
                                        + " (CAST('%s' AS STRING), CAST('%s' AS STRING))"
                                                .formatted(question, text));

        Row row =
                sql.rows(
                                "SELECT embedding, entities, answers, masks, error FROM"
                                        + " ML_PREDICT(TABLE asked, MODEL everything,"
                                        + " DESCRIPTOR(q, body), "
                                        + ENOUGH
                                        + ")")
                        .get(0);

        try (Bert bert = Bert.open(options())) {
            Embed embed = Embed.mean();
            TagEntities tag = new TagEntities("", AggregationStrategy.FIRST_PIECE);
            AnswerQuestion answer = new AnswerQuestion("", question, 2, 30, OptionalDouble.empty());
            FillMasks fill = new FillMasks(3);
            Results results = bert.ask(text, List.of(embed, tag, answer, fill));
            assertThat(floats(row.getField("embedding")))
                    .usingComparatorWithPrecision(1e-4f)
                    .containsExactly(results.get(embed).vector());
            List<Entity> entities = results.get(tag).entities();
            assertThat(entities).as("the miniature finds some").isNotEmpty();
            assertThat(cells(row.getField("entities"), 4))
                    .isEqualTo(
                            entities.stream()
                                    .map(e -> Row.of(e.label(), e.text(), e.start(), e.end()))
                                    .toList());
            assertThat(cells(row.getField("answers"), 3))
                    .hasSize(2)
                    .isEqualTo(
                            results.get(answer).answers().stream()
                                    .map(a -> Row.of(a.text(), a.start(), a.end()))
                                    .toList());
            Row[][] masks = (Row[][]) row.getField("masks");
            assertThat(masks).hasNumberOfRows(1);
            assertThat(masks[0]).hasSize(3);
            Candidate first = results.get(fill).masks().get(0).get(0);
            assertThat(masks[0][0].getField(0)).isEqualTo(first.token());
            assertThat((Float) masks[0][0].getField(1)).isCloseTo(first.score(), within(1e-4f));
            assertThat(row.getField("error")).isNull();
        }
    }

    @ParameterizedTest
    @CsvSource({"STREAMING, true", "STREAMING, false", "BATCH, true", "BATCH, false"})
    void nullTextsAndRefusedTextsStayRows(RuntimeExecutionMode mode, boolean async)
            throws Exception {
        String far = "x ".repeat(40_000);
        SqlSession sql =
                flink.session(mode)
                        .run(vectors("v", "error STRING, embedding ARRAY<FLOAT>", ""))
                        .texts("texts", "the house", null, far, "", "in the house");

        List<Row> rows =
                sql.rows(
                        "SELECT id, body, embedding, error FROM ML_PREDICT(TABLE texts, MODEL v,"
                                + " DESCRIPTOR(body), MAP['async', '%s'])".formatted(async));

        rows.sort(Comparator.comparing(row -> (Integer) row.getField(0)));
        assertThat(rows).extracting(row -> row.getField(0)).containsExactly(0, 1, 2, 3, 4);
        assertThat(rows)
                .extracting(row -> row.getField("embedding") != null)
                .containsExactly(true, false, false, true, true);
        assertThat(rows)
                .extracting(row -> row.getField("error"))
                .satisfies(
                        errors ->
                                assertThat((String) errors.get(2))
                                        .startsWith("a text may take at most 256 windows"))
                .containsOnly(null, rows.get(2).getField("error"));
    }

    @ParameterizedTest
    @CsvSource({"true", "false"})
    void aRefusedTextFailsTheJobWhereTheStatementSaysSoAndIsNotShown(boolean async)
            throws Exception {
        SqlSession sql =
                flink.streaming()
                        .run(
                                vectors(
                                        "strict",
                                        "embedding ARRAY<FLOAT>",
                                        ", 'error-handling-strategy' = 'failover'"))
                        .texts("texts", "secret ".repeat(20_000));

        assertThatThrownBy(
                        () ->
                                sql.rows(
                                        "SELECT embedding FROM ML_PREDICT(TABLE texts, MODEL"
                                                + " strict, DESCRIPTOR(body), MAP['async', '%s'])"
                                                        .formatted(async)))
                .hasStackTraceContaining("a text may take at most 256 windows")
                .satisfies(
                        failure -> assertThat(stackTrace(failure)).doesNotContain("secret secret"));
    }

    @Test
    void embeddingAndEntitiesOfATextAreOneSequenceInTheEngineOfAllModels() throws Exception {
        String[] texts = new String[40];
        Arrays.setAll(texts, i -> "the house " + i + " of John");
        SqlSession sql =
                flink.streaming()
                        .run(
                                vectors(
                                        "pair",
                                        "embedding ARRAY<FLOAT>, entities ARRAY<ROW<label STRING>>",
                                        ""))
                        .run(vectors("names", "entities ARRAY<ROW<text STRING>>", ""))
                        .texts("texts", texts);

        try (Bert bert = Bert.open(options())) {
            RecordedBatches runs = RecordedBatches.of(bert);
            List<Row> rows =
                    sql.rows(
                            """
                            SELECT a.id FROM
                              ML_PREDICT(TABLE texts, MODEL pair, DESCRIPTOR(body), %1$s) AS a
                            UNION ALL SELECT b.id FROM
                              ML_PREDICT(TABLE texts, MODEL names, DESCRIPTOR(body), %1$s) AS b
                            """
                                    .formatted(ENOUGH));
            runs.stop();

            assertThat(rows).hasSize(2 * texts.length);
            int probes = runs.sum(BatchReport::sequences) - 2 * texts.length;
            assertThat(probes)
                    .as("sequences beyond one a text and model: the probe of each subtask")
                    .isBetween(2, 4);
        }
    }

    @Test
    void theModelGoesWithItsLastQuery() throws Exception {
        SqlSession sql =
                flink.streaming()
                        .run(vectors("v", "embedding ARRAY<FLOAT>", ""))
                        .texts("texts", "John is in the house");

        assertThat(
                        sql.rows(
                                "SELECT embedding FROM ML_PREDICT(TABLE texts, MODEL v,"
                                        + " DESCRIPTOR(body))"))
                .hasSize(1);

        Awaitility.await()
                .atMost(Duration.ofSeconds(20))
                .until(
                        () ->
                                Thread.getAllStackTraces().keySet().stream()
                                        .noneMatch(
                                                thread ->
                                                        thread.getName()
                                                                .startsWith("bert-device")));
    }

    @Test
    void aCheckpointOnAFileSystemOfFlinksIsFetched() throws Exception {
        System.setProperty(CacheFolder.PROPERTY, folder.resolve("cache").toString());
        try {
            SqlSession sql =
                    flink.streaming()
                            .run(
                                    VECTORS.formatted(
                                            "far_away",
                                            "embedding ARRAY<FLOAT>",
                                            "elsewhere://" + trained,
                                            ""))
                            .texts("texts", "the house");

            assertThat(
                            sql.rows(
                                    "SELECT embedding FROM ML_PREDICT(TABLE texts, MODEL far_away,"
                                            + " DESCRIPTOR(body))"))
                    .singleElement()
                    .satisfies(row -> assertThat(row.getField(0)).isNotNull());
        } finally {
            System.clearProperty(CacheFolder.PROPERTY);
        }
    }

    @Test
    void anAdapterBringsItsCheckpointAlong() throws Exception {
        SqlSession sql =
                flink.streaming()
                        .run(
                                """
                                CREATE TEMPORARY MODEL names INPUT (text STRING)
                                OUTPUT (entities ARRAY<ROW<score FLOAT, label STRING>>)
                                WITH ('provider' = 'bert', 'adapter' = '%s', 'casing' = 'cased')
                                """
                                        .formatted(adapter))
                        .texts("texts", "John of the house");

        assertThat(
                        sql.rows(
                                "SELECT entities FROM ML_PREDICT(TABLE texts, MODEL names,"
                                        + " DESCRIPTOR(body))"))
                .singleElement()
                .satisfies(row -> assertThat(row.getField(0)).isInstanceOf(Row[].class));
    }

    @Test
    void anAdapterThatShipsGoesByItsName() throws Exception {
        Path shipped = folder.resolve("shipped");
        copy(adapter, shipped.resolve("names-mini"));
        System.setProperty(ShippedAdapters.PROPERTY, shipped.toString());
        try {
            SqlSession sql =
                    flink.streaming()
                            .run(
                                    """
                                    CREATE TEMPORARY MODEL byname INPUT (text STRING)
                                    OUTPUT (entities ARRAY<ROW<score FLOAT, label STRING>>)
                                    WITH ('provider' = 'bert', 'adapter' = 'names-mini',
                                      'casing' = 'cased')
                                    """)
                            .texts("texts", "John of the house");

            assertThat(
                            sql.rows(
                                    "SELECT entities FROM ML_PREDICT(TABLE texts, MODEL byname,"
                                            + " DESCRIPTOR(body))"))
                    .singleElement()
                    .satisfies(row -> assertThat(row.getField(0)).isInstanceOf(Row[].class));
        } finally {
            System.clearProperty(ShippedAdapters.PROPERTY);
        }
    }

    private static void copy(Path from, Path to) throws Exception {
        Files.createDirectories(to);
        try (Stream<Path> files = Files.list(from)) {
            for (Path file : files.toList()) {
                Files.copy(file, to.resolve(file.getFileName()));
            }
        }
    }

    @Test
    void questionsOfARowAreAnsweredOneByOne() throws Exception {
        SqlSession sql =
                flink.streaming()
                        .run(ASKED.formatted("asked", "questions ARRAY<STRING>", trained))
                        .run(ASKED.formatted("single", "question STRING", trained))
                        .run(
                                "CREATE TEMPORARY VIEW rows_ AS SELECT CAST('the house of John' AS"
                                        + " STRING) AS text, CAST('where is it' AS STRING) AS"
                                        + " question, ARRAY['where is it', CAST(NULL AS STRING),"
                                        + " 'who is it'] AS questions");

        Row[] several =
                (Row[])
                        sql.rows(
                                        "SELECT answers FROM ML_PREDICT(TABLE rows_, MODEL asked,"
                                                + " DESCRIPTOR(questions, text))")
                                .get(0)
                                .getField(0);
        Row[] one =
                (Row[])
                        sql.rows(
                                        "SELECT answers FROM ML_PREDICT(TABLE rows_, MODEL single,"
                                                + " DESCRIPTOR(question, text))")
                                .get(0)
                                .getField(0);

        assertThat(several)
                .extracting(row -> row.getField(0))
                .containsExactly("where is it", "who is it");
        assertThat(several[0]).isEqualTo(one[0]);
    }

    /** What ML_PREDICT binds by their order, it tells apart by their types alone. */
    @Test
    void crossedQuestionsAndTextAreRefusedWhenAQueryIsPlanned() throws Exception {
        SqlSession sql =
                flink.streaming()
                        .run(ASKED.formatted("asked", "questions ARRAY<STRING>", trained))
                        .run(
                                "CREATE TEMPORARY VIEW rows_ AS SELECT CAST('a house' AS STRING) AS"
                                        + " text, ARRAY['where is it'] AS questions");

        assertThatThrownBy(
                        () ->
                                sql.rows(
                                        "EXPLAIN SELECT * FROM ML_PREDICT(TABLE rows_, MODEL asked,"
                                                + " DESCRIPTOR(text, questions))"))
                .hasStackTraceContaining(
                        "cannot be assigned to model input type ARRAY<STRING> at position 0");
    }

    @Test
    void standingQuestionsAreAskedOfEveryTextAndNamed() throws Exception {
        SqlSession sql =
                flink.streaming()
                        .run(
                                vectors(
                                        "asking",
                                        "answers ARRAY<ROW<question STRING, text STRING>>",
                                        ", 'questions' = 'who is it?|where?'"))
                        .texts("texts", "John is in the house");

        Row row =
                sql.rows(
                                "SELECT answers FROM ML_PREDICT(TABLE texts, MODEL asking,"
                                        + " DESCRIPTOR(body))")
                        .get(0);

        assertThat((Row[]) row.getField(0))
                .extracting(answer -> answer.getField(0))
                .containsExactly("who is it?", "where?");
    }

    @Test
    void aNullQuestionLeavesTheAnswersNullAndNothingElse() throws Exception {
        SqlSession sql =
                flink.streaming()
                        .run(EVERYTHING.formatted(trained))
                        .run(
                                "CREATE TEMPORARY VIEW asked (q, body) AS VALUES (CAST(NULL AS"
                                        + " STRING), CAST('the [MASK]' AS STRING))");

        Row row =
                sql.rows(
                                "SELECT answers, embedding, masks, error FROM ML_PREDICT(TABLE"
                                        + " asked, MODEL everything, DESCRIPTOR(q, body))")
                        .get(0);

        assertThat(row.getField("answers")).isNull();
        assertThat(row.getField("embedding")).isNotNull();
        assertThat(row.getField("masks")).isNotNull();
        assertThat(row.getField("error")).isNull();
    }

    @Test
    void aTextLongerThanTheEncoderIsReadWhole() throws Exception {
        String text = "John is in the house of the er ".repeat(30);
        SqlSession sql =
                flink.streaming()
                        .run(
                                vectors(
                                        "far",
                                        "embedding ARRAY<FLOAT>, entities ARRAY<ROW<`end` INT>>",
                                        ""))
                        .texts("texts", text);

        Row row =
                sql.rows(
                                "SELECT embedding, entities FROM ML_PREDICT(TABLE texts, MODEL far,"
                                        + " DESCRIPTOR(body))")
                        .get(0);

        try (Bert bert = Bert.open(options())) {
            assertThat(floats(row.getField(0)))
                    .usingComparatorWithPrecision(1e-4f)
                    .containsExactly(bert.embed(text));
            Row[] entities = (Row[]) row.getField(1);
            assertThat((Integer) entities[entities.length - 1].getField(0)).isGreaterThan(500);
        }
    }

    @Test
    void aModelWithoutTheHeadSaysSoWhenTheJobStarts() throws Exception {
        SqlSession sql =
                flink.streaming()
                        .run(
                                """
                                CREATE TEMPORARY MODEL bare INPUT (text STRING)
                                OUTPUT (entities ARRAY<ROW<label STRING>>)
                                WITH ('provider' = 'bert', 'model' = '%s', 'casing' = 'cased')
                                """
                                        .formatted(folder.resolve("base")))
                        .texts("texts", "John");

        assertThatThrownBy(
                        () ->
                                sql.rows(
                                        "SELECT * FROM ML_PREDICT(TABLE texts, MODEL bare,"
                                                + " DESCRIPTOR(body))"))
                .hasStackTraceContaining(
                        "model default_catalog.default_database.bare cannot be used: base has no"
                                + " head that labels tokens");
    }

    @Test
    void aFaultyStatementIsRefusedWhenAQueryIsPlanned() throws Exception {
        SqlSession sql =
                flink.streaming()
                        .run(vectors("wrong", "embedding ARRAY<DOUBLE>", ", 'thread' = '1'"))
                        .texts("texts", "John");

        assertThatThrownBy(
                        () ->
                                sql.rows(
                                        "EXPLAIN SELECT * FROM ML_PREDICT(TABLE texts, MODEL wrong,"
                                                + " DESCRIPTOR(body))"))
                .hasStackTraceContaining("2 faults in the statement that creates model")
                .hasStackTraceContaining("- output column embedding must be ARRAY<FLOAT>")
                .hasStackTraceContaining("- thread is not an option of the provider bert");
    }

    @Test
    void aMisspeltKeyOfConfigIsRefusedWhenAQueryIsPlanned() throws Exception {
        SqlSession sql =
                flink.streaming()
                        .run(vectors("v", "embedding ARRAY<FLOAT>", ""))
                        .texts("texts", "John");

        assertThatThrownBy(
                        () ->
                                sql.rows(
                                        "EXPLAIN SELECT * FROM ML_PREDICT(TABLE texts, MODEL v,"
                                                + " DESCRIPTOR(body), MAP['max-operations', '9'])"))
                .hasStackTraceContaining("has no max-operations, expected some of async");
    }

    @Test
    void aModelCanBeDescribed() throws Exception {
        SqlSession sql = flink.streaming().run(EVERYTHING.formatted(trained));

        assertThat(sql.rows("DESCRIBE MODEL everything"))
                .extracting(row -> row.getField(0))
                .containsExactly(
                        "question", "text", "embedding", "entities", "answers", "masks", "error");
    }

    private static float[] floats(Object cell) {
        Float[] boxed = (Float[]) cell;
        float[] values = new float[boxed.length];
        for (int i = 0; i < values.length; i++) {
            values[i] = boxed[i];
        }
        return values;
    }

    /** The first cells of each row of an array. */
    private static List<Row> cells(Object array, int count) {
        return Arrays.stream((Row[]) array)
                .map(
                        row -> {
                            Row first = new Row(count);
                            for (int i = 0; i < count; i++) {
                                first.setField(i, row.getField(i));
                            }
                            return first;
                        })
                .toList();
    }

    private static String stackTrace(Throwable failure) {
        java.io.StringWriter written = new java.io.StringWriter();
        failure.printStackTrace(new java.io.PrintWriter(written, true));
        return written.toString();
    }
}
