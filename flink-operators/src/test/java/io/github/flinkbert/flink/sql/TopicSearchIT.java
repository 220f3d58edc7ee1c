package io.github.flinkbert.flink.sql;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.flinkbert.broker.TestBroker;
import io.github.flinkbert.checkpoint.MiniatureCheckpoint;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.apache.flink.types.Row;
import org.apache.flink.util.CloseableIterator;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The connector {@code bert-index} on a compacted topic of a real broker. */
@Timeout(120)
class TopicSearchIT {

    private static final String TABLE =
            """
            CREATE TEMPORARY TABLE faq (
              id INT,
              lang STRING,
              embedding ARRAY<FLOAT>
            ) WITH (
              'connector' = 'bert-index',
              'topic' = '%s',
              'properties.bootstrap.servers' = '%s',
              'reload-interval' = '100ms',
              'format' = '%s'
            )
            """;

    /** Asks again and again, and never ends. */
    private static final String ASKED =
            """
            CREATE TEMPORARY TABLE asked (
              nr BIGINT,
              v AS ARRAY[CAST(1 AS FLOAT), CAST(0.1 AS FLOAT)]
            ) WITH ('connector' = 'datagen', 'rows-per-second' = '20')
            """;

    private static final String ONCE =
            "CREATE TEMPORARY VIEW asked (nr, v) AS VALUES (1, ARRAY[CAST(1 AS FLOAT), CAST(0.1 AS"
                    + " FLOAT)])";

    private static final String NEAREST =
            "SELECT id FROM asked, LATERAL TABLE(VECTOR_SEARCH(TABLE %s, DESCRIPTOR(embedding),"
                    + " asked.v, %d%s))";

    @TempDir private static Path folder;
    private static TestBroker broker;
    private static LocalFlink flink;

    @BeforeAll
    static void start() throws Exception {
        broker = TestBroker.start();
        flink = LocalFlink.start(2);
    }

    @AfterAll
    static void stop() throws Exception {
        flink.stop();
        broker.close();
    }

    @Test
    void aRunningJobSeesUpdatesAndDeletes() throws Exception {
        compacted("updates");
        send("updates", "a", row(1, "en", 1, 0));
        send("updates", "b", row(2, "de", 0, 1));
        SqlSession session =
                flink.streaming()
                        .run(TABLE.formatted("updates", broker.bootstrapServers(), "json"))
                        .run(ASKED)
                        .run(
                                "CREATE TEMPORARY VIEW english AS SELECT * FROM faq WHERE lang IN"
                                        + " ('en', 'fr')");

        CloseableIterator<Row> found = session.running(NEAREST.formatted("faq", 1, ""));
        CloseableIterator<Row> english = session.running(NEAREST.formatted("english", 1, ""));
        try {
            await(found, 1);
            send("updates", "b", row(3, "de", 5, 0.5f));
            await(found, 3);
            await(english, 1);
            send("updates", "b", null);
            await(found, 1);
            send("updates", "c", row(4, "fr", 10, 1));
            await(found, 4);
            await(english, 4);
        } finally {
            found.close();
            english.close();
        }
    }

    @Test
    void oneRecordThatCannotBeReadKeepsNoOtherAway() throws Exception {
        compacted("odd");
        send("odd", "dimension", row(1, "en", 1, 0, 0));
        send("odd", "broken", "{\"id\": 2, secret");
        send("odd", "replaced", row(3, "en", 1, 0.1f));
        send("odd", "null", "{\"id\": 4, \"embedding\": [1, null]}");
        send("odd", "a", row(5, "en", 1, 0));
        send("odd", "b", row(6, "en", 0, 1));
        send("odd", "replaced", "{");

        List<Row> rows =
                flink.streaming()
                        .run(TABLE.formatted("odd", broker.bootstrapServers(), "json"))
                        .run(ONCE)
                        .rows(NEAREST.formatted("faq", 9, ", MAP['async', 'true']"));

        assertThat(rows).containsExactly(Row.of(5), Row.of(6));
    }

