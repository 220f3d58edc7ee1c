package io.github.flinkbert.flink.wire;

import io.github.flinkbert.flink.layout.Fields;
import io.github.flinkbert.flink.record.EnrichmentInput;
import java.io.IOException;
import java.util.function.UnaryOperator;
import org.apache.flink.annotation.Internal;
import org.apache.flink.api.common.typeutils.TypeSerializer;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/** The layout of {@link EnrichmentInput}: one byte says which, then its fields. */
@Internal
public final class EnrichmentInputFormat<T> implements NestingFormat<EnrichmentInput<T>, T> {

    private static final int LAYOUT = 1;
    private static final byte VERSIONED_ELEMENT = 1;
    private static final byte MODEL_UPDATE = 2;

    private final ModelDefinitionFormat definitions = new ModelDefinitionFormat();

    @Override
    public void write(EnrichmentInput<T> value, TypeSerializer<T> nested, DataOutputView out)
            throws IOException {
        WireFormats.writeVersion(LAYOUT, out);
        if (value instanceof EnrichmentInput.VersionedElement<T> element) {
            out.writeByte(VERSIONED_ELEMENT);
            nested.serialize(element.value(), out);
            Fields.writeString(element.model(), out);
        } else if (value instanceof EnrichmentInput.ModelUpdate<T> update) {
            out.writeByte(MODEL_UPDATE);
            definitions.write(update.model(), out);
        }
    }

    @Override
    public EnrichmentInput<T> read(TypeSerializer<T> nested, DataInputView in) throws IOException {
        WireFormats.readVersion(LAYOUT, "a value in flight", in);
        byte kind = in.readByte();
        return switch (kind) {
            case VERSIONED_ELEMENT ->
                    new EnrichmentInput.VersionedElement<>(
                            nested.deserialize(in), Fields.readString(in));
            case MODEL_UPDATE -> new EnrichmentInput.ModelUpdate<>(definitions.read(in));
            default ->
                    throw new IOException(
                            "what is in flight is of kind %d or %d, found %d"
                                    .formatted(VERSIONED_ELEMENT, MODEL_UPDATE, kind));
        };
    }

    @Override
    public EnrichmentInput<T> copy(EnrichmentInput<T> value, UnaryOperator<T> copy) {
        return value instanceof EnrichmentInput.VersionedElement<T> element
                ? new EnrichmentInput.VersionedElement<>(
                        copy.apply(element.value()), element.model())
                : value;
    }
}
