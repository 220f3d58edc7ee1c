package io.github.flinkbert.flink;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.flinkbert.BertOptions;
import io.github.flinkbert.broker.TestBroker;
import io.github.flinkbert.checkpoint.AdapterMiniature;
import io.github.flinkbert.checkpoint.MiniatureCheckpoint;
import io.github.flinkbert.flink.model.ModelDefinition;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.apache.flink.core.execution.JobClient;
import org.apache.flink.core.execution.SavepointFormatType;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Savepoints that versions of the job took are restored, from a topic of a broker to a topic. Each
 * is of a job with live updates that had read two thirds of two partitions; the last of them waited
 * for an answer of the job's own model when another one had been accepted already. Each of these
 * texts, and of those that had not been read, comes out once, the others not again. {@link #main}
 * takes a savepoint; {@code v1} is 0.1.0's.
 */
@Timeout(180)
class SavepointIT {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Path RESOURCES = Path.of("src/test/resources/savepoints");
    private static final String TOPIC = "saved";
    private static final int READ = 40;
    private static final int UNREAD = 20;
    private static final int HELD = 8;
    private static final Duration QUIET = Duration.ofSeconds(2);

    /** Of what answered: the loader of this test loads nothing. */
    private static final ModelDefinition OWN =
            new ModelDefinition(BertOptions.of("file:/own"), "own", Map.of());

    @TempDir private Path folder;
    private TestBroker broker;

    @BeforeAll
    static void holdNothing() {
        HoldingLoader.HOLDS.set(false);
        HoldingLoader.FAILURES.set(0);
    }

    @AfterAll
    static void letGo() {
        HoldingLoader.letGo();
    }

    @Test
    void theSavepointOfEachVersionIsRestored() throws Exception {
        List<Path> savepoints;
        try (Stream<Path> all = Files.list(RESOURCES)) {
            savepoints = all.sorted().toList();
        }
        assertThat(savepoints).isNotEmpty();
        for (Path savepoint : savepoints) {
            restore(savepoint, job -> job);
        }
    }

    @Test
    void aSavepointIsRestoredByAJobThatLooksForNearDuplicatesFromThenOn() throws Exception {
        restore(RESOURCES.resolve("v1"), job -> job.with("near-duplicates", "mark"));
    }

    @Test
    void aSavepointIsRestoredByAJobThatDeliversExactlyOnceFromThenOn() throws Exception {
        restore(
                RESOURCES.resolve("v1"),
                job ->
                        job.with("delivery", "exactly-once")
                                .with("transactional-id-prefix", "upgraded"));
    }

    private void restore(Path savepoint, UnaryOperator<JobRun> options) throws Exception {
        broker = TestBroker.start();
        try {
            topics();
            send(0, READ + UNREAD);
            JobClient job =
                    options.apply(job())
                            .with("parallelism", "3")
                            .from(savepoint.toAbsolutePath().toUri().toString())
                            .start(new HoldingLoader(), OWN);
            try {
                Awaitility.await()
                        .atMost(Duration.ofSeconds(60))
                        .until(() -> results().size() >= HELD + UNREAD);
                Thread.sleep(QUIET.toMillis()); // what comes twice comes late
            } finally {
                job.cancel().get();
            }

            Map<String, List<String>> models = new TreeMap<>();
            results()
                    .forEach(
                            result ->
                                    models.computeIfAbsent(
                                                    result.get("text").textValue(),
                                                    text -> new ArrayList<>())
                                            .add(result.at("/model/digest").textValue()));
            for (int i = 0; i < READ + UNREAD; i++) {
                List<String> each = models.getOrDefault(text(i), List.of());
                if (i >= READ) {
                    assertThat(each).as(text(i)).hasSize(1).doesNotContain(OWN.id());
                } else if (isHeld(i)) {
                    assertThat(each).as("in flight: " + text(i)).containsExactly(OWN.id());
                } else {
                    assertThat(each).as("answered before: " + text(i)).isEmpty();
                }
            }
            assertThat(broker.readAll(TOPIC + "-out-dead-letters")).isEmpty();
        } finally {
            broker.close();
        }
    }

    /**
     * A program, no test: takes a savepoint of this version, to be committed. Argument: its name,
     * such as {@code v2}. Runs in this module's folder, with the arguments of the tests' JVM.
     */
    public static void main(String[] arguments) throws Exception {
        if (arguments.length != 1) {
            throw new IllegalArgumentException(
                    "expected the savepoint's name, found " + List.of(arguments));
        }
        holdNothing();
        SavepointIT taking = new SavepointIT();
        taking.folder = Files.createTempDirectory("savepoint-");
        try {
            taking.takeOne(arguments[0]);
        } finally {
            letGo();
        }
    }

    private void takeOne(String name) throws Exception {
        broker = TestBroker.start();
        topics();
        send(0, READ);
        HoldingLoader.HOLDS.set(true);
        JobClient job = job().start(new HoldingLoader(), OWN);
        Awaitility.await().until(() -> results().size() == READ - HELD);
        broker.send(
                List.of(
                        new ProducerRecord<>(
                                TOPIC + "-updates",
                                "default".getBytes(UTF_8),
                                Updates.adapter("entities", adapter()))));
        Thread.sleep(5000); // nothing shows that an update is accepted that no text is asked by
        String savepoint =
                job.triggerSavepoint(
                                folder.resolve("savepoint").toString(),
                                SavepointFormatType.CANONICAL)
                        .get();
        job.cancel().get();
        broker.close();
        copy(Path.of(java.net.URI.create(savepoint)), RESOURCES.resolve(name));
    }

    private static void copy(Path from, Path to) throws IOException {
        Files.createDirectories(to);
        try (Stream<Path> files = Files.list(from)) {
            for (Path file : files.toList()) {
                Files.copy(file, to.resolve(file.getFileName()));
            }
        }
    }

    private String adapter() throws Exception {
        MiniatureCheckpoint miniature =
                MiniatureCheckpoint.of(MiniatureCheckpoint.smallVocabulary(), 1);
        return AdapterMiniature.write(
                        folder.resolve("adapter"),
                        miniature,
                        "none",
                        AdapterMiniature.Task.TOKEN_CLS,
                        miniature.config().layers() - 1,
                        3)
                .location()
                .toString();
    }

    private JobRun job() {
        return new JobRun(broker, TOPIC)
                .with("input-format", "text")
                .with("order", "unordered")
                .with("updates-topic", TOPIC + "-updates")
                .with("updates-gather-time", "100ms");
    }

    private void topics() throws Exception {
        broker.createTopic(TOPIC, 2);
        broker.createTopic(TOPIC + "-out", 1);
        broker.createTopic(TOPIC + "-out-dead-letters", 1);
        broker.createTopic(TOPIC + "-updates", 1);
    }

    private void send(int from, int to) throws Exception {
        List<ProducerRecord<byte[], byte[]>> records = new ArrayList<>();
        for (int i = from; i < to; i++) {
            records.add(new ProducerRecord<>(TOPIC, i % 2, null, text(i).getBytes(UTF_8)));
        }
        broker.send(records);
    }

    private static String text(int i) {
        return (isHeld(i) ? "hold this " : "text ") + i;
    }

    /** The last that were read, for nothing that comes later passes them once time goes on. */
    private static boolean isHeld(int i) {
        return i >= READ - HELD && i < READ;
    }

    private List<JsonNode> results() throws IOException {
        List<JsonNode> values = new ArrayList<>();
        for (ConsumerRecord<byte[], byte[]> record : broker.readAll(TOPIC + "-out")) {
            values.add(JSON.readTree(record.value()));
        }
        return values;
    }
}
