package io.github.flinkbert.flink.kafka;

import io.github.flinkbert.flink.record.OutboundRecord;
import io.github.flinkbert.flink.record.RecordHeader;
import org.apache.flink.connector.kafka.sink.KafkaRecordSerializationSchema;
import org.apache.kafka.clients.producer.ProducerRecord;

/** Hands records to Kafka as they are. The key, if there is one, chooses the partition. */
final class OutboundSerializer implements KafkaRecordSerializationSchema<OutboundRecord> {

    private static final long serialVersionUID = 1L;

    private final String topic;

    OutboundSerializer(String topic) {
        this.topic = topic;
    }

    @Override
    public ProducerRecord<byte[], byte[]> serialize(
            OutboundRecord record, KafkaSinkContext context, Long eventTime) {
        ProducerRecord<byte[], byte[]> outbound =
                new ProducerRecord<>(
                        topic,
                        null,
                        record.timestamp() < 0 ? null : record.timestamp(),
                        record.key(),
                        record.value());
        for (RecordHeader header : record.headers()) {
            outbound.headers().add(header.key(), header.value());
        }
        return outbound;
    }
}
