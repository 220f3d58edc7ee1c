package io.github.flinkbert.flink.task.answers;

import static io.github.flinkbert.flink.option.Option.optional;
import static io.github.flinkbert.flink.option.Option.withDefault;
import static io.github.flinkbert.flink.option.OptionTypes.NUMBER;
import static io.github.flinkbert.flink.option.OptionTypes.QUESTION_LIST;
import static io.github.flinkbert.flink.option.OptionTypes.wholeNumber;

import io.github.flinkbert.flink.binding.InputField;
import io.github.flinkbert.flink.binding.ModelChoiceOptions;
import io.github.flinkbert.flink.binding.TaskRequest;
import io.github.flinkbert.flink.binding.TaskSettings;
import io.github.flinkbert.flink.option.Option;
import io.github.flinkbert.flink.option.Settings;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.stream.Stream;

/** The options of answers. */
final class AnswersSettings implements TaskSettings {

    private static final ModelChoiceOptions MODEL =
            ModelChoiceOptions.of(AnswersTask.KEY, "finds answers", "answers");

    private static final Option<List<String>> QUESTIONS =
            optional(
                    "questions",
                    QUESTION_LIST,
                    "Questions that are asked of every text, beside those that it brings.");

    private static final Option<Integer> N_BEST =
            withDefault(
                    "n-best", wholeNumber(1), "1", "How many answers a question gets, at most.");

    private static final Option<Integer> MAX_ANSWER_PIECES =
            withDefault(
                    "max-answer-pieces", wholeNumber(1), "30", "Longest answer, in WordPieces.");

    private static final Option<Double> NULL_THRESHOLD =
            optional(
                    "null-threshold",
                    NUMBER,
                    "No answer is given where the score of none exceeds the best answer's by more"
                        + " than this; for models trained to say so (SQuAD 2.0). Without it there"
                        + " is always an answer.");

    private static final List<Option<?>> OF_QUESTIONS =
            List.of(QUESTIONS, N_BEST, MAX_ANSWER_PIECES, NULL_THRESHOLD);

    @Override
    public List<Option<?>> ofJob() {
        return Stream.concat(MODEL.all().stream(), OF_QUESTIONS.stream()).toList();
    }

    @Override
    public List<Option<?>> ofStatement() {
        return Stream.concat(Stream.of(MODEL.model()), OF_QUESTIONS.stream()).toList();
    }

    @Override
    public Optional<ModelChoiceOptions> modelChoice() {
        return Optional.of(MODEL);
    }

    @Override
    public boolean needsTraining() {
        return true;
    }

    @Override
    public void checkJobInputs(Settings settings, Set<InputField> inputs) {
        settings.require(
                inputs.contains(AnswersTask.QUESTION) || settings.isGiven(QUESTIONS),
                "the task answers needs a question, which input-format=text does not bring:"
                        + " expected another input-format, or the option questions");
    }

    @Override
    public void checkStatement(Settings settings, Set<InputField> inputs) {
        settings.require(
                inputs.contains(AnswersTask.QUESTION) || settings.isGiven(QUESTIONS),
                "the output column answers needs a question: expected the input column question,"
                        + " or the option questions");
    }

    @Override
    public TaskRequest request(Settings settings) {
        return AnswersTask.of(
                MODEL.from(settings),
                settings.find(QUESTIONS).orElse(List.of()),
                settings.get(N_BEST),
                settings.get(MAX_ANSWER_PIECES),
                settings.find(NULL_THRESHOLD)
                        .map(OptionalDouble::of)
                        .orElseGet(OptionalDouble::empty));
    }
}
