package io.github.flinkbert.flink.sql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.github.flinkbert.Bert;
import io.github.flinkbert.ClassifierMiniature;
import io.github.flinkbert.task.labels.ClassifyText;
import io.github.flinkbert.task.labels.LabelScore;
import io.github.flinkbert.task.labels.TextLabels;
import io.github.flinkbert.task.labels.ZeroShot;
import io.github.flinkbert.task.pairs.ClassifyPair;
import io.github.flinkbert.task.pairs.PairLabels;
import java.nio.file.Path;
import java.util.List;
import org.apache.flink.types.Row;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Labels of texts and of pairs in queries, on folders of known tensors. */
class LabelPredictIT {

    private static final String MODEL =
            """
            CREATE TEMPORARY MODEL %s
            INPUT (%s)
            OUTPUT (%s)
            WITH ('provider' = 'bert', 'model' = '%s', 'precision' = 'float32',
              'casing' = 'cased'%s)
            """;

    private static final String LABELS =
            "label STRING, score FLOAT, labels ARRAY<ROW<label STRING, score FLOAT>>, error STRING";

    private static final String LONG = ClassifierMiniature.text(100, 3);

    @TempDir private static Path folder;
    private static LocalFlink flink;
    private static Path google;
    private static Path topics;
    private static Path entailment;

    @BeforeAll
    static void startFlinkAndWriteModels() throws Exception {
        flink = LocalFlink.start(2);
        google =
                ClassifierMiniature.of(5, "bad", "fair", "good").asGoogle(folder.resolve("google"));
        topics =
                ClassifierMiniature.of(7, "sport", "politics", "arts")
                        .asHuggingFace(
                                folder.resolve("topics"),
                                "BertForSequenceClassification",
                                "\"problem_type\": \"multi_label_classification\",");
        entailment =
                ClassifierMiniature.of(8, "contradiction", "entailment", "neutral")
                        .asGoogle(folder.resolve("entailment"));
    }

    @AfterAll
    static void stopFlink() throws Exception {
        flink.stop();
    }

    private static List<Row> rows(SqlSession sql, String table, String model, String columns)
            throws Exception {
        return sql.rows(
                ("SELECT label, score, labels, error FROM ML_PREDICT(TABLE %s, MODEL %s,"
                                + " DESCRIPTOR(%s), MAP['max-concurrent-operations', '512'])")
                        .formatted(table, model, columns));
    }

    private static void assertLabels(Row row, List<LabelScore> expected) {
        assertThat(row.getField("label")).isEqualTo(expected.get(0).label());
        assertThat(((Float) row.getField("score")).doubleValue())
                .isCloseTo(expected.get(0).score(), within(1e-4));
        Row[] labels = (Row[]) row.getField("labels");
        assertThat(labels).hasSameSizeAs(expected);
        for (int i = 0; i < labels.length; i++) {
            assertThat(labels[i].getField(0)).isEqualTo(expected.get(i).label());
            assertThat(((Float) labels[i].getField(1)).doubleValue())
                    .isCloseTo(expected.get(i).score(), within(1e-4));
        }
        assertThat(row.getField("error")).isNull();
    }

    private static void assertNulls(Row row) {
        assertThat(row).isEqualTo(Row.of(null, null, null, null));
    }

    @Test
    void labelsOfATextAreThoseOfTheModelAndANullTextHasNone() throws Exception {
        String text = ClassifierMiniature.text(9, 1);
        SqlSession sql =
                flink.streaming()
                        .run(MODEL.formatted("best", "text STRING", LABELS, google, ""))
                        .run(
                                MODEL.formatted(
                                        "two",
                                        "text STRING",
                                        LABELS,
                                        google,
                                        ", 'labels-top' = '2', 'labels-join' = 'max'"))
                        .texts("sample", text)
                        .texts("blank", (String) null);

        try (Bert bert = ClassifierMiniature.open(google)) {
            TextLabels found = bert.ask(text, new ClassifyText());
            assertLabels(rows(sql, "sample", "best", "body").get(0), found.best(1));
            assertLabels(rows(sql, "sample", "two", "body").get(0), found.best(2));
            assertNulls(rows(sql, "blank", "best", "body").get(0));
        }
    }

    @Test
    void whereNoLabelHoldsThereIsNone() throws Exception {
        SqlSession sql =
                flink.streaming()
                        .run(
                                MODEL.formatted(
                                        "high",
                                        "text STRING",
                                        LABELS,
                                        topics,
                                        ", 'labels-threshold' = '1'"))
                        .run(
                                MODEL.formatted(
                                        "low",
                                        "text STRING",
                                        LABELS,
                                        topics,
                                        ", 'labels-threshold' = '0'"))
                        .texts("sample", "the of and");

        Row none = rows(sql, "sample", "high", "body").get(0);
        assertThat(none.getField("label")).isNull();
        assertThat(none.getField("score")).isNull();
        assertThat((Row[]) none.getField("labels")).isEmpty();
        try (Bert bert = ClassifierMiniature.open(topics)) {
            assertLabels(
                    rows(sql, "sample", "low", "body").get(0),
                    bert.ask("the of and", new ClassifyText()).scores());
        }
    }

