package io.github.flinkbert.flink.task.vocabulary;

import io.github.flinkbert.flink.binding.Summary;

/** The share in percent. */
final class VocabularySummary implements Summary<Float> {

    @Override
    public String of(Float share) {
        return "unknown pieces: " + Math.round(100 * share) + " %";
    }

    @Override
    public String countOf(Float share) {
        return of(share);
    }

    @Override
    public boolean isNumeric() {
        return true;
    }
}