    @Test
    void aTableThatFlinkWritesInAvroIsReadAndItsDeletesAreHonoured() throws Exception {
        broker.createTopic("avro", 1, Map.of("cleanup.policy", "compact"));
        SqlSession session = flink.streaming();
        session.run(
                """
                CREATE TEMPORARY TABLE written (
                  id INT, lang STRING, embedding ARRAY<FLOAT>
                ) WITH (
                  'connector' = 'kafka', 'topic' = 'avro', 'key.format' = 'json',
                  'key.fields' = 'id', 'value.format' = 'avro', 'properties.bootstrap.servers' = '%s')
                """
                        .formatted(broker.bootstrapServers()));
        session.insert(
                "INSERT INTO written SELECT id, 'en', ARRAY[CAST(1 AS FLOAT), CAST(id AS FLOAT)]"
                        + " FROM (VALUES (1), (2), (3)) AS given (id)");
        broker.send(List.of(new ProducerRecord<>("avro", bytes("{\"id\":1}"), null)));

        List<Row> rows =
                session.run(TABLE.formatted("avro", broker.bootstrapServers(), "avro"))
                        .run(ONCE)
                        .rows(NEAREST.formatted("faq", 3, ""));

        assertThat(rows).containsExactly(Row.of(2), Row.of(3));
    }

    @Test
    void textsOfATopicAreEmbeddedByTheModelOfTheTable() throws Exception {
        compacted("texts");
        Path model =
                MiniatureCheckpoint.of(MiniatureCheckpoint.smallVocabulary(), 7)
                        .writeTo(folder.resolve("model"));
        send("texts", "a", "{\"id\": 1, \"lang\": \"the cat\"}");
        send("texts", "b", "{\"id\": 2, \"lang\": null}");
        send("texts", "c", "{\"id\": 3, \"lang\": \"a dog\"}");
        String table =
                TABLE.formatted("texts", broker.bootstrapServers(), "json")
                        .replace(
                                "'format'",
                                "'text-column' = 'lang', 'model' = '%s', 'casing' = 'cased', 'format'"
                                        .formatted(model));
        String asked = String.join(", ", Collections.nCopies(32, "CAST(1 AS FLOAT)"));

        List<Row> rows =
                flink.streaming()
                        .run(table)
                        .run(ONCE.replace("CAST(1 AS FLOAT), CAST(0.1 AS FLOAT)", asked))
                        .rows(NEAREST.formatted("faq", 9, ""));

        assertThat(rows).containsExactlyInAnyOrder(Row.of(1), Row.of(3));
    }

    @Test
    void whatIsNoTableIsSaid() throws Exception {
        SqlSession session =
                flink.streaming()
                        .run(TABLE.formatted("nowhere", broker.bootstrapServers(), "json"))
                        .run(ONCE);
        assertThatThrownBy(() -> session.rows(NEAREST.formatted("faq", 1, "")))
                .rootCause()
                .hasMessageContaining("there is no topic nowhere");

        compacted("great");
        send("great", "a", row(1, "x".repeat(2_000), 1, 0));
        SqlSession great =
                flink.streaming()
                        .run(
                                TABLE.formatted("great", broker.bootstrapServers(), "json")
                                        .replace("'topic'", "'max-size' = '1kb', 'topic'"))
                        .run(ONCE);
        assertThatThrownBy(() -> great.rows(NEAREST.formatted("faq", 1, "")))
                .rootCause()
                .hasMessageContaining("1 rows of topic great take more than max-size, 1024 bytes");

        SqlSession wrong =
                flink.streaming()
                        .run(
                                TABLE.formatted("faq", "", "debezium-json")
                                        .replace("servers", "server")
                                        .replace(
                                                "'topic'",
                                                "'properties.auto.offset.reset' = 'latest',"
                                                        + " 'path' = '/faq', 'topic'"))
                        .run(ONCE);
        assertThatThrownBy(() -> wrong.rows(NEAREST.formatted("faq", 1, "")))
                .rootCause()
                .hasMessageContaining("expected either path or topic, found both")
                .hasMessageContaining("- properties.bootstrap.servers is required")
                .hasMessageContaining("- properties.auto.offset.reset cannot be chosen")
                .hasMessageContaining("- format debezium-json has changes of rows");
    }

    private static void compacted(String topic) throws Exception {
        broker.createTopic(topic, 2, Map.of("cleanup.policy", "compact"));
    }

    private static void send(String topic, String key, @Nullable String value) throws Exception {
        broker.send(
                List.of(
                        new ProducerRecord<>(
                                topic, bytes(key), value == null ? null : bytes(value))));
    }

    private static byte[] bytes(String text) {
        return text.getBytes(UTF_8);
    }

    private static String row(int id, String lang, float... vector) {
        return "{\"id\": %d, \"lang\": \"%s\", \"embedding\": %s}"
                .formatted(id, lang, Arrays.toString(vector));
    }

    private static void await(CloseableIterator<Row> found, int id) {
        while (found.hasNext()) {
            if (found.next().equals(Row.of(id))) {
                return;
            }
        }
        throw new AssertionError("the job ended");
    }
}
