package io.github.flinkbert.flink.record;

import org.apache.flink.annotation.PublicEvolving;

/**
 * A record of Kafka that cannot be enriched, on its way to the dead letters.
 *
 * @param reason one sentence, which does not quote the text
 * @param failedAt milliseconds since 1970
 */
@PublicEvolving
public record RejectedRecord(
        KafkaRecord record, RejectionStage stage, String reason, long failedAt) {

    /** Rejected now. */
    public static RejectedRecord now(KafkaRecord record, RejectionStage stage, String reason) {
        return new RejectedRecord(record, stage, reason, System.currentTimeMillis());
    }
}
