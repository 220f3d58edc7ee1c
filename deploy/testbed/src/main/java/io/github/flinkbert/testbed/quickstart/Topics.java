package io.github.flinkbert.testbed.quickstart;

import io.github.flinkbert.cli.terminal.UserException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** The quickstart's topics on its broker. */
record Topics(String bootstrapServers) {

    static final String TEXTS = "texts";
    static final String ENRICHED = "enriched-texts";
    static final String DEAD_LETTERS = "enriched-texts-dead-letters";

    private static final List<String> ALL = List.of(TEXTS, ENRICHED, DEAD_LETTERS);
    private static final int PARTITIONS = 4;

    /**
     * Creates the topics, and waits until every partition responds. To a partition that is new, a
     * producer with several requests in flight may have a later one taken before the first; Kafka
     * refuses the first one ever after as out of order.
     */
    void create() throws InterruptedException, ExecutionException {
        try (Admin admin =
                Admin.create(
                        Map.of(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers))) {
            admin.createTopics(ALL.stream().map(Topics::topic).toList()).all().get();
            admin.listOffsets(
                            partitions()
                                    .collect(
                                            Collectors.toMap(
                                                    Function.identity(),
                                                    partition -> OffsetSpec.latest())))
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
                        ProducerConfig.MAX_IN_FLIGHT_REQUESTS_PER_CONNECTION,
                        1);
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

    private static NewTopic topic(String name) {
        return new NewTopic(name, Optional.of(PARTITIONS), Optional.empty());
    }

    private static Stream<TopicPartition> partitions() {
        return ALL.stream()
                .flatMap(
                        topic ->
                                IntStream.range(0, PARTITIONS)
                                        .mapToObj(number -> new TopicPartition(topic, number)));
    }

    private static ProducerRecord<byte[], byte[]> record(SampleTexts.Event event) {
        return new ProducerRecord<>(
                TEXTS,
                event.id().getBytes(StandardCharsets.UTF_8),
                event.value().getBytes(StandardCharsets.UTF_8));
    }
}
