package io.github.flinkbert.flink.sql;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.flink.types.Row;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The join of the page on the nearest of a table, as it stands there. */
class NearDuplicatesInSqlIT {

    private static final String TABLE =
            """
            CREATE TEMPORARY TABLE vectors (
              id STRING, lang STRING, sent TIMESTAMP(3), embedding ARRAY<FLOAT>,
              WATERMARK FOR sent AS sent
            ) WITH ('connector' = 'filesystem', 'path' = '%s', 'format' = 'json')
            """;

    private static final String ROWS =
            """
            {"id": "a", "lang": "en", "sent": "2026-01-01 12:00:00", "embedding": [1, 0]}
            {"id": "b", "lang": "en", "sent": "2026-01-01 12:05:00", "embedding": [2, 0.1]}
            {"id": "c", "lang": "de", "sent": "2026-01-01 12:06:00", "embedding": [1, 0]}
            {"id": "d", "lang": "en", "sent": "2026-01-01 12:07:00", "embedding": [0, 1]}
            {"id": "e", "lang": "en", "sent": "2026-01-01 12:12:00", "embedding": [1, 0.1]}
            """;

    @TempDir private Path folder;

    @Test
    void eachTextHasItsLikeOfTheLastTenMinutes() throws Exception {
        LocalFlink flink = LocalFlink.start(1);
        try {
            Files.writeString(folder.resolve("rows.json"), ROWS);
            SqlSession sql = flink.streaming().run(TABLE.formatted(folder.toUri()));
            String page = Files.readString(Path.of("../deploy/docs/nearest.md"));
            String section = page.substring(page.indexOf("## Near duplicates"));
            String statements =
                    section.substring(section.indexOf("```sql") + 6, section.lastIndexOf("```"));
            for (String statement : statements.split(";", -1)) {
                if (!statement.isBlank()) {
                    sql.run(statement.replace("CREATE VIEW", "CREATE TEMPORARY VIEW"));
                }
            }

            assertThat(sql.rows("SELECT * FROM near_duplicates"))
                    .containsExactlyInAnyOrder(Row.of("b", "a"), Row.of("e", "b"));
        } finally {
            flink.stop();
        }
    }
}
