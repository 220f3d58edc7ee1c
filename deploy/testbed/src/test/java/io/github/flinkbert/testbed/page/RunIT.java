package io.github.flinkbert.testbed.page;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.github.flinkbert.broker.TestBroker;
import io.github.flinkbert.checkpoint.AdapterMiniature;
import io.github.flinkbert.checkpoint.MiniatureCheckpoint;
import io.github.flinkbert.cli.CommandLineFixture;
import io.github.flinkbert.cli.terminal.ExitStatus;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The command {@code run} over a real broker, ended in every way. */
@Timeout(900)
final class RunIT {

    private static final Duration SOON = Duration.ofMinutes(4);
    private static final JsonMapper JSON = new JsonMapper();

    /** More than checkpoints in memory take: 5 MiB. */
    private static final int PADDING = 6 << 20;

    @TempDir static Path temporary;

    private static TestBroker broker;
    private static KafkaProducer<byte[], byte[]> producer;
    private static String model;
    private static String adapter;
    private static String otherAdapter;

    @BeforeAll
    static void open() throws Exception {
        MiniatureCheckpoint miniature =
                MiniatureCheckpoint.of(MiniatureCheckpoint.smallVocabulary(), 3);
        Path base = temporary.resolve("base");
        miniature.writeTo(base);
        model = base.toString();
        adapter = adapter(miniature, base, 1);
        otherAdapter = adapter(miniature, base, 2);
        broker = TestBroker.start();
        producer = broker.producer(Map.of());
    }

    /** As large as one that ships, though its weights are few. */
    private static String adapter(MiniatureCheckpoint miniature, Path base, int seed)
            throws Exception {
        Path folder = temporary.resolve("adapter-" + seed);
        AdapterMiniature.write(
                folder,
                miniature,
                base.toString(),
                AdapterMiniature.Task.TOKEN_CLS,
                miniature.config().layers() - 1,
                seed);
        byte[] blanks = new byte[PADDING];
        Arrays.fill(blanks, (byte) ' ');
        Files.write(folder.resolve("adapter_config.json"), blanks, StandardOpenOption.APPEND);
        return folder.toString();
    }

    @AfterAll
    static void close() throws Exception {
        for (AutoCloseable each : new AutoCloseable[] {producer, broker}) {
            if (each != null) {
                each.close();
            }
        }
    }

    @Test
    void aKilledRunGoesOnWithItsModelAndNothingIsMissingOrTwice() throws Exception {
        Path home = Files.createDirectories(temporary.resolve("killed-home"));
        broker.createTopics(2, "killed", "killed-out", "killed-out-dead-letters", "killed-models");
        List<String> options =
                options(
                        "killed",
                        "--adapters",
                        "entities=" + adapter,
                        "--casing",
                        "uncased",
                        "--tasks",
                        "entities",
                        "--delivery",
                        "exactly-once",
                        "--transactional-id-prefix",
                        "killed",
                        "--updates-topic",
                        "killed-models",
                        "--updates-gather-time",
                        "100ms");
        String before;
        String after;
        try (RunProcess run = RunProcess.start(home, options)) {
            send("killed", 0, 50);
            awaitTexts(run, "killed-out", 50);
            before = lastModel("killed-out");
            assertThat(update("killed-models", "entities=" + otherAdapter))
                    .contains("sent to the topic killed-models", "adapter: entities, file:");
            await().atMost(SOON)
                    .until(
                            () -> {
                                send("killed", 50, 51);
                                return values("killed-out").stream()
                                                .map(RunIT::modelOf)
                                                .distinct()
                                                .count()
                                        == 2;
                            });
            after = lastModel("killed-out");
            assertThat(after).isNotEqualTo(before);
            send("killed", 100, 200);
            run.signal("KILL");
            assertThat(run.exit()).isNotZero();
            assertThat(run.said())
                    .contains(
                            "reads    killed at " + broker.bootstrapServers() + ", as group killed",
                            "writes   killed-out, dead letters to killed-out-dead-letters, exactly"
                                    + " once",
                            "with entities, asked for entities",
                            "open transactions hide what comes behind them until a run with the"
                                    + " prefix killed starts again, or for 15 min",
                            "no checkpoint to go on from");
            assertThat(litter(home)).hasSize(1);
        }
        send("killed", 200, 250);
        try (RunProcess run = RunProcess.start(home, options)) {
            await().atMost(SOON)
                    .untilAsserted(
                            () -> {
                                assertThat(ids("killed-out")).contains("t249", "t199", "t100");
                                assertThat(new TreeSet<>(ids("killed-out"))).hasSize(201);
                            });
            assertThat(run.said()).contains("goes on from chk-");
            run.signal("TERM");
            assertThat(run.exit()).as(run.said()).isZero();
            assertThat(run.said())
                    .contains("ending with a last checkpoint")
                    .containsPattern("(?m)^enriched +\\d+$")
                    .containsPattern("(?m)^dead letters +0$")
                    .containsPattern("(?m)^time +.*s$");
            assertThat(litter(home)).isEmpty();
        }
        // The update's own text was sent until it had an answer of the new model.
        assertThat(ids("killed-out").stream().filter(id -> !id.equals("t50")))
                .doesNotHaveDuplicates();
        assertThat(lastModel("killed-out")).isEqualTo(after);
        assertThat(Files.readString(home.resolve("out"))).isEmpty();

        RunProcess changed =
                RunProcess.start(home, options.subList(0, options.indexOf("--updates-topic")));
        try (changed) {
            assertThat(changed.exit()).isEqualTo(ExitStatus.UNUSABLE);
            assertThat(changed.said())
                    .contains("of a run with updates-topic killed-models, found no updates-topic")
                    .contains("--fresh");
        }
    }

