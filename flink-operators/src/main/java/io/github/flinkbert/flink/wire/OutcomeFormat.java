package io.github.flinkbert.flink.wire;

import io.github.flinkbert.flink.record.Enriched;
import io.github.flinkbert.flink.record.Outcome;
import io.github.flinkbert.flink.record.Rejected;
import java.io.IOException;
import java.util.function.UnaryOperator;
import org.apache.flink.annotation.Internal;
import org.apache.flink.api.common.typeutils.TypeSerializer;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/** The layout of {@link Outcome}: one byte says which, then the one or the other's own layout. */
@Internal
public final class OutcomeFormat<T> implements NestingFormat<Outcome<T>, T> {

    private static final byte ENRICHED = 1;
    private static final byte REJECTED = 2;

    private final EnrichedFormat<T> enrichedFormat = new EnrichedFormat<>();
    private final RejectedFormat<T> rejectedFormat = new RejectedFormat<>();

    @Override
    public void write(Outcome<T> value, TypeSerializer<T> nested, DataOutputView out)
            throws IOException {
        if (value instanceof Enriched<T> enriched) {
            out.writeByte(ENRICHED);
            enrichedFormat.write(enriched, nested, out);
        } else if (value instanceof Rejected<T> rejected) {
            out.writeByte(REJECTED);
            rejectedFormat.write(rejected, nested, out);
        }
    }

    @Override
    public Outcome<T> read(TypeSerializer<T> nested, DataInputView in) throws IOException {
        byte kind = in.readByte();
        return switch (kind) {
            case ENRICHED -> enrichedFormat.read(nested, in);
            case REJECTED -> rejectedFormat.read(nested, in);
            default ->
                    throw new IOException(
                            "an outcome is of kind %d or %d, found %d"
                                    .formatted(ENRICHED, REJECTED, kind));
        };
    }

    @Override
    public Outcome<T> copy(Outcome<T> value, UnaryOperator<T> copy) {
        return value instanceof Enriched<T> enriched
                ? enrichedFormat.copy(enriched, copy)
                : rejectedFormat.copy((Rejected<T>) value, copy);
    }
}
