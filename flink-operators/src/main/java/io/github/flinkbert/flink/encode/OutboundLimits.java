package io.github.flinkbert.flink.encode;

import io.github.flinkbert.flink.config.OutputOptions.OutputConfig;
import io.github.flinkbert.flink.record.KafkaRecord;
import io.github.flinkbert.flink.record.OutboundRecord;
import java.util.Optional;
import org.apache.flink.annotation.Internal;
import org.jspecify.annotations.Nullable;

/**
 * What Kafka would not take. In the sink it would fail the job, and fail it again after each
 * restart.
 */
@Internal
public record OutboundLimits(OutputConfig config) {

    /**
     * Why a record is not written; empty where it is.
     *
     * @param record that came in, whose key, headers and timestamp go out
     * @param value that goes out
     */
    public Optional<String> fault(KafkaRecord record, byte @Nullable [] value) {
        long length = OutboundRecord.length(record.key(), value, record.headers());
        if (length > config.maxBytes()) {
            return Optional.of(
                    "the enriched record has %d bytes, at most %d are written (max-output-bytes)"
                            .formatted(length, config.maxBytes()));
        }
        long ahead = record.timestamp() - System.currentTimeMillis();
        if (ahead > config.maxTimestampAhead().toMillis()) {
            return Optional.of(
                    "the record's timestamp lies %d ms in the future, at most %d are written"
                                    .formatted(ahead, config.maxTimestampAhead().toMillis())
                            + " (max-timestamp-ahead)");
        }
        return Optional.empty();
    }
}
