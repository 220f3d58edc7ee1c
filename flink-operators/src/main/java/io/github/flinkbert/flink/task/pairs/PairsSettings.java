package io.github.flinkbert.flink.task.pairs;

import static io.github.flinkbert.flink.option.Option.optional;
import static io.github.flinkbert.flink.option.Option.withDefault;
import static io.github.flinkbert.flink.option.OptionTypes.BOOLEAN;
import static io.github.flinkbert.flink.option.OptionTypes.TEXT;
import static io.github.flinkbert.flink.option.OptionTypes.choice;

import io.github.flinkbert.checkpoint.ProblemType;
import io.github.flinkbert.flink.binding.InputField;
import io.github.flinkbert.flink.binding.ModelChoiceOptions;
import io.github.flinkbert.flink.binding.TaskRequest;
import io.github.flinkbert.flink.binding.TaskSettings;
import io.github.flinkbert.flink.option.Option;
import io.github.flinkbert.flink.option.Settings;
import io.github.flinkbert.flink.task.labels.LabelOptionTypes;
import io.github.flinkbert.flink.task.labels.LabelSelection;
import io.github.flinkbert.task.labels.WindowJoin;
import io.github.flinkbert.task.pairs.LongPairs;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** The options of pairs. */
final class PairsSettings implements TaskSettings {

    private static final ModelChoiceOptions MODEL =
            ModelChoiceOptions.of(PairsTask.KEY, "labels two texts", "labels");

    private static final Option<String> PAIR_WITH =
            optional(
                    "pair-with",
                    TEXT,
                    "The second text of every text that brings none, such as a query.");

    private static final Option<Boolean> NEXT_SENTENCE =
            withDefault(
                    "pairs-next-sentence",
                    BOOLEAN,
                    "false",
                    "Whether to ask, in place of a model that was trained on pairs, the head that"
                            + " BERT was pre-trained with, whether the text goes on with the second"
                            + " one: IsNext or NotNext.");

    private static final Option<ProblemType> PROBLEM_TYPE =
            LabelOptionTypes.problemType(PairsTask.KEY);

    private static final Option<Double> THRESHOLD = LabelOptionTypes.threshold(PairsTask.KEY);

    private static final Option<Integer> TOP = LabelOptionTypes.top(PairsTask.KEY);

    private static final Option<LongPairs> LONG =
            withDefault(
                    "pairs-long",
                    choice(LongPairs.class),
                    "truncate",
                    "What becomes of two texts that do not fit the encoder together: the longer"
                            + " one is cut, and the result says so, or the second is read in"
                            + " windows.");

    private static final Option<WindowJoin> JOIN =
            withDefault(
                    "pairs-join",
                    choice(WindowJoin.class),
                    "mean",
                    "How the scores of pairs-long=windows become the pair's, label by label: their"
                            + " mean by pieces, or the greatest.");

    private static final List<Option<?>> OF_TRAINED = List.of(PROBLEM_TYPE, THRESHOLD, LONG, JOIN);

    @Override
    public List<Option<?>> ofJob() {
        return Stream.of(MODEL.all(), List.of(PAIR_WITH), ofBoth())
                .<Option<?>>flatMap(List::stream)
                .toList();
    }

    /** SQL writes a standing second text into the query. */
    @Override
    public List<Option<?>> ofStatement() {
        return Stream.concat(Stream.of(MODEL.model()), ofBoth().stream()).toList();
    }

    private static List<Option<?>> ofBoth() {
        return List.of(NEXT_SENTENCE, PROBLEM_TYPE, THRESHOLD, TOP, LONG, JOIN);
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
    public void check(Settings settings) {
        boolean next = settings.find(NEXT_SENTENCE).orElse(false);
        Stream.concat(MODEL.all().stream(), OF_TRAINED.stream())
                .forEach(
                        option ->
                                settings.require(
                                        !next || !settings.isGiven(option),
                                        ("%s is for a model that was trained on pairs, which"
                                                        + " pairs-next-sentence=true does not ask")
                                                .formatted(option.key())));
        settings.require(
                next
                        || !settings.isGiven(JOIN)
                        || settings.find(LONG).stream().allMatch(LongPairs.WINDOWS::equals),
                "pairs-join is for pairs-long=windows");
        settings.require(
                !settings.isGiven(THRESHOLD)
                        || settings.find(PROBLEM_TYPE).stream()
                                .noneMatch(ProblemType.REGRESSION::equals),
                "pairs-threshold is for labels of which any number may hold, but"
                        + " pairs-problem-type=regression has no probabilities");
    }

    @Override
    public void checkJobInputs(Settings settings, Set<InputField> inputs) {
        settings.require(
                inputs.contains(PairsTask.SECOND_TEXT) || settings.isGiven(PAIR_WITH),
                "the task pairs needs a second text, which input-format=text does not bring:"
                        + " expected another input-format, or the option pair-with");
    }

    @Override
    public void checkStatement(Settings settings, Set<InputField> inputs) {
        settings.require(
                inputs.contains(PairsTask.SECOND_TEXT),
                "the output column truncated is for two texts: expected the input column "
                        + PairsTask.SECOND_TEXT);
    }

    @Override
    public TaskRequest request(Settings settings) {
        String standing = settings.find(PAIR_WITH).orElse(null);
        LabelSelection selection =
                new LabelSelection(
                        settings.find(THRESHOLD).orElse(null), settings.find(TOP).orElse(null));
        return settings.get(NEXT_SENTENCE)
                ? new NextSentenceRequest(standing, selection)
                : new PairsRequest(
                        MODEL.from(settings),
                        standing,
                        settings.get(PROBLEM_TYPE),
                        settings.get(LONG),
                        settings.get(JOIN),
                        selection);
    }
}
