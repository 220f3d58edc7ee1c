package io.github.flinkbert.flink.wire;

import io.github.flinkbert.flink.record.EnrichmentInput;
import java.io.IOException;
import java.util.function.UnaryOperator;
import org.apache.flink.api.common.typeutils.TypeSerializer;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/** The layout of {@link EnrichmentInput}: one byte says which, then its fields. */
public final class EnrichmentInputFormat<T> implements NestingFormat<EnrichmentInput<T>, T> {

    private static final int LAYOUT = 1;
    private static final byte STAMPED = 1;
    private static final byte ANNOUNCED = 2;

    private final ModelDefinitionFormat definitions = new ModelDefinitionFormat();

    @Override
    public void write(EnrichmentInput<T> value, TypeSerializer<T> nested, DataOutputView out)
            throws IOException {
        WireFormats.writeVersion(LAYOUT, out);
        if (value instanceof EnrichmentInput.Stamped<T> stamped) {
            out.writeByte(STAMPED);
            nested.serialize(stamped.value(), out);
            Fields.writeString(stamped.model(), out);
        } else if (value instanceof EnrichmentInput.Announced<T> announced) {
            out.writeByte(ANNOUNCED);
            definitions.write(announced.model(), out);
        }
    }

    @Override
    public EnrichmentInput<T> read(TypeSerializer<T> nested, DataInputView in) throws IOException {
        WireFormats.readVersion(LAYOUT, "a value in flight", in);
        byte kind = in.readByte();
        return switch (kind) {
            case STAMPED -> new EnrichmentInput.Stamped<>(nested.deserialize(in), Fields.readString(in));
            case ANNOUNCED -> new EnrichmentInput.Announced<>(definitions.read(in));
            default ->
                    throw new IOException(
                            "what is in flight is of kind %d or %d, found %d"
                                    .formatted(STAMPED, ANNOUNCED, kind));
        };
    }

    @Override
    public EnrichmentInput<T> copy(EnrichmentInput<T> value, UnaryOperator<T> copy) {
        return value instanceof EnrichmentInput.Stamped<T> stamped
                ? new EnrichmentInput.Stamped<>(copy.apply(stamped.value()), stamped.model())
                : value;
    }
}
