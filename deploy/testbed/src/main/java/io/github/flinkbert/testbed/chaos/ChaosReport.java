package io.github.flinkbert.testbed.chaos;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.util.List;
import java.util.Locale;

/**
 * What a chaos run was, and how it ended.
 *
 * @param textsPerSecond that were sent
 * @param disk what the checkpoint disk was
 * @param actions the faults in their order; the report calls them strikes
 * @param failure empty unless the run broke off: then why
 */
record ChaosReport(
        long seed,
        int textsPerSecond,
        int taskManagers,
        int parallelism,
        String disk,
        @JsonProperty("strikes") List<FaultAction> actions,
        Counts counts,
        double seconds,
        String failure) {

    /** Whether the job recovered from all of it, and each text came out exactly once. */
    @JsonProperty
    public boolean survived() {
        return failure.isEmpty() && counts.exactlyOnce();
    }

    public String json() throws JsonProcessingException {
        return new JsonMapper().writerWithDefaultPrettyPrinter().writeValueAsString(this) + "\n";
    }

    /** For people. */
    public String text() {
        StringBuilder text = new StringBuilder();
        text.append(
                String.format(
                        Locale.ROOT,
                        "seed %d, %d texts/s, %d task managers, parallelism %d, checkpoints on"
                                + " %s%n%n",
                        seed,
                        textsPerSecond,
                        taskManagers,
                        parallelism,
                        disk));
        text.append(
                String.format(
                        Locale.ROOT,
                        "%8s  %-26s %9s %12s%n",
                        "at",
                        "fault",
                        "lasted",
                        "recovered"));
        for (FaultAction action : actions) {
            text.append(
                    String.format(
                            Locale.ROOT,
                            "%6.0f s  %-26s %7.1f s %10.1f s%n",
                            action.atSeconds(),
                            action.fault(),
                            action.faultSeconds(),
                            action.recoverySeconds()));
        }
        text.append(
                String.format(
                        Locale.ROOT,
                        "%nsent %,d: enriched %,d, dead-lettered %,d, missing %,d, repeated %,d,"
                                + " misplaced %,d, unknown %,d, altered %,d%n",
                        counts.sent(),
                        counts.enriched(),
                        counts.deadLettered(),
                        counts.missing(),
                        counts.repeated(),
                        counts.misplaced(),
                        counts.unknown(),
                        counts.altered()));
        if (!failure.isEmpty()) {
            text.append("broken off: ").append(failure).append('\n');
        }
        text.append(
                String.format(
                        Locale.ROOT,
                        "%s after %.0f s",
                        survived() ? "SURVIVED" : "NOT SURVIVED",
                        seconds));
        return text.toString();
    }
}
