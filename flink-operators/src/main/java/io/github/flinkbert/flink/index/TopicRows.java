package io.github.flinkbert.flink.index;

import java.util.Map;
import java.util.TreeMap;

/**
 * Rows of a compacted Kafka topic: of each key the last record, unless that has no value, which
 * deletes the row.
 *
 * @param consumer Kafka's properties, which may have secrets
 */
record TopicRows(String topic, Map<String, String> consumer, LineFormat format)
        implements RowSource {

    TopicRows {
        consumer = Map.copyOf(consumer);
    }

    @Override
    public Class<?> loaded() {
        return format.loaded();
    }

    /** One record must not keep all later ones away. */
    @Override
    public boolean leavesOddRowsOut() {
        return true;
    }

    @Override
    public Reader open(long maxBytes) {
        try {
            return new TopicReader(this, maxBytes);
        } catch (NoClassDefFoundError e) {
            throw new IndexException(
                    "topic %s cannot be read: found no Kafka client, expected Kafka's SQL connector"
                                    .formatted(topic)
                            + " (flink-sql-connector-kafka) in Flink's lib/",
                    e);
        }
    }

    /** Without what may be secret. */
    @Override
    public String toString() {
        return "topic %s (%s)".formatted(topic, new TreeMap<>(consumer).keySet());
    }
}
