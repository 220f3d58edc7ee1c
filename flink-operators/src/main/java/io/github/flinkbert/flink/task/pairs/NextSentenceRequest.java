package io.github.flinkbert.flink.task.pairs;

import io.github.flinkbert.flink.binding.TaskKey;
import io.github.flinkbert.flink.binding.TaskRequest;
import io.github.flinkbert.flink.binding.TextInput;
import io.github.flinkbert.flink.task.labels.LabelSelection;
import io.github.flinkbert.task.Ask;
import io.github.flinkbert.task.pairs.NextSentence;
import java.util.List;
import org.apache.flink.annotation.PublicEvolving;
import org.jspecify.annotations.Nullable;

/**
 * Asks whether a text goes on with a second one. Made by {@link PairsTask}; immutable.
 *
 * @param standing the second text of those that bring none; null for none
 */
@PublicEvolving
public record NextSentenceRequest(@Nullable String standing, LabelSelection selection)
        implements TaskRequest {

    public NextSentenceRequest {
        if (selection.threshold() != null) {
            throw new IllegalArgumentException(
                    "a text goes on with a second one or does not: a threshold of "
                            + selection.threshold()
                            + " is for labels of which any number may hold");
        }
    }

    /** The second text of those that bring none. */
    public NextSentenceRequest with(String second) {
        return new NextSentenceRequest(second, selection);
    }

    /** With 2 both labels are given, with 1 the likelier one. */
    public NextSentenceRequest withTop(int most) {
        return new NextSentenceRequest(standing, new LabelSelection(null, most));
    }

    @Override
    public TaskKey<?> task() {
        return PairsTask.KEY;
    }

    @Override
    public List<Ask<?>> asks(TextInput input) {
        return SecondText.of(input, standing).stream().<Ask<?>>map(this::ask).toList();
    }

    @Override
    public List<Ask<?>> everyAsk(String probe) {
        return List.of(ask(probe));
    }

    private NextSentencePair ask(String second) {
        return new NextSentencePair(new NextSentence(second), selection);
    }
}
