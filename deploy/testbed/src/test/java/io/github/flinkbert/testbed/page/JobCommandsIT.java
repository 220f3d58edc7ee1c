package io.github.flinkbert.testbed.page;

import static io.github.flinkbert.testbed.page.WatchedJob.DEAD_LETTERS;
import static io.github.flinkbert.testbed.page.WatchedJob.ENRICHED;
import static io.github.flinkbert.testbed.page.WatchedJob.TEXTS;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.github.flinkbert.checkpoint.MiniatureCheckpoint;
import io.github.flinkbert.cli.FlinkBert;
import io.github.flinkbert.cli.terminal.ExitStatus;
import io.github.flinkbert.cli.terminal.Streams;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
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
    private static LastingBroker broker;
    private static KafkaProducer<byte[], byte[]> producer;
    private static WatchedJob job;

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    @BeforeAll
    static void open() throws Exception {
        first = checkpoint("first", 3);
        second = checkpoint("second", 4);
        broker = LastingBroker.start(temporary.resolve("broker"));
        broker.createTopics(TEXTS, ENRICHED, DEAD_LETTERS, UPDATES);
        producer =
                new KafkaProducer<>(
                        Map.of("bootstrap.servers", broker.servers()),
                        new ByteArraySerializer(),
                        new ByteArraySerializer());
        job =
                WatchedJob.start(
                        broker.servers(),
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
        assertThat(out.toString(UTF_8))
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
        assertThat(out.toString(UTF_8)).contains("model: the one that each job was started with");
        await().atMost(SOON).until(() -> digestOfTheNextText().equals(before));
    }

    @Test
    void updateSaysWhichModelInOneWay() {
        assertThat(run("update", "--updates-topic", UPDATES)).isEqualTo(ExitStatus.UNUSABLE);
        assertThat(err.toString(UTF_8))
                .contains("expected --own, or --model, --adapter or --precision");
    }

    @Test
    void resendSendsBackWhatWasRefusedOnce() throws Exception {
        String broken = "{\"id\":\"mended elsewhere\",\"text\":";
        broker.createTopics("mended");
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
        List<String> values = new ArrayList<>();
        try (KafkaConsumer<byte[], byte[]> consumer =
                new KafkaConsumer<>(
                        Map.of(
                                "bootstrap.servers",
                                broker.servers(),
                                "isolation.level",
                                "read_committed"),
                        new ByteArrayDeserializer(),
                        new ByteArrayDeserializer())) {
            List<TopicPartition> partitions =
                    consumer.partitionsFor(topic).stream()
                            .map(info -> new TopicPartition(topic, info.partition()))
                            .toList();
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
            while (ends.entrySet().stream()
                    .anyMatch(end -> consumer.position(end.getKey()) < end.getValue())) {
                consumer.poll(Duration.ofMillis(100))
                        .forEach(record -> values.add(new String(record.value(), UTF_8)));
            }
        }
        return values;
    }

    private int run(String... arguments) {
        out.reset();
        err.reset();
        List<String> all = new ArrayList<>(List.of(arguments));
        all.addAll(1, List.of("--bootstrap-servers", broker.servers()));
        Streams streams = Streams.utf8(new ByteArrayInputStream(new byte[0]), out, err);
        int exit = FlinkBert.commandLine(streams).execute(all.toArray(String[]::new));
        streams.flush();
        return exit;
    }

    private JsonNode lastLine() throws Exception {
        List<String> lines = out.toString(UTF_8).lines().toList();
        return JSON.readTree(lines.get(lines.size() - 1));
    }
}
