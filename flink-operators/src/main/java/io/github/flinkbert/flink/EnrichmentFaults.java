package io.github.flinkbert.flink;

import io.github.flinkbert.flink.option.JobConfigException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Collects all that is wrong with an enrichment, to say it at once. */
final class EnrichmentFaults {

    private final Set<String> given = new HashSet<>();
    private final List<String> faults = new ArrayList<>();

    EnrichmentFaults() {}

    /** Begins with those of another. */
    EnrichmentFaults(EnrichmentFaults other) {
        given.addAll(other.given);
        faults.addAll(other.faults);
    }

    void require(boolean holds, String otherwise) {
        if (!holds && !faults.contains(otherwise)) {
            faults.add(otherwise);
        }
    }

    /**
     * Notes that a method was called which may be called once: what an earlier call said would be
     * lost.
     *
     * @param method such as {@code text(…)}
     */
    void once(String method) {
        require(given.add(method), "%s is called twice: it may be said once".formatted(method));
    }

    /** Whether {@link #once} was told of it. */
    boolean isGiven(String method) {
        return given.contains(method);
    }

    void throwAll() {
        if (!faults.isEmpty()) {
            throw new JobConfigException(faults);
        }
    }
}
