package io.github.flinkbert.console.stream;

import org.apache.flink.annotation.Internal;

/**
 * One second of the stream.
 *
 * @param at its end, milliseconds since 1970
 * @param textsPerSecond enriched texts that came
 * @param deadLettersPerSecond dead letters that came
 * @param latencyMillis from a record's timestamp to its arrival here, the median; NaN where nothing
 *     came that is new
 * @param latencyMillis95 and its 95th percentile
 * @param backlogMillis likewise the median, but of records that waited for the page or for the job
 *     to begin; NaN where there were none
 * @param fillPercent how much of the encoder's batches was not padding; NaN where nobody knows
 * @param deviceMillis how long a batch took; NaN where nobody knows
 */
@Internal
public record Moment(
        long at,
        double textsPerSecond,
        double deadLettersPerSecond,
        double latencyMillis,
        double latencyMillis95,
        double backlogMillis,
        double fillPercent,
        double deviceMillis) {

    /** Before anything is known. */
    static final Moment UNKNOWN =
            new Moment(0, 0, 0, Double.NaN, Double.NaN, Double.NaN, Double.NaN, Double.NaN);

    /** This one, and where it does not know how long records or batches took, the one before. */
    Moment orElse(Moment before) {
        Moment waits = Double.isNaN(latencyMillis) && Double.isNaN(backlogMillis) ? before : this;
        Moment batches = Double.isNaN(fillPercent) ? before : this;
        return new Moment(
                at,
                textsPerSecond,
                deadLettersPerSecond,
                waits.latencyMillis,
                waits.latencyMillis95,
                waits.backlogMillis,
                batches.fillPercent,
                batches.deviceMillis);
    }
}
