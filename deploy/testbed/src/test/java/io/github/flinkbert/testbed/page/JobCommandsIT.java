package io.github.flinkbert.testbed.page;

import static io.github.flinkbert.testbed.page.WatchedJob.DEAD_LETTERS;
import static io.github.flinkbert.testbed.page.WatchedJob.ENRICHED;
import static io.github.flinkbert.testbed.page.WatchedJob.TEXTS;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.github.flinkbert.broker.TestBroker;
import io.github.flinkbert.checkpoint.MiniatureCheckpoint;
import io.github.flinkbert.cli.CommandLineFixture;
import io.github.flinkbert.cli.terminal.ExitStatus;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The commands that speak to a running job, over a real broker. */
@Timeout(400)
final class JobCommandsIT {

    private static final Duration SOON = Duration.ofMinutes(2);
    private static final JsonMapper JSON = new JsonMapper();
    private static final String UPDATES = "models";

    @TempDir static Path temporary;

    private static String first;
    private static String second;
    private static TestBroker broker;
    private static KafkaProducer<byte[], byte[]> producer;
    private static WatchedJob job;

    private final CommandLineFixture line = new CommandLineFixture();

    @BeforeAll
    static void open() throws Exception {
        first = checkpoint("first", 3);
        second = checkpoint("second", 4);
        broker = TestBroker.start();
        broker.createTopics(2, TEXTS, ENRICHED, DEAD_LETTERS, UPDATES);
        producer = broker.producer(Map.of());
        job =
                WatchedJob.start(
                        broker.bootstrapServers(),
                        URI.create("http://127.0.0.1:" + WatchedJob.freePort()),
                        Map.of(
                                "checkpoint",
                                first,
                                "casing",
                                "uncased",
                                "updates-topic",
                                UPDATES,
                                "updates-gather-time",
                                "100ms"));
    }

    private static String checkpoint(String name, int seed) throws Exception {
        Path folder = temporary.resolve(name);
        MiniatureCheckpoint.of(MiniatureCheckpoint.smallVocabulary(), seed).writeTo(folder);
        return folder.toString();
    }

    @AfterAll
    static void close() throws Exception {
        for (AutoCloseable each : new AutoCloseable[] {job, producer, broker}) {
            if (each != null) {
                each.close();
            }
        }
    }

    @Test
    void updateExchangesTheModelAndBringsItBack() throws Exception {
        String before = digestOfTheNextText();

        assertThat(run("update", "--updates-topic", UPDATES, "--checkpoint", second)).isZero();
        assertThat(line.printed())
                .containsPattern("sent to the topic models, partition [01], offset 0, key default")
                .contains("model: " + Path.of(second).toUri());
        await().atMost(SOON).until(() -> !digestOfTheNextText().equals(before));

        assertThat(run("update", "--updates-topic", UPDATES, "--checkpoint", "/no/such")).isZero();
        await().atMost(SOON)
                .untilAsserted(
                        () ->
                                assertThat(values(DEAD_LETTERS))
                                        .anyMatch(letter -> letter.contains("/no/such")));
        assertThat(digestOfTheNextText()).isNotEqualTo(before);

        assertThat(run("update", "--updates-topic", UPDATES, "--own")).isZero();
        assertThat(line.printed()).contains("model: the one that each job was started with");
        await().atMost(SOON).until(() -> digestOfTheNextText().equals(before));
    }

    @Test
    void updateSaysWhichModelInOneWay() {
        assertThat(run("update", "--updates-topic", UPDATES)).isEqualTo(ExitStatus.UNUSABLE);
        assertThat(line.said()).contains("expected --own, or --model, --adapter or --precision");
    }

    @Test
    void resendSendsBackWhatWasRefusedOnce() throws Exception {
        String broken = "{\"id\":\"mended elsewhere\",\"text\":";
        broker.createTopics(2, "mended");
        send(broken);
        await().atMost(SOON)
                .untilAsserted(
                        () ->
                                assertThat(values(DEAD_LETTERS))
                                        .anyMatch(letter -> letter.contains("DECODE")));
        String[] resend = {
            "resend", "--dead-letter-topic", DEAD_LETTERS, "--stages", "decode", "--into", "mended"
        };

        String[] dry = Arrays.copyOf(resend, resend.length + 1);
        dry[resend.length] = "--dry-run";
        assertThat(run(dry)).isZero();
        assertThat(lastLine().path("resent").asInt()).isOne();
        assertThat(values("mended")).isEmpty();
        assertThat(run(resend)).isZero();
        // The coordinator answers before it has written the markers that end a transaction.
        await().atMost(SOON)
                .untilAsserted(() -> assertThat(values("mended")).containsExactly(broken));
        assertThat(run(resend)).isZero();
        assertThat(lastLine().path("resent").asInt()).isZero();
        assertThat(values("mended")).hasSize(1);
    }

    /** Which model answers a text that is sent now. */
    private static String digestOfTheNextText() throws Exception {
        String id = "t" + System.nanoTime();
        send("{\"id\":\"" + id + "\",\"text\":\"a text\"}");
        List<JsonNode> found = new ArrayList<>();
        await().atMost(SOON)
                .until(
                        () -> {
                            for (String value : values(ENRICHED)) {
                                JsonNode each = JSON.readTree(value);
                                if (each.path("id").asText().equals(id)) {
                                    found.add(each);
                                }
                            }
                            return !found.isEmpty();
                        });
        return found.get(0).path("model").path("digest").asText();
    }

    private static void send(String value) throws Exception {
        producer.send(new ProducerRecord<>(TEXTS, value.getBytes(UTF_8))).get();
    }

    /** All that committed readers see. */
    private static List<String> values(String topic) {
        return broker.readAll(topic).stream()
                .map(record -> new String(record.value(), UTF_8))
                .toList();
    }

    private int run(String... arguments) {
        List<String> all = new ArrayList<>(List.of(arguments));
        all.addAll(1, List.of("--bootstrap-servers", broker.bootstrapServers()));
        return line.run(all.toArray(String[]::new));
    }

    private JsonNode lastLine() throws Exception {
        List<String> lines = line.printed().lines().toList();
        return JSON.readTree(lines.get(lines.size() - 1));
    }
}
