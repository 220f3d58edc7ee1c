package io.github.flinkbert.flink.task.labels;

import io.github.flinkbert.checkpoint.ProblemType;
import io.github.flinkbert.flink.binding.ModelChoice;
import io.github.flinkbert.flink.binding.ModelRequest;
import io.github.flinkbert.flink.binding.TaskKey;
import io.github.flinkbert.flink.binding.TextInput;
import io.github.flinkbert.task.Ask;
import io.github.flinkbert.task.labels.ClassifyText;
import io.github.flinkbert.task.labels.WindowJoin;
import java.util.List;
import java.util.stream.Stream;
import org.apache.flink.annotation.PublicEvolving;

/**
 * Asks the model that a text's attributes choose for labels that it was trained on. Made by {@link
 * LabelsTask}; immutable.
 *
 * @param problemType what the model's scores are, where not as it was trained
 * @param join how the windows of a long text become one
 */
@PublicEvolving
public record LabelsRequest(
        ModelChoice model, ProblemType problemType, WindowJoin join, LabelSelection selection)
        implements ModelRequest {

    public LabelsRequest {
        ClassifyText.requireThreshold(selection.asked());
    }

    public LabelsRequest withProblemType(ProblemType type) {
        return new LabelsRequest(model, type, join, selection);
    }

    public LabelsRequest withJoin(WindowJoin other) {
        return new LabelsRequest(model, problemType, other, selection);
    }

    /** Labels hold that reach this; only where any number of them may. */
    public LabelsRequest withThreshold(double probability) {
        return new LabelsRequest(model, problemType, join, selection.withThreshold(probability));
    }

    /** The best so many; see {@link LabelSelection}. */
    public LabelsRequest withTop(int most) {
        return new LabelsRequest(model, problemType, join, selection.withTop(most));
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
                new ClassifyText(name, problemType, selection.asked(), join), selection);
    }
}
