package io.github.flinkbert.connector;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * Flink's own SQL client on a standalone cluster with the connector in {@code lib/}, a Kafka broker
 * and Google's weights, each in a process of its own.
 */
class SqlClientIT {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Path TARGET = Path.of("target").toAbsolutePath();
    private static final Path README = Path.of("../../README.md");
    private static final Pattern SQL = Pattern.compile("```sql\n(.*?)```", Pattern.DOTALL);
    private static final int TEXTS = 60;

    private static StandaloneBroker broker;
    private static StandaloneFlink flink;

    @BeforeAll
    static void start() throws Exception {
        broker = StandaloneBroker.start(TARGET.resolve("broker-it"));
        flink =
                StandaloneFlink.start(
                        List.of(ConnectorJars.withTensorFlow()), TARGET.resolve("flink-it"));
    }

    @AfterAll
    static void stop() throws Exception {
        if (flink != null) {
            flink.stop();
        }
        if (broker != null) {
            broker.stop();
        }
    }

    @Test
    void theReadmesStatementsEnrichATopic() throws Exception {
        broker.createTopics("texts", "enriched-texts");
        List<String> sent = new ArrayList<>();
        for (int i = 0; i < TEXTS; i++) {
            sent.add(
                    "{\"id\":\"%d\",\"text\":\"Marie Curie was born in Warsaw. %d\"}"
                            .formatted(i, i));
        }
        sent.add("{\"id\":\"none\",\"text\":null}");
        sent.add("{\"id\":\"far\",\"text\":\"%s\"}".formatted("a ".repeat(140_000)));
        broker.send("texts", sent);

        String said =
                flink.sql(
                        "readme",
                        statements().replace("localhost:9092", broker.bootstrapServers()));

        assertThat(said)
                .contains("Submitting SQL update statement to the cluster")
                .contains("Job ID: ")
                .doesNotContain("[ERROR]");
        Map<String, JsonNode> enriched = enriched(sent.size());
        assertThat(enriched).hasSize(sent.size());
        assertThat(enriched.values().stream().filter(row -> !row.get("embedding").isNull()))
                .hasSize(TEXTS)
                .allSatisfy(row -> assertThat(row.get("embedding")).hasSize(768))
                .allSatisfy(row -> assertThat(row.get("error").isNull()).isTrue());
        assertThat(enriched.get("none").get("error").isNull()).isTrue();
        assertThat(enriched.get("far").get("error").textValue())
                .startsWith("a text may take at most 256 windows");
    }

    @Test
    void aFaultyStatementIsExplainedToWhoTypesIt() throws Exception {
        String said =
                flink.sql(
                        "faulty",
                        """
                        CREATE MODEL wrong INPUT (text STRING)
                        OUTPUT (embedding ARRAY<DOUBLE>)
                        WITH ('provider' = 'bert', 'chekpoint' = '/models/bert');
                        CREATE VIEW texts AS SELECT 'a text' AS body;
                        SELECT * FROM ML_PREDICT(TABLE texts, MODEL wrong, DESCRIPTOR(body));
                        """);

        assertThat(said)
                .contains("3 faults in the statement that creates model")
                .contains("- output column embedding must be ARRAY<FLOAT>, found ARRAY<DOUBLE>")
                .contains("- chekpoint is not an option of the provider bert")
                .contains("- checkpoint is required");
    }

    /** All SQL of the README, in its order. */
    private static String statements() throws Exception {
        Matcher matcher = SQL.matcher(Files.readString(README));
        List<String> found = new ArrayList<>();
        while (matcher.find()) {
            found.add(matcher.group(1));
        }
        assertThat(found).isNotEmpty();
        return String.join("\n", found);
    }

    private static Map<String, JsonNode> enriched(int count) throws Exception {
        Map<String, JsonNode> rows = new TreeMap<>();
        for (String value : broker.read("enriched-texts", count, Duration.ofMinutes(4))) {
            JsonNode row = JSON.readTree(value);
            rows.put(row.get("id").textValue(), row);
        }
        return rows;
    }
}
