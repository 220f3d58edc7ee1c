package io.github.flinkbert.broker;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.errors.SaslAuthenticationException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(180)
class BrokerForTestsIT {

    private static final Duration SOON = Duration.ofSeconds(60);

    @Test
    void aKilledBrokerComesBackOnItsPortWithItsRecords() throws Exception {
        try (TestBroker broker = TestBroker.start()) {
            broker.createTopics(2, "one", "other");
            broker.send(List.of(record("one", "before")));
            String servers = broker.bootstrapServers();

            broker.kill();
            broker.comeBack();

            assertThat(broker.bootstrapServers()).isEqualTo(servers);
            broker.send(List.of(record("one", "after")));
            assertThat(broker.readAll("one"))
                    .extracting(record -> new String(record.value(), UTF_8))
                    .containsExactlyInAnyOrder("before", "after");
            assertThat(broker.readAll("other")).isEmpty();
        }
    }

    @Test
    void transactionsWorkFromTheStartAndAnOpenOneIsHidden() throws Exception {
        try (TestBroker broker = TestBroker.start();
                KafkaProducer<byte[], byte[]> producer =
                        broker.producer(Map.of("transactional.id", "a transaction"))) {
            broker.createTopic("texts", 1);
            producer.initTransactions();
            producer.beginTransaction();
            producer.send(record("texts", "a text")).get();
            assertThat(broker.readAll("texts")).isEmpty();

            producer.commitTransaction();

            // The coordinator answers before it has written the markers that end a transaction.
            await().atMost(SOON)
                    .untilAsserted(() -> assertThat(broker.readAll("texts")).hasSize(1));
        }
    }

    @Test
    void aBrokerWithAPasswordRefusesAnother() throws Exception {
        try (TestBroker broker = TestBroker.startWithPassword()) {
            broker.createTopic("texts", 1);
            Properties guess = broker.clientProperties();
            guess.putAll(TestBroker.saslPlain("guess"));

            try (Admin admin = Admin.create(guess)) {
                assertThatThrownBy(() -> admin.listTopics().names().get())
                        .isInstanceOf(ExecutionException.class)
                        .hasCauseInstanceOf(SaslAuthenticationException.class);
            }
        }
    }

    private static ProducerRecord<byte[], byte[]> record(String topic, String value) {
        return new ProducerRecord<>(topic, value.getBytes(UTF_8));
    }
}
