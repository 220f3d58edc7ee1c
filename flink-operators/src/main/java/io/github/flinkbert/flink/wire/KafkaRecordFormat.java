package io.github.flinkbert.flink.wire;

import io.github.flinkbert.flink.layout.Fields;
import io.github.flinkbert.flink.record.KafkaRecord;
import io.github.flinkbert.flink.record.RecordHeader;
import java.io.IOException;
import org.apache.flink.annotation.Internal;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/** The layout of {@link KafkaRecord}. */
@Internal
public final class KafkaRecordFormat implements WireFormat<KafkaRecord> {

    private static final int LAYOUT = 1;

    @Override
    public Class<KafkaRecord> type() {
        return KafkaRecord.class;
    }

    @Override
    public void write(KafkaRecord value, DataOutputView out) throws IOException {
        WireFormats.writeVersion(LAYOUT, out);
        Fields.writeBytes(value.key(), out);
        Fields.writeBytes(value.value(), out);
        Fields.writeList(value.headers(), KafkaRecordFormat::writeHeader, out);
        out.writeUTF(value.topic());
        out.writeInt(value.partition());
        out.writeLong(value.offset());
        out.writeLong(value.timestamp());
    }

    @Override
    public KafkaRecord read(DataInputView in) throws IOException {
        WireFormats.readVersion(LAYOUT, "a Kafka record", in);
        return new KafkaRecord(
                Fields.readNullableBytes(in),
                Fields.readNullableBytes(in),
                Fields.readList(KafkaRecordFormat::readHeader, in),
                in.readUTF(),
                in.readInt(),
                in.readLong(),
                in.readLong());
    }

    static void writeHeader(RecordHeader header, DataOutputView out) throws IOException {
        Fields.writeString(header.key(), out);
        Fields.writeBytes(header.value(), out);
    }

    static RecordHeader readHeader(DataInputView in) throws IOException {
        return new RecordHeader(Fields.readString(in), Fields.readNullableBytes(in));
    }
}
