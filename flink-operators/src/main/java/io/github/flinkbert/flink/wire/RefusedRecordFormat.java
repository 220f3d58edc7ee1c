package io.github.flinkbert.flink.wire;

import io.github.flinkbert.flink.record.RefusalStage;
import io.github.flinkbert.flink.record.RefusedRecord;
import java.io.IOException;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/** The layout of {@link RefusedRecord}. */
public final class RefusedRecordFormat implements WireFormat<RefusedRecord> {

    private static final int LAYOUT = 1;

    private final KafkaRecordFormat record = new KafkaRecordFormat();

    @Override
    public Class<RefusedRecord> type() {
        return RefusedRecord.class;
    }

    @Override
    public void write(RefusedRecord value, DataOutputView out) throws IOException {
        WireFormats.writeVersion(LAYOUT, out);
        record.write(value.record(), out);
        out.writeUTF(value.stage().name());
        Fields.writeString(value.reason(), out);
        out.writeLong(value.failedAt());
    }

    @Override
    public RefusedRecord read(DataInputView in) throws IOException {
        WireFormats.readVersion(LAYOUT, "a refused record", in);
        return new RefusedRecord(
                record.read(in),
                RefusalStage.valueOf(in.readUTF()),
                Fields.readString(in),
                in.readLong());
    }
}
