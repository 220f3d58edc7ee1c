package io.github.flinkbert.flink.sql;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.table.api.EnvironmentSettings;
import org.apache.flink.table.api.TableEnvironment;
import org.apache.flink.types.Row;
import org.apache.flink.util.CloseableIterator;

/** A session of Flink SQL. */
final class SqlSession {

    private final TableEnvironment tables;

    SqlSession(Configuration configuration) {
        tables =
                TableEnvironment.create(
                        EnvironmentSettings.newInstance().withConfiguration(configuration).build());
    }

    SqlSession set(Map<String, String> options) {
        options.forEach(tables.getConfig()::set);
        return this;
    }

    SqlSession run(String statement) {
        tables.executeSql(statement);
        return this;
    }

    /** Runs an INSERT to its end. */
    SqlSession insert(String statement) throws Exception {
        tables.executeSql(statement).await();
        return this;
    }

    /** A view of texts with their places; null stands for null. */
    SqlSession texts(String view, String... texts) {
        List<String> rows = new ArrayList<>();
        for (int i = 0; i < texts.length; i++) {
            rows.add("(%d, %s)".formatted(i, literal(texts[i])));
        }
        return run(
                "CREATE TEMPORARY VIEW %s (id, body) AS VALUES %s"
                        .formatted(view, String.join(", ", rows)));
    }

    private static String literal(String text) {
        return text == null ? "CAST(NULL AS STRING)" : "CAST('%s' AS STRING)".formatted(text);
    }

    /** The rows of a query that goes on, as they come. Closing them ends it. */
    CloseableIterator<Row> running(String query) {
        return tables.executeSql(query).collect();
    }

    List<Row> rows(String query) throws Exception {
        List<Row> rows = new ArrayList<>();
        CloseableIterator<Row> found = running(query);
        try {
            found.forEachRemaining(rows::add);
        } finally {
            found.close();
        }
        return rows;
    }
}
