package io.github.flinkbert.flink;

import io.github.flinkbert.flink.option.JobConfigException;
import java.util.ArrayList;
import java.util.List;

/** Collects all that is wrong with an enrichment, to say it at once. */
final class EnrichmentFaults {

    private final List<String> faults = new ArrayList<>();

    void require(boolean holds, String otherwise) {
        if (!holds) {
            faults.add(otherwise);
        }
    }

    void throwAll() {
        if (!faults.isEmpty()) {
            throw new JobConfigException(faults);
        }
    }
}
