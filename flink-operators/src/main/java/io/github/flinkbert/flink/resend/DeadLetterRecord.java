package io.github.flinkbert.flink.resend;

import io.github.flinkbert.schemas.DeadLetter;
import io.github.flinkbert.schemas.RecordHeader;
import java.nio.ByteBuffer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.jspecify.annotations.Nullable;

/** The record that a whole dead letter holds. */
final class DeadLetterRecord {

    private DeadLetterRecord() {}

    /**
     * @param topic where it shall go
     * @param partition null to have the key choose
     */
    static ProducerRecord<byte[], byte[]> record(
            DeadLetter deadLetter, String topic, @Nullable Integer partition) {
        ProducerRecord<byte[], byte[]> record =
                new ProducerRecord<>(
                        topic,
                        partition,
                        deadLetter.getTimestamp() == null
                                ? null
                                : deadLetter.getTimestamp().toEpochMilli(),
                        bytes(deadLetter.getKey()),
                        bytes(deadLetter.getValue()));
        for (RecordHeader header : deadLetter.getHeaders()) {
            record.headers().add(header.getKey(), bytes(header.getValue()));
        }
        return record;
    }

    static byte @Nullable [] bytes(@Nullable ByteBuffer buffer) {
        if (buffer == null) {
            return null;
        }
        byte[] bytes = new byte[buffer.remaining()];
        buffer.duplicate().get(bytes);
        return bytes;
    }
}
