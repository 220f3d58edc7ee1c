package io.github.flinkbert.cli.run;

import io.github.flinkbert.cli.run.RunCounters.Kind;
import java.io.PrintWriter;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.Locale;

/**
 * What a run says to people while it lasts, on standard error: sentences, and how far it is. On a
 * terminal that is one line that is rewritten every second, else a line every ten seconds. Used by
 * one thread.
 */
final class RunLines {

    private static final Duration ON_TERMINAL = Duration.ofSeconds(1);
    private static final Duration IN_A_FILE = Duration.ofSeconds(10);
    private static final String CLEARED = "\r\033[K";

    private final PrintWriter err;
    private final RunCounters counters;
    private final boolean terminal;
    private final Instant start = Instant.now();
    private Instant shown = start;
    private long shownEnriched;
    private boolean onLine;

    RunLines(PrintWriter err, RunCounters counters, boolean terminal) {
        this.err = err;
        this.counters = counters;
        this.terminal = terminal;
    }

    void say(String sentence) {
        clear();
        err.println(sentence);
        err.flush();
    }

    /**
     * Shows how far it is, if it is time for that.
     *
     * @param checkpoint number of the last complete checkpoint, 0 for none yet
     */
    void tick(long checkpoint) {
        Instant now = Instant.now();
        Duration since = Duration.between(shown, now);
        if (since.compareTo(terminal ? ON_TERMINAL : IN_A_FILE) < 0) {
            return;
        }
        long enriched = counters.count(Kind.ENRICHED);
        double perSecond = 1e3 * (enriched - shownEnriched) / since.toMillis();
        shown = now;
        shownEnriched = enriched;
        String line =
                "%s  read %,d  enriched %,d (%s/s)  dead letters %,d  %s"
                        .formatted(
                                LocalTime.now(ZoneId.systemDefault())
                                        .truncatedTo(ChronoUnit.SECONDS),
                                counters.count(Kind.READ),
                                enriched,
                                rate(perSecond),
                                counters.deadLetters(),
                                checkpoint == 0 ? "no checkpoint yet" : "checkpoint " + checkpoint);
        if (terminal) {
            err.print(CLEARED + line);
            onLine = true;
        } else {
            err.println(line);
        }
        err.flush();
    }

    private static String rate(double perSecond) {
        return String.format(Locale.ROOT, perSecond < 10 ? "%.1f" : "%,.0f", perSecond);
    }

    /**
     * @param restarts how often the job began again
     */
    void summary(int restarts) {
        clear();
        Duration lasted = Duration.between(start, Instant.now());
        err.printf(
                "read          %,12d%nenriched      %,12d%ndead letters  %,12d%n",
                counters.count(Kind.READ), counters.count(Kind.ENRICHED), counters.deadLetters());
        if (counters.count(Kind.UPDATES_ACCEPTED) + counters.count(Kind.UPDATES_REFUSED) > 0) {
            err.printf(
                    "updates       %,12d accepted, %,d refused%n",
                    counters.count(Kind.UPDATES_ACCEPTED), counters.count(Kind.UPDATES_REFUSED));
        }
        if (restarts > 0) {
            err.printf("restarts      %,12d, and what was read again counts again%n", restarts);
        }
        err.printf("time          %12s%n", time(lasted));
        err.flush();
    }

    private static String time(Duration lasted) {
        return lasted.toHours() > 0
                ? "%d h %d min".formatted(lasted.toHours(), lasted.toMinutesPart())
                : lasted.toMinutes() > 0
                        ? "%d min %d s".formatted(lasted.toMinutes(), lasted.toSecondsPart())
                        : String.format(Locale.ROOT, "%.1f s", lasted.toMillis() / 1e3);
    }

    private void clear() {
        if (onLine) {
            err.print(CLEARED);
            onLine = false;
        }
    }
}
