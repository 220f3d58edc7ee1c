package io.github.flinkbert.flink.index;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.apache.flink.table.data.RowData;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Reads a topic's rows, up to where it ends at each look. For one thread. */
final class TopicReader implements RowSource.Reader {

    private static final Logger LOG = LoggerFactory.getLogger(TopicReader.class);

    private static final Duration POLL = Duration.ofMillis(200);
    private static final long PATIENCE_SECONDS = 60;

    /** About, of a record: the map's node, key and value with their heads. */
    private static final int RECORD = 160;

    /** The last record of a key. */
    @SuppressWarnings("ArrayRecordComponent") // compared by nobody
    private record Kept(byte[] value, int partition, long offset) {}

    private final TopicRows source;
    private final long maxBytes;
    private final Map<ByteBuffer, Kept> rows = new LinkedHashMap<>();
    private @Nullable KafkaConsumer<byte[], byte[]> consumer;
    private long withoutKey;
    private long bytes;
    private boolean changed = true;

    TopicReader(TopicRows source, long maxBytes) {
        this.source = source;
        this.maxBytes = maxBytes;
    }

    @Override
    public boolean look() throws IOException {
        try {
            KafkaConsumer<byte[], byte[]> open = consumer();
            Set<TopicPartition> all = partitions(open);
            Map<TopicPartition, Long> ends = open.endOffsets(all);
            if (wasMadeAnew(open, ends)) {
                LOG.warn("topic {} was made anew, and is read from its beginning", source.topic());
                forget();
                open.seekToBeginning(all);
            }
            readUpTo(open, ends);
            return changed;
        } catch (KafkaException e) {
            throw new IOException(
                    "topic %s cannot be read: %s".formatted(source.topic(), reason(e)), e);
        }
    }

    private KafkaConsumer<byte[], byte[]> consumer() {
        if (consumer == null) {
            Map<String, Object> properties = new HashMap<>();
            properties.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
            properties.putAll(source.consumer());
            properties.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
            properties.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, "false");
            properties.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, "false");
            consumer =
                    new KafkaConsumer<>(
                            properties, new ByteArrayDeserializer(), new ByteArrayDeserializer());
        }
        return consumer;
    }

    /** Those that were not there before are read from their beginning. */
    private Set<TopicPartition> partitions(KafkaConsumer<byte[], byte[]> open) throws IOException {
        List<PartitionInfo> found = open.partitionsFor(source.topic());
        if (found == null || found.isEmpty()) {
            throw new IOException("there is no topic " + source.topic());
        }
        Set<TopicPartition> all = new HashSet<>();
        found.forEach(one -> all.add(new TopicPartition(one.topic(), one.partition())));
        if (!open.assignment().equals(all)) {
            Set<TopicPartition> fresh = new HashSet<>(all);
            fresh.removeAll(open.assignment());
            open.assign(all);
            open.seekToBeginning(fresh);
        }
        return all;
    }

    private static boolean wasMadeAnew(
            KafkaConsumer<byte[], byte[]> open, Map<TopicPartition, Long> ends) {
        return ends.entrySet().stream()
                .anyMatch(end -> open.position(end.getKey()) > end.getValue());
    }

    private void forget() {
        rows.clear();
        bytes = 0;
        withoutKey = 0;
        changed = true;
    }

    private void readUpTo(KafkaConsumer<byte[], byte[]> open, Map<TopicPartition, Long> ends)
            throws IOException {
        long before = System.nanoTime();
        while (!isAt(open, ends)) {
            ConsumerRecords<byte[], byte[]> records = open.poll(POLL);
            records.forEach(this::add);
            requireRoom();
            if (!records.isEmpty()) {
                before = System.nanoTime();
            } else if (System.nanoTime() - before > TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS)) {
                throw new IOException(
                        "topic %s cannot be read: nothing came in %d s, expected records up to %s"
                                .formatted(source.topic(), PATIENCE_SECONDS, ends));
            }
        }
    }

    private void requireRoom() {
        if (bytes > maxBytes) {
            throw new IndexException(
                    "%d rows of topic %s take more than max-size, %d bytes: expected fewer rows, or"
                                    .formatted(rows.size(), source.topic(), maxBytes)
                            + " a greater max-size and as much more memory of the task managers");
        }
    }

    private static boolean isAt(
            KafkaConsumer<byte[], byte[]> open, Map<TopicPartition, Long> ends) {
        return ends.entrySet().stream()
                .allMatch(end -> open.position(end.getKey()) >= end.getValue());
    }

    private void add(ConsumerRecord<byte[], byte[]> record) {
        changed = true;
        if (record.key() == null) {
            withoutKey++;
            return;
        }
        ByteBuffer key = ByteBuffer.wrap(record.key());
        Kept old = rows.remove(key);
        bytes -= old == null ? 0 : RECORD + key.remaining() + old.value().length;
        if (record.value() != null) {
            rows.put(key, new Kept(record.value(), record.partition(), record.offset()));
            bytes += RECORD + key.remaining() + record.value().length;
        }
    }

    @Override
    public long read(Consumer<RowData> to) throws IOException {
        LineFormat.Decoder decoder = source.format().decoder("the topic " + source.topic(), to);
        long odd = 0;
        for (Kept row : rows.values()) {
            String problem = decoder.decode(row.value());
            if (problem != null && odd++ == 0) {
                LOG.warn(
                        "partition {} of topic {} has at offset {} no row of its format ({}); it is"
                                + " left out, as are others like it",
                        row.partition(),
                        source.topic(),
                        row.offset(),
                        problem);
            }
        }
        return odd + withoutKey;
    }

    private static String reason(KafkaException e) {
        Throwable cause = IndexException.root(e);
        return "%s (%s)".formatted(cause.getMessage(), cause.getClass().getSimpleName());
    }

    @Override
    public void taken() {
        changed = false;
    }

    @Override
    public long bytes() {
        return bytes;
    }

    @Override
    public void close() {
        if (consumer != null) {
            try {
                consumer.close();
            } catch (KafkaException e) {
                LOG.debug("the consumer of topic {} does not close", source.topic(), e);
            }
        }
    }
}
