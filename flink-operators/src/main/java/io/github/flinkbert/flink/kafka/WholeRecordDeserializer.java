package io.github.flinkbert.flink.kafka;

import io.github.flinkbert.flink.record.KafkaRecord;
import io.github.flinkbert.flink.record.RecordHeader;
import io.github.flinkbert.flink.wire.WireTypes;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.connector.kafka.source.reader.deserializer.KafkaRecordDeserializationSchema;
import org.apache.flink.util.Collector;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;

/** Takes records as they are. It cannot fail: a failure here would stop the job at that record. */
final class WholeRecordDeserializer implements KafkaRecordDeserializationSchema<KafkaRecord> {

    private static final long serialVersionUID = 1L;

    @Override
    public void deserialize(ConsumerRecord<byte[], byte[]> record, Collector<KafkaRecord> out) {
        List<RecordHeader> headers = new ArrayList<>();
        for (Header header : record.headers()) {
            headers.add(new RecordHeader(header.key(), header.value()));
        }
        out.collect(
                new KafkaRecord(
                        record.key(),
                        record.value(),
                        headers,
                        record.topic(),
                        record.partition(),
                        record.offset(),
                        record.timestamp()));
    }

    @Override
    public TypeInformation<KafkaRecord> getProducedType() {
        return WireTypes.KAFKA_RECORD;
    }
}
