package io.github.flinkbert.flink.record;

/**
 * A record of Kafka that cannot be enriched, on its way to the dead letters.
 *
 * @param reason one sentence, which does not quote the text
 * @param failedAt milliseconds since 1970
 */
public record RefusedRecord(KafkaRecord record, RefusalStage stage, String reason, long failedAt) {

    /** Refused now. */
    public static RefusedRecord now(KafkaRecord record, RefusalStage stage, String reason) {
        return new RefusedRecord(record, stage, reason, System.currentTimeMillis());
    }
}
