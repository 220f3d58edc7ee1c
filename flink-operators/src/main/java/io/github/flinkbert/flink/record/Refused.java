package io.github.flinkbert.flink.record;

/**
 * A value that cannot be enriched, on its way to the dead letters.
 *
 * @param value as it came in
 * @param reason one sentence, which does not quote the text
 * @param failedAt milliseconds since 1970
 */
public record Refused<T>(T value, RefusalStage stage, String reason, long failedAt)
        implements Outcome<T> {

    /** Refused now. */
    public static <T> Refused<T> now(T value, RefusalStage stage, String reason) {
        return new Refused<>(value, stage, reason, System.currentTimeMillis());
    }

    /** Without the value; see {@link TextQuery#toString}. */
    @Override
    public String toString() {
        return "Refused[" + stage + ": " + reason + "]";
    }
}
