package io.github.flinkbert.flink.record;

import java.util.List;
import org.apache.flink.annotation.Internal;
import org.jspecify.annotations.Nullable;

/**
 * A record as it will be written.
 *
 * @param key null where there is none
 * @param value null for a tombstone
 * @param timestamp milliseconds since 1970; negative leaves it to Kafka
 */
@SuppressWarnings("ArrayRecordComponent") // bytes on their way, compared by nobody
@Internal
public record OutboundRecord(
        byte @Nullable [] key,
        byte @Nullable [] value,
        List<RecordHeader> headers,
        long timestamp) {

    /** Bytes that a header takes beside its name and value, at most. */
    private static final int HEADER_FRAME = 10;

    /** Without what is in it; see {@link TextQuery#toString}. */
    @Override
    public String toString() {
        return "OutboundRecord[" + (value == null ? 0 : value.length) + " bytes]";
    }

    /** Length in bytes of key, value and headers, about as Kafka counts it. */
    public static long length(
            byte @Nullable [] key, byte @Nullable [] value, List<RecordHeader> headers) {
        long length = (key == null ? 0 : key.length) + (long) (value == null ? 0 : value.length);
        for (RecordHeader header : headers) {
            // A name's characters take up to three bytes each in UTF-8.
            length += HEADER_FRAME + 3L * header.key().length();
            length += header.value() == null ? 0 : header.value().length;
        }
        return length;
    }
}
