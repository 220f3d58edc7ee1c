package io.github.flinkbert.flink;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.flinkbert.broker.TestBroker;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.apache.flink.core.execution.JobClient;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Near duplicates as options of the job: texts of one length have one vector. */
@Timeout(180)
class NearDuplicatesJobIT {

    private static final List<String> FIRST =
            List.of("a", "bb", "cccc", "x".repeat(LengthEnricher.FAILS.length()));
    private static final int COPIES = 10;

    private static TestBroker broker;

    @BeforeAll
    static void startBroker() throws Exception {
        broker = TestBroker.start();
    }

    @AfterAll
    static void stopBroker() throws Exception {
        broker.close();
    }

    @Test
    void aNearDuplicateHasTheIdOfTheFirstOneAlsoAfterAFailure() throws Exception {
        List<JsonNode> results = run("marked", "mark", FIRST.size() * (1 + COPIES) + 1);

        Map<String, JsonNode> byId =
                results.stream()
                        .collect(Collectors.toMap(node -> node.get("id").textValue(), n -> n));
        assertThat(byId).as("each once").hasSameSizeAs(results);
        byId.forEach(
                (id, result) -> {
                    int group = Integer.parseInt(id.split("-", -1)[1]);
                    assertThat(result.path("duplicateOf").asText())
                            .as(id)
                            .isEqualTo(id.startsWith("first") ? "" : "first-" + group);
                });
    }

    @Test
    void nearDuplicatesAreLeftOutWhereTheOptionsSaySo() throws Exception {
        assertThat(run("dropped", "drop", FIRST.size()))
                .extracting(result -> result.get("id").textValue())
                .containsExactlyInAnyOrder("first-0", "first-1", "first-2", "first-3");
    }

    /** First one text of each length, then the others, one of which fails the job. */
    private static List<JsonNode> run(String topic, String handling, int expected)
            throws Exception {
        broker.createTopic(topic, 2);
        broker.createTopic(topic + "-out", 1);
        broker.createTopic(topic + "-out-dead-letters", 1);
        LengthEnricher.FAILURES_LEFT.set(1);
        JobClient job =
                new JobRun(broker, topic)
                        .with("delivery", "exactly-once")
                        .with("transactional-id-prefix", topic)
                        .with("order", "unordered")
                        .with("near-duplicates", handling)
                        .with("near-duplicates-threshold", "0.9995")
                        .with("near-duplicates-within", "10min")
                        .start(LengthEnricher::load);
        try {
            for (int group = 0; group < FIRST.size(); group++) {
                send(topic, "first-" + group, FIRST.get(group));
            }
            await(topic, FIRST.size());
            for (int copy = 0; copy < COPIES; copy++) {
                for (int group = 0; group < FIRST.size(); group++) {
                    send(topic, "copy%d-%d".formatted(copy, group), FIRST.get(group));
                }
            }
            send(topic, "copy-%d".formatted(FIRST.size() - 1), LengthEnricher.FAILS);
            await(topic, expected);
            Thread.sleep(handling.equals("drop") ? 5_000 : 500); // whether more come
            return JsonRecords.readAll(broker, topic + "-out");
        } finally {
            job.cancel().get();
        }
    }

    private static void await(String topic, int count) {
        Awaitility.await()
                .atMost(Duration.ofSeconds(90))
                .pollInterval(Duration.ofMillis(500))
                .until(() -> JsonRecords.readAll(broker, topic + "-out").size() >= count);
    }

    private static void send(String topic, String id, String text) throws Exception {
        byte[] value = "{\"id\": \"%s\", \"text\": \"%s\"}".formatted(id, text).getBytes(UTF_8);
        broker.send(List.of(new ProducerRecord<>(topic, value)));
    }
}
