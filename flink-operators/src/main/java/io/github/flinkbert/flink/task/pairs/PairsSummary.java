package io.github.flinkbert.flink.task.pairs;

import io.github.flinkbert.flink.binding.Summary;
import io.github.flinkbert.flink.task.labels.LabelsSummary;

/** The first few labels, and whether the texts were cut. */
final class PairsSummary implements Summary<PairResult> {

    @Override
    public String of(PairResult pair) {
        return "of both texts%s: %s"
                .formatted(pair.truncated() ? ", cut" : "", LabelsSummary.some(pair.labels()));
    }

    @Override
    public String countOf(PairResult pair) {
        return pair.labels().size() + " labels of both texts";
    }
}
