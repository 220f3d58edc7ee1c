package io.github.flinkbert.flink.wire;

import io.github.flinkbert.flink.layout.Fields;
import io.github.flinkbert.flink.record.Rejected;
import io.github.flinkbert.flink.record.RejectionStage;
import java.io.IOException;
import java.util.function.UnaryOperator;
import org.apache.flink.annotation.Internal;
import org.apache.flink.api.common.typeutils.TypeSerializer;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/** The layout of {@link Rejected}. */
@Internal
public final class RejectedFormat<T> implements NestingFormat<Rejected<T>, T> {

    private static final int LAYOUT = 1;

    @Override
    public void write(Rejected<T> value, TypeSerializer<T> nested, DataOutputView out)
            throws IOException {
        WireFormats.writeVersion(LAYOUT, out);
        nested.serialize(value.value(), out);
        out.writeUTF(value.stage().name());
        Fields.writeString(value.reason(), out);
        out.writeLong(value.failedAt());
    }

    @Override
    public Rejected<T> read(TypeSerializer<T> nested, DataInputView in) throws IOException {
        WireFormats.readVersion(LAYOUT, "a rejected value", in);
        return new Rejected<>(
                nested.deserialize(in),
                RejectionStage.valueOf(in.readUTF()),
                Fields.readString(in),
                in.readLong());
    }

    @Override
    public Rejected<T> copy(Rejected<T> value, UnaryOperator<T> copy) {
        return new Rejected<>(
                copy.apply(value.value()), value.stage(), value.reason(), value.failedAt());
    }
}