    @Test
    void aStateFolderIsForOneRunAndCheckpointsThatKeepFailingEndIt() throws Exception {
        Path home = Files.createDirectories(temporary.resolve("failing-home"));
        broker.createTopics(2, "failing", "failing-out", "failing-out-dead-letters");
        Path state = home.resolve("state");
        List<String> options =
                options(
                        "failing",
                        "--checkpoint",
                        model,
                        "--casing",
                        "uncased",
                        "--state-folder",
                        state.toString());
        send("failing", 0, 5);
        try (RunProcess run = RunProcess.start(home, options)) {
            awaitTexts(run, "failing-out", 5);
            await().atMost(SOON).until(() -> run.said().matches("(?s).*  checkpoint \\d.*"));
            try (RunProcess second = RunProcess.start(home, options)) {
                assertThat(second.exit()).isEqualTo(ExitStatus.UNUSABLE);
                assertThat(second.said()).contains("another run has the state folder " + state);
            }
            // No new checkpoint can be made where a file is in the way of its folder.
            Path job = onlyIn(state.resolve("0001"));
            Files.move(job, home.resolve("away"));
            Files.createFile(job);

            assertThat(run.exit()).isEqualTo(ExitStatus.UNUSABLE);
            assertThat(run.said())
                    .containsPattern("\\d+ checkpoints in a row failed, the last one:");
        }
        Files.delete(onlyIn(state.resolve("0001")));
    }

    @Test
    void aTransactionThatHidesResultsIsNamed() throws Exception {
        Path home = Files.createDirectories(temporary.resolve("hidden-home"));
        broker.createTopics(2, "hidden", "hidden-out", "hidden-out-dead-letters");
        send("hidden", 0, 5);
        try (KafkaProducer<byte[], byte[]> open =
                broker.producer(Map.of("transactional.id", "elsewhere-enriched-0-7"))) {
            open.initTransactions();
            open.beginTransaction();
            open.send(new ProducerRecord<>("hidden-out", "x".getBytes(UTF_8))).get();
            List<String> options =
                    options("hidden", "--model", model, "--casing", "uncased", "--stop-at");
            options.add("latest");
            try (RunProcess run = RunProcess.start(home, options)) {
                assertThat(run.exit()).as(run.said()).isZero();
                assertThat(run.said())
                        .containsPattern(
                                "the transaction elsewhere-enriched-0-7 of another process is open"
                                        + " since [\\d:]+ and hides what comes behind it from"
                                        + " readers of committed records, at the latest until")
                        .containsPattern("(?m)^read +5$")
                        .containsPattern("(?m)^enriched +5$");
            }
            open.abortTransaction();
        }
        // The coordinator answers before it has written the markers that end a transaction.
        await().atMost(SOON).untilAsserted(() -> assertThat(ids("hidden-out")).hasSize(5));
    }

    private static List<String> options(String topic, String... more) {
        List<String> options =
                new ArrayList<>(
                        List.of(
                                "--bootstrap-servers",
                                broker.bootstrapServers(),
                                "--input-topics",
                                topic,
                                "--output-topic",
                                topic + "-out",
                                "--group-id",
                                topic,
                                "--parallelism",
                                "1",
                                "--checkpoint-interval",
                                "1s"));
        options.addAll(List.of(more));
        return options;
    }

    private static String update(String topic, String adapter) {
        CommandLineFixture line = new CommandLineFixture();
        int exit =
                line.run(
                        "update",
                        "--bootstrap-servers",
                        broker.bootstrapServers(),
                        "--updates-topic",
                        topic,
                        "--adapter",
                        adapter);
        assertThat(exit).as(line.said()).isZero();
        return line.printed();
    }

    private static void send(String topic, int from, int to) {
        IntStream.range(from, to)
                .forEach(
                        i -> {
                            var unused =
                                    producer.send(
                                            new ProducerRecord<>(
                                                    topic,
                                                    "{\"id\":\"t%d\",\"text\":\"a text\"}"
                                                            .formatted(i)
                                                            .getBytes(UTF_8)));
                        });
        producer.flush();
    }

    private static void awaitTexts(RunProcess run, String topic, int count) {
        await().atMost(SOON)
                .untilAsserted(
                        () ->
                                assertThat(ids(topic))
                                        .as(run.said())
                                        .hasSizeGreaterThanOrEqualTo(count));
    }

    private static String lastModel(String topic) {
        List<String> models = values(topic).stream().map(RunIT::modelOf).toList();
        return models.get(models.size() - 1);
    }

    private static List<String> ids(String topic) {
        return values(topic).stream().map(value -> value.path("id").asText()).toList();
    }

    private static String modelOf(JsonNode value) {
        return value.path("model").path("digest").asText();
    }

    /** All that committed readers see, in the order of their times. */
    private static List<JsonNode> values(String topic) {
        return broker.readAll(topic).stream()
                .sorted(Comparator.comparingLong(ConsumerRecord::timestamp))
                .map(record -> parsed(record.value()))
                .toList();
    }

    private static JsonNode parsed(byte[] value) {
        try {
            return JSON.readTree(value);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What lies in the folder for temporary files. */
    private static List<Path> litter(Path home) throws Exception {
        try (Stream<Path> left = Files.list(home.resolve("tmp"))) {
            return left.toList();
        }
    }

    private static Path onlyIn(Path folder) throws Exception {
        try (Stream<Path> files = Files.list(folder)) {
            return files.findFirst().orElseThrow();
        }
    }
}
