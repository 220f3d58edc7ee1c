package io.github.flinkbert.flink;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.flinkbert.broker.TestBroker;
import io.github.flinkbert.checkpoint.MiniatureCheckpoint;
import io.github.flinkbert.flink.model.ModelDefinition;
import io.github.flinkbert.testing.RandomSeed;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.LongStream;
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
 * What a reader of committed records sees of a job that fails over and over: every input once. The
 * seed chooses where it fails.
 */
@Timeout(400)
class ExactlyOnceIT {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int TEXTS = 20_000;
    private static final int FAILURES = 20;
    private static final int PARTITIONS = 4;

    @TempDir private static Path folder;
    private static TestBroker broker;

    @BeforeAll
    static void startBroker() throws Exception {
        broker = TestBroker.start();
        MiniatureCheckpoint.of(MiniatureCheckpoint.smallVocabulary(), 1)
                .writeTo(folder.resolve("model"));
    }

    @AfterAll
    static void stopBroker() throws Exception {
        broker.close();
    }

    @Test
    void everyTextOnceAndInOrderAcrossTwentyFailures() throws Exception {
        prepare("chaos", TEXTS);
        long seed = RandomSeed.next(42);
        ChaosLoader.begin(seed, FAILURES);
        JobRun run = job("chaos").surviving(2 * FAILURES);

        run.toTheEnd(
                new ChaosLoader(BertEnricher.loader(run.config().asks())),
                ModelDefinition.resolve(run.config().model()));

        assertThat(ChaosLoader.left()).as("failures that never came, seed %d", seed).isZero();
        Map<Integer, List<Long>> offsets = offsets("chaos");
        assertThat(offsets).hasSize(PARTITIONS);
        assertThat(offsets.values())
                .as("seed %d", seed)
                .allSatisfy(
                        partition ->
                                assertThat(partition).isEqualTo(upTo(TEXTS / (long) PARTITIONS)));
        assertThat(broker.readAll("chaos-out-dead-letters")).isEmpty();
    }

    @Test
    void everyTextOnceAcrossASavepointAndAnotherParallelism(@TempDir Path savepoints)
            throws Exception {
        prepare("rescale", TEXTS / 4);
        JobRun run = job("rescale");
        JobClient first =
                run.start(LengthEnricher::load, ModelDefinition.resolve(run.config().model()));
        await(() -> broker.readAll("rescale-out").size() > 500);
        String savepoint =
                first.stopWithSavepoint(false, savepoints.toString(), SavepointFormatType.CANONICAL)
                        .get();
        Map<Integer, List<Long>> before = offsets("rescale");
        prepareMore("rescale", TEXTS / 4);

        JobClient second =
                run.with("parallelism", "3")
                        .from(savepoint)
                        .start(LengthEnricher::load, ModelDefinition.resolve(run.config().model()));
        try {
            await(() -> broker.readAll("rescale-out").size() >= TEXTS / 2);
        } finally {
            second.cancel().get();
        }

        Map<Integer, List<Long>> offsets = offsets("rescale");
        long each = TEXTS / 2L / PARTITIONS;
        assertThat(offsets.values())
                .allSatisfy(
                        partition ->
                                assertThat(partition.stream().sorted().toList())
                                        .isEqualTo(upTo(each)));
        for (int partition = 0; partition < PARTITIONS; partition++) {
            long inFlight = (long) before.get(partition).size() + IN_FLIGHT;
            assertThat(offsets.get(partition).stream().filter(offset -> offset > inFlight))
                    .as("what was read since, of partition %d", partition)
                    .isSorted();
        }
    }

    /** More than a partition may have had in flight when the savepoint was taken. */
    private static final int IN_FLIGHT = 2 * BertEnrichment.DEFAULT_CAPACITY;

    private static JobRun job(String topic) {
        return new JobRun(broker, topic)
                .with("checkpoint", folder.resolve("model").toString())
                .with("casing", "cased")
                .with("precision", "float32")
                .with("input-format", "text")
                .with("delivery", "exactly-once")
                .with("transactional-id-prefix", topic);
    }

    private static void prepare(String topic, int texts) throws Exception {
        broker.createTopic(topic, PARTITIONS);
        broker.createTopic(topic + "-out", 1);
        broker.createTopic(topic + "-out-dead-letters", 1);
        prepareMore(topic, texts);
    }

    private static void prepareMore(String topic, int texts) throws Exception {
        List<ProducerRecord<byte[], byte[]>> records = new ArrayList<>();
        for (int i = 0; i < texts; i++) {
            byte[] text = "the text %d is in the answer".formatted(i).getBytes(UTF_8);
            records.add(new ProducerRecord<>(topic, i % PARTITIONS, null, text));
        }
        broker.send(records);
    }

    /** The offsets that came out, by partition, as they came out. */
    private static Map<Integer, List<Long>> offsets(String topic) throws Exception {
        Map<Integer, List<Long>> offsets = new TreeMap<>();
        for (ConsumerRecord<byte[], byte[]> record : broker.readAll(topic + "-out")) {
            JsonNode value = JSON.readTree(record.value());
            String[] origin = value.get("id").textValue().split("/", -1);
            offsets.computeIfAbsent(Integer.valueOf(origin[1]), key -> new ArrayList<>())
                    .add(Long.valueOf(origin[2]));
        }
        return offsets;
    }

    private static List<Long> upTo(long end) {
        return LongStream.range(0, end).boxed().toList();
    }

    private static void await(java.util.concurrent.Callable<Boolean> condition) {
        Awaitility.await()
                .atMost(Duration.ofMinutes(2))
                .pollInterval(Duration.ofMillis(300))
                .until(condition);
    }
}
