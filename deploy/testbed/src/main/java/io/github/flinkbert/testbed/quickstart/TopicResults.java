package io.github.flinkbert.testbed.quickstart;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/**
 * Reads what the job writes, and counts it by identity: delivery is at least once, and a record
 * that comes twice has come once. For one thread.
 */
final class TopicResults implements AutoCloseable {

    private static final Duration POLL = Duration.ofMillis(200);

    private final KafkaConsumer<byte[], byte[]> consumer;
    private final Set<String> enriched = new HashSet<>();
    private final Set<String> deadLettered = new HashSet<>();
    private Instant firstArrival = Instant.MAX;
    private Instant lastArrival = Instant.MIN;
    private int inFirstArrival;

    TopicResults(String bootstrapServers) {
        consumer =
                new KafkaConsumer<>(
                        Map.of(
                                ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG,
                                bootstrapServers,
                                ConsumerConfig.GROUP_ID_CONFIG,
                                "quickstart-results",
                                ConsumerConfig.AUTO_OFFSET_RESET_CONFIG,
                                "earliest",
                                ConsumerConfig.ISOLATION_LEVEL_CONFIG,
                                "read_committed"),
                        new ByteArrayDeserializer(),
                        new ByteArrayDeserializer());
        consumer.subscribe(Topics.results());
    }

    /** Waits a moment for results, and shows each enriched record that is new. */
    void poll(Consumer<byte[]> show) {
        ConsumerRecords<byte[], byte[]> records = consumer.poll(POLL);
        int before = enriched.size();
        for (ConsumerRecord<byte[], byte[]> record : records) {
            String id = new String(record.key(), StandardCharsets.UTF_8);
            if (!record.topic().equals(Topics.ENRICHED)) {
                deadLettered.add(id);
            } else if (enriched.add(id)) {
                show.accept(record.value());
            }
        }
        if (enriched.size() > before) {
            arrived(enriched.size());
        }
    }

    int enriched() {
        return enriched.size();
    }

    int deadLettered() {
        return deadLettered.size();
    }

    /** Since when nothing has come. */
    Instant lastArrival() {
        return lastArrival;
    }

    /**
     * Enriched texts a second, between the first arrival and the last: starting Flink and loading
     * the model are not in it. NaN if all came at once.
     */
    double textsPerSecond() {
        double seconds = Duration.between(firstArrival, lastArrival).toMillis() / 1000.0;
        return seconds > 0 ? (enriched.size() - inFirstArrival) / seconds : Double.NaN;
    }

    @Override
    public void close() {
        consumer.close();
    }

    private void arrived(int sofar) {
        lastArrival = Instant.now();
        if (inFirstArrival == 0) {
            firstArrival = lastArrival;
            inFirstArrival = sofar;
        }
    }
}
