package io.github.flinkbert.flink;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.flinkbert.broker.TestBroker;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What a failure in the middle does to the output. */
class DeliveryIT {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int TEXTS = 6000;
    private static final int FAILURES = 3;

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
    void exactlyOnceShowsEachTextOnceAcrossFailures() throws Exception {
        prepare("exactly");

        new JobRun(broker, "exactly")
                .with("input-format", "text")
                .with("delivery", "exactly-once")
                .with("transactional-id-prefix", "exactly")
                .toTheEnd(LengthEnricher::load);

        assertThat(LengthEnricher.FAILURES_LEFT.get())
                .as("failures that never came")
                .isNotPositive();
        assertThat(ids("exactly-out")).containsExactlyInAnyOrderElementsOf(expected("exactly"));
        assertThat(broker.readAll("exactly-out-dead-letters")).hasSize(TEXTS / 100);
    }

    @Test
    void atLeastOnceLosesNothingAcrossFailures() throws Exception {
        prepare("least");

        new JobRun(broker, "least").with("input-format", "text").toTheEnd(LengthEnricher::load);

        assertThat(LengthEnricher.FAILURES_LEFT.get())
                .as("failures that never came")
                .isNotPositive();
        assertThat(ids("least-out").stream().distinct().toList())
                .containsExactlyInAnyOrderElementsOf(expected("least"));
        assertThat(broker.readAll("least-out-dead-letters").size())
                .isGreaterThanOrEqualTo(TEXTS / 100);
    }

    /** Texts in two partitions; one in a hundred is refused, three late ones fail the model. */
    private static void prepare(String topic) throws Exception {
        broker.createTopic(topic, 2);
        broker.createTopic(topic + "-out", 2);
        broker.createTopic(topic + "-out-dead-letters", 1);
        List<ProducerRecord<byte[], byte[]>> records = new ArrayList<>();
        for (int i = 0; i < TEXTS; i++) {
            String text = isRefused(i) ? LengthEnricher.REFUSED : "text " + i;
            if (i % (TEXTS / (FAILURES + 1)) == TEXTS / (FAILURES + 1) - 1) {
                text = LengthEnricher.FAILS;
            }
            records.add(new ProducerRecord<>(topic, i % 2, null, text.getBytes(UTF_8)));
        }
        broker.send(records);
        LengthEnricher.FAILURES_LEFT.set(FAILURES);
    }

    private static boolean isRefused(int i) {
        return i % 100 == 50;
    }

    private static List<String> expected(String topic) {
        return IntStream.range(0, TEXTS)
                .filter(i -> !isRefused(i))
                .mapToObj(i -> "%s/%d/%d".formatted(topic, i % 2, i / 2))
                .toList();
    }

    private static List<String> ids(String topic) throws Exception {
        List<String> ids = new ArrayList<>();
        for (ConsumerRecord<byte[], byte[]> record : broker.readAll(topic)) {
            JsonNode value = JSON.readTree(record.value());
            ids.add(value.get("id").textValue());
        }
        return ids;
    }
}
