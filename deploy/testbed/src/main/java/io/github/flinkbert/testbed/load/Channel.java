package io.github.flinkbert.testbed.load;

import io.github.flinkbert.cli.terminal.UserException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import org.apache.flink.annotation.Internal;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** Sends texts to a job, as plain text, and counts what it writes. */
@Internal
public final class Channel implements AutoCloseable {

    public static final String TEXTS = "texts";
    public static final String ENRICHED = "enriched";
    public static final String DEAD_LETTERS = "enriched-dead-letters";

    private final LoadSentences sentences = new LoadSentences();
    private final KafkaProducer<byte[], byte[]> producer;
    private final KafkaConsumer<byte[], byte[]> consumer;
    private final List<TopicPartition> results;
    private int sent;

    public Channel(String bootstrapServers) {
        producer =
                new KafkaProducer<>(
                        Map.of("bootstrap.servers", bootstrapServers, "linger.ms", 5),
                        new ByteArraySerializer(),
                        new ByteArraySerializer());
        consumer =
                new KafkaConsumer<>(
                        Map.of("bootstrap.servers", bootstrapServers),
                        new ByteArrayDeserializer(),
                        new ByteArrayDeserializer());
        results =
                List.of(ENRICHED, DEAD_LETTERS).stream()
                        .flatMap(topic -> consumer.partitionsFor(topic).stream())
                        .map(info -> new TopicPartition(info.topic(), info.partition()))
                        .toList();
    }

    public void send(int count) {
        for (int i = 0; i < count; i++) {
            byte[] value = sentences.text(sent++).getBytes(StandardCharsets.UTF_8);
            var unused = producer.send(new ProducerRecord<>(TEXTS, value));
        }
        producer.flush();
    }

    /** Records in the topics that the job writes. */
    long written() {
        return consumer.endOffsets(results).values().stream().mapToLong(Long::longValue).sum();
    }

    /** Waits until the job has written so many. */
    public void await(long count, Duration most) {
        long end = System.nanoTime() + most.toNanos();
        while (written() < count) {
            if (System.nanoTime() > end) {
                throw new UserException(
                        "waited %d s for %,d results, found %,d"
                                .formatted(most.toSeconds(), count, written()));
            }
            LockSupport.parkNanos(20_000_000);
        }
    }

    @Override
    public void close() {
        producer.close(Duration.ZERO);
        consumer.close();
    }
}
