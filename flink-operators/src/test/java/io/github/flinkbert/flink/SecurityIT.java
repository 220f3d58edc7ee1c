package io.github.flinkbert.flink;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.flinkbert.broker.TestBroker;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Kafka's own properties reach the job's clients on both sides. */
class SecurityIT {

    private static TestBroker broker;

    @BeforeAll
    static void startBroker() throws Exception {
        broker = TestBroker.startWithPassword();
        broker.createTopic("secret", 1);
        broker.createTopic("secret-out", 1);
        broker.createTopic("secret-out-dead-letters", 1);
        broker.send(List.of(new ProducerRecord<>("secret", "a text".getBytes(UTF_8))));
    }

    @AfterAll
    static void stopBroker() throws Exception {
        broker.close();
    }

    @Test
    void theJobShowsItsPassword() throws Exception {
        job(broker.clientSecurity()).toTheEnd(LengthEnricher::load);

        assertThat(broker.readAll("secret-out")).hasSize(1);
    }

    @Test
    void aWrongPasswordFailsTheJob() {
        assertThatThrownBy(() -> job(TestBroker.saslPlain("guess")).toTheEnd(LengthEnricher::load))
                .hasStackTraceContaining("SaslAuthenticationException");
    }

    private static JobRun job(Map<String, String> security) {
        JobRun run = new JobRun(broker, "secret").with("input-format", "text");
        security.forEach((name, value) -> run.with("kafka." + name, value));
        return run;
    }
}
