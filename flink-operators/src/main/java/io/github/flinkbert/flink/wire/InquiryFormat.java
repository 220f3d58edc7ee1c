package io.github.flinkbert.flink.wire;

import io.github.flinkbert.flink.record.Inquiry;
import java.io.IOException;
import java.util.function.UnaryOperator;
import org.apache.flink.api.common.typeutils.TypeSerializer;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/** The layout of {@link Inquiry}: one byte says which, then its fields. */
public final class InquiryFormat<T> implements NestingFormat<Inquiry<T>, T> {

    private static final int LAYOUT = 1;
    private static final byte STAMPED = 1;
    private static final byte ANNOUNCED = 2;

    private final ModelDefinitionFormat definitions = new ModelDefinitionFormat();

    @Override
    public void write(Inquiry<T> value, TypeSerializer<T> nested, DataOutputView out)
            throws IOException {
        WireFormats.writeVersion(LAYOUT, out);
        if (value instanceof Inquiry.Stamped<T> stamped) {
            out.writeByte(STAMPED);
            nested.serialize(stamped.value(), out);
            Fields.writeString(stamped.model(), out);
        } else if (value instanceof Inquiry.Announced<T> announced) {
            out.writeByte(ANNOUNCED);
            definitions.write(announced.model(), out);
        }
    }

    @Override
    public Inquiry<T> read(TypeSerializer<T> nested, DataInputView in) throws IOException {
        WireFormats.readVersion(LAYOUT, "a value in flight", in);
        byte kind = in.readByte();
        return switch (kind) {
            case STAMPED -> new Inquiry.Stamped<>(nested.deserialize(in), Fields.readString(in));
            case ANNOUNCED -> new Inquiry.Announced<>(definitions.read(in));
            default ->
                    throw new IOException(
                            "what is in flight is of kind %d or %d, found %d"
                                    .formatted(STAMPED, ANNOUNCED, kind));
        };
    }

    @Override
    public Inquiry<T> copy(Inquiry<T> value, UnaryOperator<T> copy) {
        return value instanceof Inquiry.Stamped<T> stamped
                ? new Inquiry.Stamped<>(copy.apply(stamped.value()), stamped.model())
                : value;
    }
}
