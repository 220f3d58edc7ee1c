package io.github.flinkbert.flink.task.pairs;

import io.github.flinkbert.checkpoint.ProblemType;
import io.github.flinkbert.flink.binding.ModelChoice;
import io.github.flinkbert.flink.binding.ModelRequest;
import io.github.flinkbert.flink.binding.TaskKey;
import io.github.flinkbert.flink.binding.TextInput;
import io.github.flinkbert.flink.task.labels.LabelSelection;
import io.github.flinkbert.task.Ask;
import io.github.flinkbert.task.labels.ClassifyText;
import io.github.flinkbert.task.labels.WindowJoin;
import io.github.flinkbert.task.pairs.ClassifyPair;
import io.github.flinkbert.task.pairs.LongPairs;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.flink.annotation.PublicEvolving;
import org.jspecify.annotations.Nullable;

/**
 * Asks the model that a text's attributes choose for the labels of the text and a second one. Made
 * by {@link PairsTask}; immutable.
 *
 * @param standing the second text of those that bring none; null for none
 * @param problemType what the model's scores are, where not as it was trained
 * @param longPairs what becomes of two texts that do not fit the encoder
 * @param join how the windows of a long second text become one
 */
@PublicEvolving
public record PairsRequest(
        ModelChoice model,
        @Nullable String standing,
        ProblemType problemType,
        LongPairs longPairs,
        WindowJoin join,
        LabelSelection selection)
        implements ModelRequest {

    public PairsRequest {
        ClassifyText.requireThreshold(selection.asked());
    }

    /** The second text of those that bring none. */
    public PairsRequest with(String second) {
        return new PairsRequest(model, second, problemType, longPairs, join, selection);
    }

    public PairsRequest withProblemType(ProblemType type) {
        return new PairsRequest(model, standing, type, longPairs, join, selection);
    }

    /** Long second texts are read in windows, not cut; their scores become one like this. */
    public PairsRequest withWindows(WindowJoin how) {
        return new PairsRequest(model, standing, problemType, LongPairs.WINDOWS, how, selection);
    }

    /** Labels hold that reach this; only where any number of them may, or there is one. */
    public PairsRequest withThreshold(double probability) {
        return selecting(selection.withThreshold(probability));
    }

    /** The best so many; see {@link LabelSelection}. */
    public PairsRequest withTop(int most) {
        return selecting(selection.withTop(most));
    }

    private PairsRequest selecting(LabelSelection other) {
        return new PairsRequest(model, standing, problemType, longPairs, join, other);
    }

    @Override
    public TaskKey<?> task() {
        return PairsTask.KEY;
    }

    /** A text without a second one needs no model. */
    @Override
    public List<Ask<?>> asks(TextInput input) {
        Optional<String> second = SecondText.of(input, standing);
        if (second.isEmpty()) {
            return List.of();
        }
        return model.asks(input.attributes(), name -> Stream.of(ask(name, second.get())));
    }

    @Override
    public List<Ask<?>> everyAsk(String probe) {
        return model.everyAsk(name -> Stream.of(ask(name, probe)));
    }

    private LabelledPair ask(String name, String second) {
        return new LabelledPair(
                new ClassifyPair(name, second, problemType, selection.asked(), longPairs, join),
                selection);
    }
}
