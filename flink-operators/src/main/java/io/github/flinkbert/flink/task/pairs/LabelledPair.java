package io.github.flinkbert.flink.task.pairs;

import io.github.flinkbert.flink.task.labels.LabelSelection;
import io.github.flinkbert.task.InferencePlan;
import io.github.flinkbert.task.TextContext;
import io.github.flinkbert.task.pairs.ClassifyPair;
import io.github.flinkbert.task.pairs.PairLabels;

/** By a model that classifies pairs; some of its labels are given. */
record LabelledPair(ClassifyPair ask, LabelSelection selection) implements PairAsk {

    @Override
    public InferencePlan<PairResult> plan(TextContext text) {
        InferencePlan<PairLabels> plan = ask.plan(text);
        return new InferencePlan<>(
                plan.input(), plan.outputs(), plan.decoder().andThen(this::result));
    }

    private PairResult result(PairLabels found) {
        return new PairResult(selection.of(found.labels()), found.truncated());
    }
}
