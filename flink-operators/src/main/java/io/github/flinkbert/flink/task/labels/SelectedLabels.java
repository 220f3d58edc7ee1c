package io.github.flinkbert.flink.task.labels;

import io.github.flinkbert.task.Ask;
import io.github.flinkbert.task.InferencePlan;
import io.github.flinkbert.task.TextContext;
import io.github.flinkbert.task.labels.LabelScore;
import io.github.flinkbert.task.labels.TextLabels;
import java.util.List;

/**
 * Asks for a text's labels, of which some are given.
 *
 * @param ask by which labels they are
 */
record SelectedLabels(Ask<TextLabels> ask, LabelSelection selection)
        implements Ask<List<LabelScore>> {

    /** A score and the references to it and its label, which many results share. */
    private static final long SCORE_BYTES = 32;

    @Override
    public InferencePlan<List<LabelScore>> plan(TextContext text) {
        InferencePlan<TextLabels> plan = ask.plan(text);
        return new InferencePlan<>(
                plan.input(), plan.outputs(), plan.decoder().andThen(selection::of));
    }

    @Override
    public long bytes(List<LabelScore> result) {
        return SCORE_BYTES * result.size();
    }
}
