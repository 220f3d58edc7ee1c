package io.github.flinkbert.flink.task.answers;

import io.github.flinkbert.flink.binding.ColumnField;
import io.github.flinkbert.flink.binding.InputField;
import io.github.flinkbert.flink.binding.OutputColumn;
import io.github.flinkbert.flink.binding.ResultFormat;
import io.github.flinkbert.flink.binding.ScalarType;
import io.github.flinkbert.flink.binding.Summary;
import io.github.flinkbert.flink.binding.TaskBinding;
import io.github.flinkbert.flink.binding.TaskKey;
import io.github.flinkbert.flink.binding.TaskSettings;
import io.github.flinkbert.flink.binding.Watched;
import io.github.flinkbert.schemas.EnrichedText;
import io.github.flinkbert.task.Ask;
import io.github.flinkbert.task.Results;
import io.github.flinkbert.task.answers.Answer;
import io.github.flinkbert.task.answers.AnswerQuestion;
import io.github.flinkbert.task.answers.Answers;
import java.util.List;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.stream.Stream;
import org.apache.flink.annotation.Internal;

/** What the Flink side knows of {@link AnswersTask}. */
@Internal
public final class AnswersBinding implements TaskBinding<List<Answers>> {

    private static final List<ColumnField<Found>> COLUMN =
            List.of(
                    new ColumnField<>("question", ScalarType.STRING, Found::question),
                    new ColumnField<>("text", ScalarType.STRING, found -> found.answer().text()),
                    new ColumnField<>("start", ScalarType.INT, found -> found.answer().start()),
                    new ColumnField<>("end", ScalarType.INT, found -> found.answer().end()),
                    new ColumnField<>("score", ScalarType.FLOAT, found -> found.answer().score()));

    /** An answer beside its question, as records and columns have it. */
    private record Found(String question, Answer answer) {

        static Stream<Found> of(List<Answers> answers) {
            return answers.stream()
                    .flatMap(
                            toQuestion ->
                                    toQuestion.answers().stream()
                                            .map(each -> new Found(toQuestion.question(), each)));
        }

        io.github.flinkbert.schemas.Answer written() {
            return new io.github.flinkbert.schemas.Answer(
                    question, answer.text(), answer.start(), answer.end(), answer.score());
        }
    }

    @Override
    public TaskKey<List<Answers>> key() {
        return AnswersTask.KEY;
    }

    @Override
    public Optional<TaskSettings> settings() {
        return Optional.of(new AnswersSettings());
    }

    @Override
    public List<InputField> inputs() {
        return List.of(AnswersTask.QUESTION);
    }

    @Override
    public Class<? extends Ask<?>> reads() {
        return AnswerQuestion.class;
    }

    @Override
    public Optional<List<Answers>> gather(Results results) {
        List<Answers> answers = TaskBinding.resultsOf(AnswerQuestion.class, results).toList();
        return answers.isEmpty() ? Optional.empty() : Optional.of(answers);
    }

    @Override
    public ResultFormat<List<Answers>> format() {
        return new AnswersFormat();
    }

    @Override
    public Summary<List<Answers>> summary() {
        return new AnswersSummary();
    }

    @Override
    public boolean hasField() {
        return true;
    }

    @Override
    public Optional<BiConsumer<EnrichedText.Builder, List<Answers>>> field() {
        return Optional.of(
                (text, answers) -> text.setAnswers(Found.of(answers).map(Found::written).toList()));
    }

    @Override
    public List<OutputColumn<List<Answers>>> columns() {
        return List.of(OutputColumn.rows("answers", COLUMN, answers -> Found.of(answers).toList()));
    }

    @Override
    public void watch(List<Answers> questions, Watched watched) {
        for (Answers answers : questions) {
            answers.answers().stream()
                    .limit(1)
                    .forEach(
                            best -> {
                                String label = best.text().isEmpty() ? "none" : "found";
                                watched.label(key().name(), label);
                                watched.score(key().name(), best.score());
                            });
        }
    }
}
