package io.github.flinkbert.flink.wire;

import io.github.flinkbert.flink.layout.Fields;
import io.github.flinkbert.flink.record.OutboundRecord;
import java.io.IOException;
import org.apache.flink.annotation.Internal;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/** The layout of {@link OutboundRecord}. */
@Internal
public final class OutboundRecordFormat implements WireFormat<OutboundRecord> {

    private static final int LAYOUT = 1;

    @Override
    public Class<OutboundRecord> type() {
        return OutboundRecord.class;
    }

    @Override
    public void write(OutboundRecord value, DataOutputView out) throws IOException {
        WireFormats.writeVersion(LAYOUT, out);
        Fields.writeBytes(value.key(), out);
        Fields.writeBytes(value.value(), out);
        Fields.writeList(value.headers(), KafkaRecordFormat::writeHeader, out);
        out.writeLong(value.timestamp());
    }

    @Override
    public OutboundRecord read(DataInputView in) throws IOException {
        WireFormats.readVersion(LAYOUT, "a record to be written", in);
        return new OutboundRecord(
                Fields.readNullableBytes(in),
                Fields.readNullableBytes(in),
                Fields.readList(KafkaRecordFormat::readHeader, in),
                in.readLong());
    }
}
