package io.github.flinkbert.cli.watch.stream;

/**
 * One second of the stream.
 *
 * @param at its end, milliseconds since 1970
 * @param textsPerSecond enriched texts that came
 * @param lettersPerSecond dead letters that came
 * @param latencyMillis from a record's timestamp to its arrival here, the median; NaN where nothing
 *     came that is new
 * @param latencyMillis95 and its 95th percentile
 * @param fillPercent how much of the encoder's batches was not padding; NaN where nobody knows
 * @param deviceMillis how long a batch took; NaN where nobody knows
 */
public record Moment(
        long at,
        double textsPerSecond,
        double lettersPerSecond,
        double latencyMillis,
        double latencyMillis95,
        double fillPercent,
        double deviceMillis) {}
