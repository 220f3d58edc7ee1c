package io.github.flinkbert.flink;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.flinkbert.Bert;
import io.github.flinkbert.broker.TestBroker;
import io.github.flinkbert.checkpoint.AggregationStrategy;
import io.github.flinkbert.task.entities.Entities;
import io.github.flinkbert.task.entities.TagEntities;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.awaitility.Awaitility;

/** Texts that flow into a job's topic all the while, and what comes out. */
final class Flow implements AutoCloseable {

    private static final int A_TIME = 4;
    private static final int MILLIS = 20;

    private final TestBroker broker;
    private final String topic;
    private final ScheduledExecutorService thread = Executors.newSingleThreadScheduledExecutor();
    private int sent;

    private Flow(TestBroker broker, String topic) {
        this.broker = broker;
        this.topic = topic;
    }

    static Flow create(TestBroker broker, String topic) throws Exception {
        broker.createTopic(topic, 2);
        broker.createTopic(topic + "-out", 1);
        broker.createTopic(topic + "-out-dead-letters", 1);
        broker.createTopic(topic + "-updates", 1, Map.of("cleanup.policy", "compact"));
        Flow flow = new Flow(broker, topic);
        var unused =
                flow.thread.scheduleWithFixedDelay(
                        flow::sendSome, 0, MILLIS, TimeUnit.MILLISECONDS);
        return flow;
    }

    private synchronized void sendSome() {
        for (int i = 0; i < A_TIME; i++) {
            send("the text %d is in the answer".formatted(sent));
        }
    }

    synchronized void send(String text) {
        try {
            byte[] value = "{\"text\": \"%s\"}".formatted(text).getBytes(UTF_8);
            broker.send(List.of(new ProducerRecord<>(topic, sent % 2, null, value)));
            sent++;
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    synchronized void sendToEachPartition(String text) {
        send(text);
        send(text);
    }

    void update(byte[] update) throws Exception {
        update("mine", update);
    }

    void update(String key, byte[] update) throws Exception {
        broker.send(List.of(new ProducerRecord<>(topic + "-updates", key.getBytes(UTF_8), update)));
    }

    List<JsonNode> results() {
        return JsonRecords.readAll(broker, topic + "-out");
    }

    List<JsonNode> deadLetters() {
        return JsonRecords.readAll(broker, topic + "-out-dead-letters");
    }

    /** Each partition's results as they came out. */
    Collection<List<JsonNode>> resultsByPartition() {
        return results().stream()
                .collect(
                        Collectors.groupingBy(
                                result -> result.get("id").textValue().split("/", -1)[1],
                                TreeMap::new,
                                Collectors.toList()))
                .values();
    }

    private static String model(JsonNode result) {
        return result.at("/model/digest").textValue();
    }

    void awaitModel(String digest) {
        await(() -> results().stream().anyMatch(result -> model(result).equals(digest)));
    }

    /** At the end of both partitions. */
    void awaitModelAgain(String digest) {
        await(
                () ->
                        resultsByPartition().stream()
                                .allMatch(
                                        partition ->
                                                model(partition.get(partition.size() - 1))
                                                        .equals(digest)));
    }

    String awaitModelOtherThan(String digest) {
        await(() -> results().stream().anyMatch(result -> !model(result).equals(digest)));
        return results().stream()
                .map(Flow::model)
                .filter(other -> !other.equals(digest))
                .findFirst()
                .orElseThrow();
    }

    void awaitText(String text) {
        await(() -> !modelsOf(text).isEmpty());
    }

    void awaitDeadLetters(int count) {
        await(() -> deadLetters().size() >= count);
    }

    List<String> modelsOf(String text) {
        return results().stream()
                .filter(result -> result.get("text").textValue().equals(text))
                .map(Flow::model)
                .toList();
    }

    private static void await(java.util.concurrent.Callable<Boolean> condition) {
        Awaitility.await()
                .atMost(Duration.ofSeconds(60))
                .pollInterval(Duration.ofMillis(200))
                .until(condition);
    }

    /** Sends no more, and waits until everything that was sent has come out. */
    void end() {
        close();
        await(() -> results().size() >= sent);
    }

    /** Every text came out once, in the order of its partition. */
    void assertEachOnce() {
        for (List<JsonNode> partition : resultsByPartition()) {
            List<Long> offsets =
                    partition.stream()
                            .map(result -> result.get("id").textValue().split("/", -1)[2])
                            .map(Long::valueOf)
                            .toList();
            List<Long> inOrder = new ArrayList<>();
            for (long offset = 0; offset < offsets.size(); offset++) {
                inOrder.add(offset);
            }
            assertThat(offsets).isEqualTo(inOrder);
        }
        assertThat(results()).hasSize(sent);
    }

    static void assertEntities(JsonNode result, Bert bert) {
        Entities expected =
                bert.ask(
                        result.get("text").textValue(),
                        new TagEntities("entities", AggregationStrategy.FIRST_PIECE));
        List<String> found = new ArrayList<>();
        result.get("entities")
                .forEach(
                        entity ->
                                found.add(
                                        entity.get("label").textValue()
                                                + " "
                                                + entity.get("start").intValue()));
        assertThat(found)
                .isEqualTo(
                        expected.entities().stream()
                                .map(e -> e.label() + " " + e.start())
                                .toList());
    }

    @Override
    public void close() {
        thread.shutdown();
        try {
            assertThat(thread.awaitTermination(20, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
