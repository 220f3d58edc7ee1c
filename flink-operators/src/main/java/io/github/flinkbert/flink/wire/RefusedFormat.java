package io.github.flinkbert.flink.wire;

import io.github.flinkbert.flink.record.RefusalStage;
import io.github.flinkbert.flink.record.Refused;
import java.io.IOException;
import java.util.function.UnaryOperator;
import org.apache.flink.api.common.typeutils.TypeSerializer;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/** The layout of {@link Refused}. */
public final class RefusedFormat<T> implements NestingFormat<Refused<T>, T> {

    private static final int LAYOUT = 1;

    @Override
    public void write(Refused<T> value, TypeSerializer<T> nested, DataOutputView out)
            throws IOException {
        WireFormats.writeVersion(LAYOUT, out);
        nested.serialize(value.value(), out);
        out.writeUTF(value.stage().name());
        Fields.writeString(value.reason(), out);
        out.writeLong(value.failedAt());
    }

    @Override
    public Refused<T> read(TypeSerializer<T> nested, DataInputView in) throws IOException {
        WireFormats.readVersion(LAYOUT, "a refused value", in);
        return new Refused<>(
                nested.deserialize(in),
                RefusalStage.valueOf(in.readUTF()),
                Fields.readString(in),
                in.readLong());
    }

    @Override
    public Refused<T> copy(Refused<T> value, UnaryOperator<T> copy) {
        return new Refused<>(
                copy.apply(value.value()), value.stage(), value.reason(), value.failedAt());
    }
}
