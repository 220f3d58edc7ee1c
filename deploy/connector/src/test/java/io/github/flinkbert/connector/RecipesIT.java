package io.github.flinkbert.connector;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.flinkbert.broker.TestBroker;
import io.github.flinkbert.checkpoint.MiniatureCheckpoint;
import io.github.flinkbert.checkpoint.TrainedMiniature;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import javax.tools.ToolProvider;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The recipes of {@code deploy/recipes} as they stand, but for addresses and folders. */
class RecipesIT {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Path TARGET = Path.of("target").toAbsolutePath();
    private static final Path RECIPES = Path.of("../recipes");
    private static final Duration PATIENCE = Duration.ofMinutes(4);

    private static TestBroker broker;
    private static StandaloneFlink flink;

    @BeforeAll
    static void start() throws Exception {
        broker = TestBroker.start();
        flink =
                StandaloneFlink.start(
                        List.of(ConnectorJars.withTensorFlow()), TARGET.resolve("recipes-it"));
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
    void aTopicsVectorsLieInPostgresAndAreFoundByMeaning() throws Exception {
        broker.createTopics(1, "news");
        broker.send(
                List.of(
                        record("news", "{\"id\":\"1\",\"text\":\"A storm hit the coast.\"}"),
                        record("news", "{\"id\":\"2\",\"text\":\"The bank raised its rates.\"}"),
                        record("news", "{\"id\":\"3\",\"text\":\"A draft of the third.\"}"),
                        record("news", "{\"id\":\"none\",\"text\":null}"),
                        record("news", "{\"id\":\"3\",\"text\":\"바람이 분다. 🙂 It's windy.\"}")));
        try (PgvectorServer postgres =
                PgvectorServer.start(TARGET.resolve("recipes-it").resolve("pgvector"))) {
            try (Connection connection = postgres.connect();
                    Statement statement = connection.createStatement()) {
                statement.execute("DROP TABLE IF EXISTS news");
                statement.execute(Files.readString(RECIPES.resolve("news-table.sql")));
            }

            String said =
                    flink.sql(
                            "kafka-to-pgvector",
                            recipe("kafka-to-pgvector.sql")
                                    .replace(
                                            "jdbc:postgresql://localhost:5432/postgres",
                                            postgres.url()));

            assertThat(said).contains("Job ID: ").doesNotContain("[ERROR]");
            Awaitility.await()
                    .atMost(PATIENCE)
                    .untilAsserted(
                            () ->
                                    assertThat(texts(postgres))
                                            .containsExactlyInAnyOrderEntriesOf(
                                                    Map.of(
                                                            "1", "A storm hit the coast.",
                                                            "2", "The bank raised its rates.",
                                                            "3", "바람이 분다. 🙂 It's windy.")));
            assertThat(
                            row(
                                    postgres,
                                    "SELECT id, sqrt(-(embedding <#> embedding)) FROM news ORDER BY"
                                        + " embedding <=> (SELECT embedding FROM news WHERE id ="
                                        + " '1') OFFSET 1"))
                    .satisfies(
                            nearest -> {
                                assertThat(nearest.id()).isEqualTo("3");
                                assertThat(nearest.number()).isCloseTo(1, within(1e-4));
                            });
        }
    }

    @Test
    void ticketsGetTheNearestAnswer() throws Exception {
        Path faq = Files.createTempDirectory(TARGET, "faq");
        Files.writeString(
                faq.resolve("faq.jsonl"),
                """
                {"question": "How do I reset my password?", "answer": "By the link on the login page."}
                {"question": "Where is my parcel?", "answer": "The number in our mail says it."}
                {"question": "How do I cancel my subscription?", "answer": "Under settings."}
                """);
        broker.createTopics(1, "tickets", "suggestions");
        broker.send(
                List.of(
                        record("tickets", "{\"id\":\"a\",\"text\":\"I forgot my password\"}"),
                        record(
                                "tickets",
                                "{\"id\":\"b\",\"text\":\"Where is my package? It has not"
                                        + " come.\"}"),
                        record("tickets", "{\"id\":\"c\",\"text\":\"Photosynthesis\"}"),
                        record("tickets", "{\"id\":\"d\",\"text\":null}")));

        String said =
                flink.sql(
                        "tickets-to-answers",
                        recipe("tickets-to-answers.sql")
                                .replace("/data/faq", faq.toUri().toString()));

        assertThat(said).contains("Job ID: ").doesNotContain("[ERROR]");
        Map<String, JsonNode> rows = new TreeMap<>();
        for (String value : values("suggestions", 4)) {
            JsonNode row = JSON.readTree(value);
            rows.put(row.get("id").textValue(), row);
        }
        assertThat(rows.get("a").get("answer").textValue())
                .isEqualTo("By the link on the login page.");
        assertThat(rows.get("b").get("answer").textValue())
                .isEqualTo("The number in our mail says it.");
        assertThat(rows.get("c").get("answer").isNull()).isTrue();
        assertThat(rows.get("c").get("score").doubleValue()).isLessThan(0.4);
        assertThat(rows.get("d").get("score").isNull()).isTrue();
    }

    /** With models of three small layers in the place of two BERT-Bases, one for each adapter. */
    @Test
    void theLanguageColumnChoosesTheModel() throws Exception {
        broker.createTopics(1, "posts", "names-by-language");
        broker.send(
                List.of(
                        record(
                                "posts",
                                "{\"id\":\"e\",\"text\":\"The end of it was in Bonn, and Bob was"
                                        + " there.\"}"),
                        record("posts", "{\"id\":\"k\",\"text\":\"김연아는 경기도 부천에서 태어났다.\"}"),
                        record(
                                "posts",
                                "{\"id\":\"d\",\"text\":\"Johann Sebastian Bach wurde in Eisenach"
                                        + " geboren.\"}"),
                        record("posts", "{\"id\":\"none\",\"text\":null}")));

        String said =
                flink.sql(
                        "names-by-language",
                        recipe("names-by-language.sql")
                                .replace("'adapter' = 'entities-en'", small("english", 4))
                                .replace("'adapter' = 'entities-ko'", small("korean", 5)));

        assertThat(said).contains("Job ID: ").doesNotContain("[ERROR]");
        Awaitility.await()
                .atMost(PATIENCE)
                .untilAsserted(
                        () ->
                                assertThat(idsAndLanguages("names-by-language"))
                                        .containsExactlyInAnyOrder("e en", "k ko"));
    }

    private static Set<String> idsAndLanguages(String topic) throws Exception {
        Set<String> found = new TreeSet<>();
        for (var value : broker.readAll(topic)) {
            JsonNode row = JSON.readTree(value.value());
            assertThat(row.get("label").textValue()).isEqualTo("PER");
            found.add(row.get("id").textValue() + " " + row.get("language").textValue());
        }
        return found;
    }

    private static String small(String name, int seed) throws Exception {
        MiniatureCheckpoint base = MiniatureCheckpoint.of(MiniatureCheckpoint.smallVocabulary(), 3);
        Path folder = Files.createTempDirectory(TARGET, name);
        return "'model' = '%s', 'casing' = 'cased'"
                .formatted(TrainedMiniature.of(base, seed).asGoogle(folder.resolve(name)));
    }

    @Test
    void aTopicIsCopiedWithoutItsNearDuplicates() throws Exception {
        broker.createTopics(1, "wire", "wire-once", "wire-refused");
        String tooLong = "a ".repeat(140_000);
        broker.send(
                List.of(
                        record("wire", "A storm hit the coast of Spain on Monday."),
                        record("wire", "The bank raised its rates."),
                        record("wire", tooLong)));
        JavaProcess job =
                JavaProcess.start(
                        new JavaProcess.Program(
                                List.of("-Xmx512m", "-XX:MaxDirectMemorySize=512m"),
                                with(compiled("TopicWithoutNearDuplicates")),
                                "TopicWithoutNearDuplicates",
                                List.of(
                                        broker.bootstrapServers(),
                                        "wire",
                                        "wire-once",
                                        "wire-refused")),
                        Map.of(),
                        TARGET.resolve("without-near-duplicates.log"));
        try {
            values("wire-once", 2);
            broker.send(
                    List.of(
                            record("wire", "A storm hit the coast of Spain on Monday!"),
                            record("wire", "On Monday, a storm hit the coast of Spain."),
                            record("wire", "Voters go to the polls in Chile.")));

            assertThat(values("wire-once", 3))
                    .containsExactlyInAnyOrder(
                            "A storm hit the coast of Spain on Monday.",
                            "The bank raised its rates.",
                            "Voters go to the polls in Chile.");
            assertThat(values("wire-refused", 1)).containsExactly(tooLong);
            job.requireAlive();
        } finally {
            job.stop();
        }
    }

    private static Path compiled(String name) throws Exception {
        Path classes = Files.createTempDirectory(TARGET, "recipe-classes");
        assertThat(
                        ToolProvider.getSystemJavaCompiler()
                                .run(
                                        null,
                                        null,
                                        null,
                                        "-d",
                                        classes.toString(),
                                        "-Xlint:all,-path",
                                        "-Xlint:-classfile",
                                        "-Xlint:-processing",
                                        "-Werror",
                                        "-proc:none",
                                        "-cp",
                                        System.getProperty("java.class.path"),
                                        RECIPES.resolve(name + ".java").toString()))
                .isZero();
        return classes;
    }

    private static List<Path> with(Path classes) {
        return Stream.concat(
                        Stream.of(classes),
                        Arrays.stream(
                                        System.getProperty("java.class.path")
                                                .split(File.pathSeparator))
                                .map(Path::of))
                .toList();
    }

    private static String recipe(String name) throws Exception {
        return Files.readString(RECIPES.resolve(name))
                .replace("localhost:9092", broker.bootstrapServers());
    }

    private static ProducerRecord<byte[], byte[]> record(String topic, String value) {
        return new ProducerRecord<>(topic, value.getBytes(UTF_8));
    }

    private static List<String> values(String topic, int count) {
        return Awaitility.await()
                .atMost(PATIENCE)
                .until(() -> broker.readAll(topic), found -> found.size() >= count)
                .stream()
                .map(found -> new String(found.value(), UTF_8))
                .toList();
    }

    private static Map<String, String> texts(PgvectorServer postgres) throws SQLException {
        Map<String, String> texts = new TreeMap<>();
        try (Connection connection = postgres.connect();
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("SELECT id, text FROM news")) {
            while (rows.next()) {
                texts.put(rows.getString(1), rows.getString(2));
            }
        }
        return texts;
    }

    private record Row(String id, double number) {}

    private static Row row(PgvectorServer postgres, String query) throws SQLException {
        try (Connection connection = postgres.connect();
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(query)) {
            assertThat(rows.next()).isTrue();
            return new Row(rows.getString(1), rows.getDouble(2));
        }
    }
}
