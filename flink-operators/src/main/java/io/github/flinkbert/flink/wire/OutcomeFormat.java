package io.github.flinkbert.flink.wire;

import io.github.flinkbert.flink.record.EnrichedRecord;
import io.github.flinkbert.flink.record.Outcome;
import io.github.flinkbert.flink.record.RefusedRecord;
import java.io.IOException;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/** The layout of {@link Outcome}: one byte says which, then the one or the other's own layout. */
public final class OutcomeFormat implements WireFormat<Outcome> {

    private static final byte ENRICHED = 1;
    private static final byte REFUSED = 2;

    private final EnrichedRecordFormat enrichedFormat = new EnrichedRecordFormat();
    private final RefusedRecordFormat refusedFormat = new RefusedRecordFormat();

    @Override
    public Class<Outcome> type() {
        return Outcome.class;
    }

    @Override
    public void write(Outcome value, DataOutputView out) throws IOException {
        if (value instanceof EnrichedRecord enriched) {
            out.writeByte(ENRICHED);
            enrichedFormat.write(enriched, out);
        } else if (value instanceof RefusedRecord refused) {
            out.writeByte(REFUSED);
            refusedFormat.write(refused, out);
        }
    }

    @Override
    public Outcome read(DataInputView in) throws IOException {
        byte kind = in.readByte();
        return switch (kind) {
            case ENRICHED -> enrichedFormat.read(in);
            case REFUSED -> refusedFormat.read(in);
            default ->
                    throw new IOException(
                            "an outcome is of kind %d or %d, found %d"
                                    .formatted(ENRICHED, REFUSED, kind));
        };
    }
}
