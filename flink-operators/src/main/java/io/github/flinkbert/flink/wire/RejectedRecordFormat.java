package io.github.flinkbert.flink.wire;

import io.github.flinkbert.flink.layout.Fields;
import io.github.flinkbert.flink.record.RejectedRecord;
import io.github.flinkbert.flink.record.RejectionStage;
import java.io.IOException;
import org.apache.flink.annotation.Internal;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/** The layout of {@link RejectedRecord}. */
@Internal
public final class RejectedRecordFormat implements WireFormat<RejectedRecord> {

    private static final int LAYOUT = 1;

    private final KafkaRecordFormat record = new KafkaRecordFormat();

    @Override
    public Class<RejectedRecord> type() {
        return RejectedRecord.class;
    }

    @Override
    public void write(RejectedRecord value, DataOutputView out) throws IOException {
        WireFormats.writeVersion(LAYOUT, out);
        record.write(value.record(), out);
        out.writeUTF(value.stage().name());
        Fields.writeString(value.reason(), out);
        out.writeLong(value.failedAt());
    }

    @Override
    public RejectedRecord read(DataInputView in) throws IOException {
        WireFormats.readVersion(LAYOUT, "a rejected record", in);
        return new RejectedRecord(
                record.read(in),
                RejectionStage.valueOf(in.readUTF()),
                Fields.readString(in),
                in.readLong());
    }
}
