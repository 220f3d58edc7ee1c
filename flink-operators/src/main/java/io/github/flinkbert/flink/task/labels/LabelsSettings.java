package io.github.flinkbert.flink.task.labels;

import static io.github.flinkbert.flink.option.Option.optional;
import static io.github.flinkbert.flink.option.Option.withDefault;
import static io.github.flinkbert.flink.option.OptionTypes.BOOLEAN;
import static io.github.flinkbert.flink.option.OptionTypes.LIST;
import static io.github.flinkbert.flink.option.OptionTypes.choice;

import io.github.flinkbert.checkpoint.ProblemType;
import io.github.flinkbert.flink.binding.ModelChoice;
import io.github.flinkbert.flink.binding.ModelChoiceOptions;
import io.github.flinkbert.flink.binding.TaskRequest;
import io.github.flinkbert.flink.binding.TaskSettings;
import io.github.flinkbert.flink.option.Option;
import io.github.flinkbert.flink.option.Settings;
import io.github.flinkbert.task.labels.WindowJoin;
import io.github.flinkbert.task.labels.ZeroShot;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** The options of labels. */
final class LabelsSettings implements TaskSettings {

    private static final ModelChoiceOptions MODEL =
            ModelChoiceOptions.of(LabelsTask.KEY, "labels texts", "labels");

    private static final Option<ProblemType> PROBLEM_TYPE =
            LabelOptionTypes.problemType(LabelsTask.KEY);

    private static final Option<Double> THRESHOLD = LabelOptionTypes.threshold(LabelsTask.KEY);

    private static final Option<Integer> TOP = LabelOptionTypes.top(LabelsTask.KEY);

    private static final Option<WindowJoin> JOIN =
            withDefault(
                    "labels-join",
                    choice(WindowJoin.class),
                    "mean",
                    "How the scores of a long text's windows become the text's, label by label:"
                            + " their mean by pieces, or the greatest.");

    private static final Option<List<String>> CANDIDATES =
            optional(
                    "candidate-labels",
                    LIST,
                    "Labels that the model need not know: one that was trained on entailment says"
                            + " which of them is the text's.");

    private static final Option<String> HYPOTHESIS =
            withDefault(
                    "hypothesis-template",
                    LabelOptionTypes.HYPOTHESIS,
                    ZeroShot.HYPOTHESIS,
                    "What a candidate label says of a text; {} stands for the label.");

    private static final Option<Boolean> MULTI_LABEL =
            withDefault(
                    "multi-label",
                    BOOLEAN,
                    "false",
                    "Whether any number of the candidate labels may hold, or one.");

    private static final List<Option<?>> OF_LABELS =
            List.of(PROBLEM_TYPE, THRESHOLD, TOP, JOIN, CANDIDATES, HYPOTHESIS, MULTI_LABEL);

    @Override
    public List<Option<?>> ofJob() {
        return Stream.concat(MODEL.all().stream(), OF_LABELS.stream()).toList();
    }

    @Override
    public List<Option<?>> ofStatement() {
        return Stream.concat(Stream.of(MODEL.model()), OF_LABELS.stream()).toList();
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
        boolean candidates = settings.isGiven(CANDIDATES);
        for (Option<?> option : List.of(HYPOTHESIS, MULTI_LABEL)) {
            settings.require(
                    candidates || !settings.isGiven(option),
                    "%s is for candidate-labels, which is not given".formatted(option.key()));
        }
        settings.require(
                !candidates || !settings.isGiven(PROBLEM_TYPE),
                "labels-problem-type is for labels that the model was trained on: with"
                        + " candidate-labels multi-label says whether one holds or any number");
        boolean one =
                candidates
                        ? settings.find(MULTI_LABEL).filter(multi -> !multi).isPresent()
                        : settings.find(PROBLEM_TYPE)
                                .filter(ProblemType.REGRESSION::equals)
                                .isPresent();
        settings.require(
                !one || !settings.isGiven(THRESHOLD),
                "labels-threshold is for labels of which any number may hold, but "
                        + (candidates
                                ? "of candidate-labels one holds without multi-label=true"
                                : "labels-problem-type=regression has no probabilities"));
    }

    @Override
    public TaskRequest request(Settings settings) {
        ModelChoice model = MODEL.from(settings);
        LabelSelection selection =
                new LabelSelection(
                        settings.find(THRESHOLD).orElse(null), settings.find(TOP).orElse(null));
        WindowJoin join = settings.get(JOIN);
        return settings.find(CANDIDATES)
                .<TaskRequest>map(
                        candidates ->
                                new ZeroShotRequest(
                                        model,
                                        candidates,
                                        settings.get(HYPOTHESIS),
                                        settings.get(MULTI_LABEL),
                                        join,
                                        selection))
                .orElseGet(
                        () ->
                                new LabelsRequest(
                                        model, settings.get(PROBLEM_TYPE), join, selection));
    }
}