    @Test
    void aThresholdThatDoesNotFitTheModelShowsWhenTheQueryStarts() throws Exception {
        SqlSession sql =
                flink.streaming()
                        .run(
                                MODEL.formatted(
                                        "m",
                                        "text STRING",
                                        LABELS,
                                        google,
                                        ", 'labels-threshold' = '0.5'"))
                        .texts("sample", "the of and");

        assertThatThrownBy(() -> rows(sql, "sample", "m", "body"))
                .hasStackTraceContaining("a threshold of 0.5 is for labels of which any number");
    }

    @Test
    void candidateLabelsAreScoredByAModelOfEntailment() throws Exception {
        String text = ClassifierMiniature.text(12, 2);
        SqlSession sql =
                flink.streaming()
                        .run(
                                MODEL.formatted(
                                        "m",
                                        "text STRING",
                                        LABELS,
                                        entailment,
                                        ", 'candidate-labels' = 'the,of,in', 'hypothesis-template'"
                                                + " = 'it is {}', 'labels-top' = '3'"))
                        .texts("sample", text);

        try (Bert bert = ClassifierMiniature.open(entailment)) {
            ZeroShot ask = new ZeroShot(List.of("the", "of", "in"));
            assertLabels(
                    rows(sql, "sample", "m", "body").get(0),
                    bert.ask(
                                    text,
                                    new ZeroShot(
                                            "",
                                            ask.labels(),
                                            "it is {}",
                                            false,
                                            ask.threshold(),
                                            ask.join()))
                            .scores());
        }
    }

    @Test
    void aSecondTextMakesThePairsLabelsAndANullOneNone() throws Exception {
        String first = ClassifierMiniature.text(9, 1);
        SqlSession sql =
                flink.streaming()
                        .run(
                                MODEL.formatted(
                                        "m",
                                        "text STRING, text_pair STRING",
                                        LABELS + ", truncated BOOLEAN",
                                        google,
                                        ""))
                        .run(
                                ("CREATE TEMPORARY VIEW pairs (a, b) AS VALUES (CAST('%s' AS"
                                     + " STRING), CAST('of the' AS STRING)), (CAST('%s' AS STRING),"
                                     + " CAST('%s' AS STRING)), (CAST('%s' AS STRING), CAST(NULL AS"
                                     + " STRING)), (CAST(NULL AS STRING), CAST('of the' AS"
                                     + " STRING)), (CAST('%s' AS STRING), CAST('' AS STRING))")
                                        .formatted(first, first, LONG, first, first));

        List<Row> rows =
                sql.rows(
                        "SELECT label, score, labels, error, a, b, truncated FROM"
                                + " ML_PREDICT(TABLE pairs, MODEL m, DESCRIPTOR(a, b),"
                                + " MAP['max-concurrent-operations', '512'])");

        assertThat(rows).hasSize(5);
        int asked = 0;
        try (Bert bert = ClassifierMiniature.open(google)) {
            for (Row row : rows) {
                String second = (String) row.getField("b");
                if (row.getField("a") == null || second == null) {
                    assertThat(row.getField("labels")).isNull();
                    assertThat(row.getField("label")).isNull();
                    assertThat(row.getField("truncated")).isNull();
                    continue;
                }
                if (second.isEmpty()) {
                    assertThat(row.getField("error"))
                            .isEqualTo("a second text must have words, found none");
                    continue;
                }
                PairLabels found = bert.ask(first, new ClassifyPair(second));
                assertLabels(row, found.labels().holding());
                assertThat(row.getField("truncated"))
                        .isEqualTo(found.truncated())
                        .isEqualTo(second.equals(LONG));
                asked++;
            }
        }
        assertThat(asked).isEqualTo(2);
    }

    @Test
    void aReleaseWithoutANextSentenceHeadSaysSo() throws Exception {
        SqlSession sql =
                flink.streaming()
                        .run(
                                MODEL.formatted(
                                        "m",
                                        "text_pair STRING, text STRING",
                                        "label STRING",
                                        google,
                                        ", 'pairs-next-sentence' = 'true'"))
                        .run(
                                "CREATE TEMPORARY VIEW pairs (b, a) AS VALUES (CAST('of' AS"
                                        + " STRING), CAST('the' AS STRING))");

        assertThatThrownBy(
                        () ->
                                sql.rows(
                                        "SELECT label FROM ML_PREDICT(TABLE pairs, MODEL m,"
                                                + " DESCRIPTOR(b, a))"))
                .hasStackTraceContaining("this model has no next-sentence head");
    }
}
