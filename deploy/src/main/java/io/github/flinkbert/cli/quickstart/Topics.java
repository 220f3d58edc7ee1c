package io.github.flinkbert.cli.quickstart;

import io.github.flinkbert.cli.UserException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** The quickstart's topics on its broker. */
record Topics(String bootstrapServers) {

    static final String TEXTS = "texts";
    static final String ENRICHED = "enriched-texts";
    static final String DEAD_LETTERS = "enriched-texts-dead-letters";

    private static final int PARTITIONS = 4;

    void create() throws InterruptedException, ExecutionException {
        try (Admin admin =
                Admin.create(
                        Map.of(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers))) {
            admin.createTopics(
                            Stream.of(TEXTS, ENRICHED, DEAD_LETTERS)
                                    .map(
                                            name ->
                                                    new NewTopic(
                                                            name,
                                                            Optional.of(PARTITIONS),
                                                            Optional.empty()))
                                    .toList())
                    .all()
                    .get();
        }
    }

    /** Sends all events and waits until the broker has them. */
    void send(Stream<SampleTexts.Event> events) {
        Map<String, Object> settings =
                Map.of(
                        ProducerConfig.BOOTSTRAP_SERVERS_CONFIG,
                        bootstrapServers,
                        ProducerConfig.LINGER_MS_CONFIG,
                        5,
                        ProducerConfig.ACKS_CONFIG,
                        "all");
        try (Producer<byte[], byte[]> producer =
                new KafkaProducer<>(
                        settings, new ByteArraySerializer(), new ByteArraySerializer())) {
            AtomicReference<Exception> failure = new AtomicReference<>();
            events.forEach(
                    event -> {
                        var unused =
                                producer.send(
                                        record(event),
                                        (written, e) -> failure.compareAndSet(null, e));
                    });
            producer.flush();
            if (failure.get() != null) {
                throw new UserException(
                        "the broker did not take the texts: " + failure.get().getMessage(),
                        failure.get());
            }
        }
    }

    static List<String> results() {
        return List.of(ENRICHED, DEAD_LETTERS);
    }

    private static ProducerRecord<byte[], byte[]> record(SampleTexts.Event event) {
        return new ProducerRecord<>(
                TEXTS,
                event.id().getBytes(StandardCharsets.UTF_8),
                event.value().getBytes(StandardCharsets.UTF_8));
    }
}
