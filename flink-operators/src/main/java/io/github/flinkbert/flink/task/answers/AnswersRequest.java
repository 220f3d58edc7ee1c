package io.github.flinkbert.flink.task.answers;

import io.github.flinkbert.flink.binding.ModelChoice;
import io.github.flinkbert.flink.binding.ModelRequest;
import io.github.flinkbert.flink.binding.TaskKey;
import io.github.flinkbert.flink.binding.TextInput;
import io.github.flinkbert.task.Ask;
import io.github.flinkbert.task.answers.AnswerQuestion;
import java.util.List;
import java.util.OptionalDouble;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Asks a text its own questions first, then the standing ones.
 *
 * @param nullThreshold null for models that always answer
 */
record AnswersRequest(
        ModelChoice model,
        List<String> standing,
        int nBest,
        int maxAnswerPieces,
        @Nullable Double nullThreshold)
        implements ModelRequest {

    AnswersRequest {
        standing = List.copyOf(standing);
    }

    @Override
    public TaskKey<?> task() {
        return AnswersTask.KEY;
    }

    /** A text without a question needs no model. */
    @Override
    public List<Ask<?>> asks(TextInput input) {
        List<String> own = input.all(AnswersTask.QUESTION);
        if (own.isEmpty() && standing.isEmpty()) {
            return List.of();
        }
        return model.asks(input.attributes(), name -> asks(name, own));
    }

    @Override
    public List<Ask<?>> everyAsk(String probe) {
        return model.everyAsk(name -> asks(name, List.of(probe)));
    }

    private Stream<Ask<?>> asks(String name, List<String> own) {
        return Stream.concat(own.stream(), standing.stream()).map(question -> ask(name, question));
    }

    private Ask<?> ask(String name, String question) {
        return new AnswerQuestion(
                name,
                question,
                nBest,
                maxAnswerPieces,
                nullThreshold == null ? OptionalDouble.empty() : OptionalDouble.of(nullThreshold));
    }
}
