package io.github.flinkbert.flink.sql;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.flinkbert.checkpoint.MiniatureCheckpoint;
import java.nio.file.Path;
import java.util.List;
import org.apache.flink.types.Row;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Languages of texts in queries, on a miniature. */
class LanguagePredictIT {

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

    @Test
    void columnsHaveCodeAndScoreAndANullTextHasNeither() throws Exception {
        List<Row> rows =
                flink.streaming()
                        .run(
                                """
                                CREATE TEMPORARY MODEL m
                                INPUT (text STRING)
                                OUTPUT (`language` STRING, language_score FLOAT)
                                WITH ('provider' = 'bert', 'model' = '%s', 'precision' = 'float32',
                                  'casing' = 'cased')
                                """
                                        .formatted(folder))
                        .texts("sample", null, "주문한 물건이 아직 안 왔어요.", "?")
                        .rows(
                                "SELECT id, `language`, language_score FROM ML_PREDICT(TABLE"
                                        + " sample, MODEL m, DESCRIPTOR(body))");

        assertThat(rows)
                .containsExactlyInAnyOrder(
                        Row.of(0, null, null), Row.of(1, "ko", 1f), Row.of(2, "und", 0f));
    }
}
