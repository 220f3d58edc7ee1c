package io.github.flinkbert.testbed.chaos;

import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/**
 * Counts, as a read-committed reader, how often each text came out, where, and how. Reads from the
 * first record of every partition, without a group, so that nobody's offsets matter. For one
 * thread.
 */
final class Audit implements AutoCloseable {

    private static final Duration POLL = Duration.ofMillis(300);

    private final KafkaConsumer<byte[], byte[]> consumer;
    private final String deadLetterTopic;
    private final SentRecords records;
    private int[] enriched = new int[1024];
    private int[] deadLettered = new int[1024];
    private long altered;

    /**
     * @param records that were sent
     */
    Audit(
            String bootstrapServers,
            String enrichedTopic,
            String deadLetterTopic,
            SentRecords records) {
        this.records = records;
        this.deadLetterTopic = deadLetterTopic;
        consumer =
                new KafkaConsumer<>(
                        Map.of(
                                ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG,
                                bootstrapServers,
                                ConsumerConfig.ISOLATION_LEVEL_CONFIG,
                                "read_committed",
                                ConsumerConfig.AUTO_OFFSET_RESET_CONFIG,
                                "earliest"),
                        new ByteArrayDeserializer(),
                        new ByteArrayDeserializer());
        List<TopicPartition> partitions =
                List.of(enrichedTopic, deadLetterTopic).stream()
                        .flatMap(topic -> consumer.partitionsFor(topic).stream())
                        .map(info -> new TopicPartition(info.topic(), info.partition()))
                        .toList();
        consumer.assign(partitions);
        consumer.seekToBeginning(partitions);
    }

    /**
     * Reads until every text has come out or time is up, and then for a while longer: what comes
     * twice comes late.
     *
     * @param sent texts, numbered from 0
     */
    Counts count(int sent, Duration most, Duration after) {
        Instant end = Instant.now().plus(most);
        while (missing(sent) > 0 && Instant.now().isBefore(end)) {
            poll();
        }
        Instant quiet = Instant.now().plus(after);
        while (Instant.now().isBefore(quiet)) {
            poll();
        }
        return counts(sent);
    }

    private void poll() {
        for (ConsumerRecord<byte[], byte[]> record : consumer.poll(POLL)) {
            if (record.key() == null) {
                continue; // a refused update: texts have keys
            }
            if (record.topic().equals(deadLetterTopic)) {
                deadLettered = count(deadLettered, Texts.number(record.key()));
            } else {
                int n = Texts.number(record.key());
                enriched = count(enriched, n);
                altered += record.value() != null && records.isWhole(n, record.value()) ? 0 : 1;
            }
        }
    }

    private static int[] count(int[] counts, int n) {
        int[] room = n < counts.length ? counts : Arrays.copyOf(counts, 2 * n);
        room[n]++;
        return room;
    }

    private static int at(int[] counts, int n) {
        return n < counts.length ? counts[n] : 0;
    }

    private long missing(int sent) {
        return IntStream.range(0, sent)
                .filter(n -> at(enriched, n) + at(deadLettered, n) == 0)
                .count();
    }

    private Counts counts(int sent) {
        int[] numbers = IntStream.range(0, sent).toArray();
        return new Counts(
                sent,
                Arrays.stream(numbers).filter(n -> at(enriched, n) > 0).count(),
                Arrays.stream(numbers).filter(n -> at(deadLettered, n) > 0).count(),
                missing(sent),
                Arrays.stream(numbers)
                        .filter(n -> at(enriched, n) + at(deadLettered, n) > 1)
                        .count(),
                Arrays.stream(numbers)
                        .filter(
                                n ->
                                        Texts.isBroken(n)
                                                ? at(enriched, n) > 0
                                                : at(deadLettered, n) > 0)
                        .count(),
                IntStream.range(sent, Math.max(enriched.length, deadLettered.length))
                        .filter(n -> at(enriched, n) + at(deadLettered, n) > 0)
                        .count(),
                altered);
    }

    @Override
    public void close() {
        consumer.close();
    }
}
