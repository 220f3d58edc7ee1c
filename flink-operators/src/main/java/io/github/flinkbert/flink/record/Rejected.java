package io.github.flinkbert.flink.record;

import org.apache.flink.annotation.PublicEvolving;

/**
 * A value that cannot be enriched, on its way to the dead letters.
 *
 * @param value as it came in
 * @param reason one sentence, which does not quote the text
 * @param failedAt milliseconds since 1970
 */
@PublicEvolving
public record Rejected<T>(T value, RejectionStage stage, String reason, long failedAt)
        implements Outcome<T> {

    /** Rejected now. */
    public static <T> Rejected<T> now(T value, RejectionStage stage, String reason) {
        return new Rejected<>(value, stage, reason, System.currentTimeMillis());
    }

    /** Without the value; see {@link TextQuery#toString}. */
    @Override
    public String toString() {
        return "Rejected[" + stage + ": " + reason + "]";
    }
}
