package io.github.flinkbert.flink.task.labels;

import io.github.flinkbert.flink.binding.ModelChoice;
import io.github.flinkbert.flink.binding.ModelRequest;
import io.github.flinkbert.flink.binding.TaskKey;
import io.github.flinkbert.flink.binding.TextInput;
import io.github.flinkbert.task.Ask;
import io.github.flinkbert.task.labels.WindowJoin;
import io.github.flinkbert.task.labels.ZeroShot;
import java.util.List;
import java.util.stream.Stream;
import org.apache.flink.annotation.PublicEvolving;

/**
 * Asks the model of entailment that a text's attributes choose which of these labels are the
 * text's. Made by {@link LabelsTask}; immutable.
 *
 * @param candidates all the labels there are
 * @param hypothesis a template in which the one {@code {}} stands for the label
 * @param multiLabel whether any number of the candidates may hold
 * @param join how the windows of a long text become one
 */
@PublicEvolving
public record ZeroShotRequest(
        ModelChoice model,
        List<String> candidates,
        String hypothesis,
        boolean multiLabel,
        WindowJoin join,
        LabelSelection selection)
        implements ModelRequest {

    public ZeroShotRequest {
        candidates = List.copyOf(candidates);
        // Throws where they do not fit each other.
        ask("", candidates, hypothesis, multiLabel, join, selection);
    }

    /** In which the one {@code {}} stands for the label. */
    public ZeroShotRequest withHypothesis(String template) {
        return new ZeroShotRequest(model, candidates, template, multiLabel, join, selection);
    }

    /** Any number of the candidates may hold: those that reach this. */
    public ZeroShotRequest withMultiLabel(double threshold) {
        return new ZeroShotRequest(
                model, candidates, hypothesis, true, join, selection.withThreshold(threshold));
    }

    /** Any number of the candidates may hold: those that are likelier than not. */
    public ZeroShotRequest withMultiLabel() {
        return new ZeroShotRequest(model, candidates, hypothesis, true, join, selection);
    }

    public ZeroShotRequest withJoin(WindowJoin other) {
        return new ZeroShotRequest(model, candidates, hypothesis, multiLabel, other, selection);
    }

    /** The best so many; see {@link LabelSelection}. */
    public ZeroShotRequest withTop(int most) {
        return new ZeroShotRequest(
                model, candidates, hypothesis, multiLabel, join, selection.withTop(most));
    }

    @Override
    public TaskKey<?> task() {
        return LabelsTask.KEY;
    }

    @Override
    public List<Ask<?>> asks(TextInput input) {
        return model.asks(input.attributes(), name -> Stream.of(ask(name)));
    }

    @Override
    public List<Ask<?>> everyAsk(String probe) {
        return model.everyAsk(name -> Stream.of(ask(name)));
    }

    private SelectedLabels ask(String name) {
        return new SelectedLabels(
                ask(name, candidates, hypothesis, multiLabel, join, selection), selection);
    }

    private static ZeroShot ask(
            String name,
            List<String> candidates,
            String hypothesis,
            boolean multiLabel,
            WindowJoin join,
            LabelSelection selection) {
        return new ZeroShot(name, candidates, hypothesis, multiLabel, selection.asked(), join);
    }
}
