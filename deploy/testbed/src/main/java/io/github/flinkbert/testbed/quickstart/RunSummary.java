package io.github.flinkbert.testbed.quickstart;

import java.time.Duration;
import java.util.Locale;

/**
 * How the quickstart went.
 *
 * @param sent records sent to the input topic
 * @param enriched distinct records that came out
 * @param deadLettered distinct records that came out as dead letters
 * @param textsPerSecond while results arrived; NaN if they all came at once
 * @param running from the start of the job to the last result, loading the model included
 * @param bootstrapServers where the topics are
 */
record RunSummary(
        int sent,
        int enriched,
        int deadLettered,
        double textsPerSecond,
        Duration running,
        String bootstrapServers) {

    /** Whether every record came out enriched. */
    public boolean complete() {
        return enriched == sent && deadLettered == 0;
    }

    /** For people, several lines. */
    public String text() {
        return String.format(
                Locale.ROOT,
                """

                records in     %,d
                enriched       %,d
                dead-lettered  %,d
                texts/s        %s (%.1f s from the start of the job, loading the model included)
                topics         %s, %s, %s on %s
                """,
                sent,
                enriched,
                deadLettered,
                Double.isNaN(textsPerSecond)
                        ? "too few to tell"
                        : String.format(Locale.ROOT, "%.1f", textsPerSecond),
                running.toMillis() / 1000.0,
                Topics.TEXTS,
                Topics.ENRICHED,
                Topics.DEAD_LETTERS,
                bootstrapServers);
    }
}
