package io.github.flinkbert.flink.resend;

import io.github.flinkbert.schemas.DeadLetter;
import io.github.flinkbert.schemas.RecordHeader;
import java.nio.ByteBuffer;
import org.apache.kafka.clients.producer.ProducerRecord;

/** The record that a whole letter holds. */
final class Letters {

    private Letters() {}

    /**
     * @param topic where it shall go
     * @param partition null to have the key choose
     */
    static ProducerRecord<byte[], byte[]> record(
            DeadLetter letter, String topic, Integer partition) {
        ProducerRecord<byte[], byte[]> record =
                new ProducerRecord<>(
                        topic,
                        partition,
                        letter.getTimestamp() == null ? null : letter.getTimestamp().toEpochMilli(),
                        bytes(letter.getKey()),
                        bytes(letter.getValue()));
        for (RecordHeader header : letter.getHeaders()) {
            record.headers().add(header.getKey(), bytes(header.getValue()));
        }
        return record;
    }

    static byte[] bytes(ByteBuffer buffer) {
        if (buffer == null) {
            return null;
        }
        byte[] bytes = new byte[buffer.remaining()];
        buffer.duplicate().get(bytes);
        return bytes;
    }
}
