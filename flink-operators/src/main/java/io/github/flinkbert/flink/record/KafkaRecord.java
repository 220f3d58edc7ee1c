package io.github.flinkbert.flink.record;

import java.util.List;
import org.apache.flink.annotation.PublicEvolving;
import org.jspecify.annotations.Nullable;

/**
 * A record of Kafka, whole, as it was read, with its origin.
 *
 * @param key null where there is none
 * @param value null for a tombstone
 * @param headers in their order; a name may come more than once
 * @param timestamp milliseconds since 1970; negative where there is none
 */
@SuppressWarnings("ArrayRecordComponent") // bytes on their way, compared by nobody
@PublicEvolving
public record KafkaRecord(
        byte @Nullable [] key,
        byte @Nullable [] value,
        List<RecordHeader> headers,
        String topic,
        int partition,
        long offset,
        long timestamp) {

    /** In full: javac 17 loses an array's annotation on a constructor without parameters. */
    public KafkaRecord(
            byte @Nullable [] key,
            byte @Nullable [] value,
            List<RecordHeader> headers,
            String topic,
            int partition,
            long offset,
            long timestamp) {
        this.key = key;
        this.value = value;
        this.headers = List.copyOf(headers);
        this.topic = topic;
        this.partition = partition;
        this.offset = offset;
        this.timestamp = timestamp;
    }

    /**
     * Where it lies only: Flink puts elements into the messages of failures, and those are logged.
     */
    @Override
    public String toString() {
        return "KafkaRecord[" + origin() + "]";
    }

    /** Where the record lies, for ids and messages. */
    public String origin() {
        return topic + "/" + partition + "/" + offset;
    }
}
