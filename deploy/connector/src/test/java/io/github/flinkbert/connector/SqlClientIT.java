package io.github.flinkbert.connector;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.flinkbert.broker.TestBroker;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.awaitility.Awaitility;
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
    private static final Path RECIPES = Path.of("../docs/sql-recipes.md");
    private static final Pattern SQL = Pattern.compile("```sql\n(.*?)```", Pattern.DOTALL);
    private static final int TEXTS = 60;

    private static TestBroker broker;
    private static StandaloneFlink flink;

    @BeforeAll
    static void start() throws Exception {
        broker = TestBroker.start();
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
            broker.close();
        }
    }

    @Test
    void theReadmesStatementsEnrichATopic() throws Exception {
        broker.createTopics(1, "texts", "enriched-texts", "entities");
        List<String> sent = new ArrayList<>();
        for (int i = 0; i < TEXTS; i++) {
            sent.add(
                    "{\"id\":\"%d\",\"text\":\"Marie Curie was born in Warsaw. %d\"}"
                            .formatted(i, i));
        }
        sent.add("{\"id\":\"none\",\"text\":null}");
        sent.add("{\"id\":\"far\",\"text\":\"%s\"}".formatted("a ".repeat(140_000)));
        broker.send(sent.stream().map(value -> record("texts", null, value)).toList());

        String said =
                flink.sql(
                        "readme",
                        statements(README).replace("localhost:9092", broker.bootstrapServers()));

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
        List<JsonNode> entities = rows("entities", 2 * TEXTS);
        assertThat(entities.stream().filter(row -> text(row, "name").equals("Marie Curie")))
                .hasSize(TEXTS)
                .allSatisfy(row -> assertThat(text(row, "label")).isEqualTo("PER"));
        assertThat(entities.stream().filter(row -> text(row, "name").equals("Warsaw")))
                .hasSize(TEXTS)
                .allSatisfy(row -> assertThat(text(row, "label")).isEqualTo("LOC"));
    }

    @Test
    void theRecipesOfTheSqlPageWorkAsTheyStand() throws Exception {
        // Not a folder that is removed after the test: the job still writes to it.
        Path files = Files.createTempDirectory(TARGET, "entity-files");
        broker.createTopics(
                1,
                "news",
                "entity-rows",
                "label-counts",
                "top-names",
                "named-vectors",
                "answer-rows");
        Instant minute = Instant.now().truncatedTo(ChronoUnit.MINUTES).minusSeconds(600);
        news(minute, "1", "Marie Curie was born in Warsaw.");
        news(minute.plusSeconds(20), "2", "Albert Einstein lived in Berlin.");
        news(minute.plusSeconds(40), "3", "Marie Curie lived in Paris.");
        news(minute.plusSeconds(300), "4", "Johann Sebastian Bach died in Leipzig.");

        String said =
                flink.sql(
                        "recipes",
                        statements(RECIPES)
                                .replace("localhost:9092", broker.bootstrapServers())
                                .replace("file:///tmp/entities", files.toUri().toString()));

        assertThat(said).contains("Job ID: ").doesNotContain("[ERROR]");
        assertThat(rows("entity-rows", 8))
                .extracting(row -> text(row, "label") + " " + text(row, "name"))
                .containsExactlyInAnyOrder(
                        "PER Marie Curie",
                        "LOC Warsaw",
                        "PER Albert Einstein",
                        "LOC Berlin",
                        "PER Marie Curie",
                        "LOC Paris",
                        "PER Johann Sebastian Bach",
                        "LOC Leipzig");
        assertThat(rows("label-counts", 2))
                .extracting(row -> text(row, "label") + " " + row.get("mentions"))
                .containsExactlyInAnyOrder("PER 3", "LOC 3");
        assertThat(rows("top-names", 3))
                .extracting(
                        row ->
                                "%s %s %s"
                                        .formatted(
                                                row.get("place"),
                                                text(row, "name"),
                                                row.get("mentions")))
                .containsExactlyInAnyOrder("1 Marie Curie 2", "2 Albert Einstein 1", "3 Berlin 1");
        assertThat(rows("named-vectors", 4))
                .allSatisfy(row -> assertThat(row.get("entities")).hasSize(2))
                .allSatisfy(row -> assertThat(row.get("embedding")).hasSize(384))
                .allSatisfy(
                        row -> assertThat(length(row.get("embedding"))).isCloseTo(1, within(1e-3)));
        assertThat(rows("answer-rows", 8))
                .extracting(row -> text(row, "question") + " " + text(row, "answer"))
                .contains("Who is it about? Marie Curie", "In which city? Warsaw");
        Awaitility.await()
                .atMost(Duration.ofMinutes(2))
                .untilAsserted(() -> assertThat(linesOfCompleteFiles(files)).hasSize(8));
    }

    private static void news(Instant time, String id, String text) throws Exception {
        String value = "{\"id\":\"%s\",\"text\":\"%s\"}".formatted(id, text);
        broker.send(List.of(record("news", time.toEpochMilli(), value)));
    }

    private static ProducerRecord<byte[], byte[]> record(String topic, Long time, String value) {
        return new ProducerRecord<>(topic, null, time, null, value.getBytes(UTF_8));
    }

    /** A file that is still written has a name that begins with a dot. */
    private static List<String> linesOfCompleteFiles(Path folder) throws Exception {
        List<String> lines = new ArrayList<>();
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                if (!file.getFileName().toString().startsWith(".")) {
                    lines.addAll(Files.readAllLines(file));
                }
            }
        }
        return lines;
    }

    private static double length(JsonNode vector) {
        double squares = 0;
        for (JsonNode number : vector) {
            squares += number.doubleValue() * number.doubleValue();
        }
        return Math.sqrt(squares);
    }

    private static String text(JsonNode row, String field) {
        return row.get(field).textValue();
    }

    @Test
    void theNearestRowsOfATableAreLookedUpAsTyped() throws Exception {
        Path table = Files.createTempFile(TARGET, "faq", ".jsonl");
        Files.writeString(
                table,
                """
                {"question": "How do I log in?", "embedding": [1, 0, 0]}
                {"question": "Where is my parcel?", "embedding": [0, 1, 0.1]}
                {"question": "Where is my refund?", "embedding": [0, 1, 1]}
                """);

        String said =
                flink.sql(
                        "nearest",
                        """
                        SET 'sql-client.execution.result-mode' = 'tableau';
                        SET 'execution.runtime-mode' = 'batch';
                        LOAD MODULE bert;
                        CREATE TABLE faq (question STRING, embedding ARRAY<FLOAT>)
                        WITH ('connector' = 'bert-index', 'path' = '%s', 'format' = 'json');
                        CREATE VIEW tickets AS
                        SELECT * FROM (VALUES ('lost', ARRAY[0.0, 2.0, 0.0]), ('locked out', ARRAY[3.0, 0.1, 0.0]))
                        AS said (ticket, embedding);
                        SELECT ticket, question, CAST(score AS DECIMAL(4, 3)) AS nearness
                        FROM tickets, LATERAL TABLE(VECTOR_SEARCH(TABLE faq, DESCRIPTOR(embedding), tickets.embedding, 1));
                        SELECT HAMMING_DISTANCE(x'0F', x'01') AS bits;
                        """
                                .formatted(table.toUri()));

        assertThat(said)
                .doesNotContain("[ERROR]")
                .containsPattern("lost \\| +Where is my parcel\\? \\| +0\\.995")
                .containsPattern("locked out \\| +How do I log in\\? \\| +0\\.999")
                .containsPattern("\\| +3 \\|");
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
                .contains("2 faults in the statement that creates model")
                .contains("- output column embedding must be ARRAY<FLOAT>, found ARRAY<DOUBLE>")
                .contains("- chekpoint is not an option of the provider bert");
    }

    /** All SQL of a page, in its order. */
    private static String statements(Path page) throws Exception {
        Matcher matcher = SQL.matcher(Files.readString(page));
        List<String> found = new ArrayList<>();
        while (matcher.find()) {
            found.add(matcher.group(1));
        }
        assertThat(found).isNotEmpty();
        return String.join("\n", found);
    }

    private static Map<String, JsonNode> enriched(int count) throws Exception {
        Map<String, JsonNode> rows = new TreeMap<>();
        for (JsonNode row : rows("enriched-texts", count)) {
            rows.put(text(row, "id"), row);
        }
        return rows;
    }

    private static List<JsonNode> rows(String topic, int count) throws Exception {
        List<ConsumerRecord<byte[], byte[]>> records =
                Awaitility.await()
                        .atMost(Duration.ofMinutes(4))
                        .until(() -> broker.readAll(topic), found -> found.size() >= count);
        List<JsonNode> rows = new ArrayList<>();
        for (ConsumerRecord<byte[], byte[]> record : records) {
            rows.add(JSON.readTree(record.value()));
        }
        return rows;
    }
}
