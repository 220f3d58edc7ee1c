package io.github.flinkbert.connector;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.awaitility.Awaitility;

/** The Kafka broker of {@code deploy/testbed/broker}, in a process of its own. */
final class StandaloneBroker {

    private static final Path BUILT = Path.of("../testbed/broker/target");

    private final JavaProcess process;
    private final int port;

    private StandaloneBroker(JavaProcess process, int port) {
        this.process = process;
        this.port = port;
    }

    /**
     * @param home for its data and its log
     */
    static StandaloneBroker start(Path home) throws Exception {
        Files.createDirectories(home);
        int port = StandaloneFlink.freePort();
        JavaProcess process =
                JavaProcess.start(
                        new JavaProcess.Program(
                                List.of("-Xmx256m"),
                                List.of(
                                        BUILT.resolve("classes"),
                                        BUILT.resolve("lib").resolve("*")),
                                "io.github.flinkbert.broker.BrokerMain",
                                List.of(
                                        home.resolve("data").toString(),
                                        String.valueOf(port),
                                        String.valueOf(StandaloneFlink.freePort()))),
                        Map.of(),
                        home.resolve("broker.log"));
        StandaloneBroker broker = new StandaloneBroker(process, port);
        Awaitility.await().atMost(Duration.ofMinutes(2)).ignoreExceptions().until(broker::answers);
        return broker;
    }

    String bootstrapServers() {
        return "127.0.0.1:" + port;
    }

    private boolean answers() throws Exception {
        try (Admin admin = Admin.create(properties())) {
            return !admin.describeCluster().nodes().get().isEmpty();
        }
    }

    void createTopics(String... topics) throws Exception {
        try (Admin admin = Admin.create(properties())) {
            List<NewTopic> wanted = new ArrayList<>();
            for (String topic : topics) {
                wanted.add(new NewTopic(topic, 1, (short) 1));
            }
            admin.createTopics(wanted).all().get();
        }
    }

    void send(String topic, List<String> values) throws Exception {
        try (KafkaProducer<String, String> producer =
                new KafkaProducer<>(properties(), new StringSerializer(), new StringSerializer())) {
            var sent =
                    values.stream()
                            .map(value -> producer.send(new ProducerRecord<>(topic, value)))
                            .toList();
            producer.flush();
            for (var each : sent) {
                each.get();
            }
        }
    }

    /** Sends a value whose record has this time. */
    void sendAt(String topic, Instant time, String value) throws Exception {
        try (KafkaProducer<String, String> producer =
                new KafkaProducer<>(properties(), new StringSerializer(), new StringSerializer())) {
            producer.send(new ProducerRecord<>(topic, null, time.toEpochMilli(), null, value))
                    .get();
        }
    }

    /** The first values of a topic, waited for. */
    List<String> read(String topic, int count, Duration atMost) {
        List<String> values = new ArrayList<>();
        try (KafkaConsumer<String, byte[]> consumer =
                new KafkaConsumer<>(
                        properties(), new StringDeserializer(), new ByteArrayDeserializer())) {
            List<TopicPartition> partitions = List.of(new TopicPartition(topic, 0));
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            long end = System.nanoTime() + atMost.toNanos();
            while (values.size() < count && System.nanoTime() < end) {
                consumer.poll(Duration.ofMillis(200))
                        .forEach(
                                record ->
                                        values.add(
                                                new String(
                                                        record.value(), StandardCharsets.UTF_8)));
            }
        }
        return values;
    }

    private Properties properties() {
        Properties properties = new Properties();
        properties.put("bootstrap.servers", bootstrapServers());
        return properties;
    }

    void stop() throws InterruptedException {
        process.stop();
    }
}
