package io.github.flinkbert.flink.sql;

import static org.apache.flink.table.api.DataTypes.ARRAY;
import static org.apache.flink.table.api.DataTypes.BOOLEAN;
import static org.apache.flink.table.api.DataTypes.DOUBLE;
import static org.apache.flink.table.api.DataTypes.FIELD;
import static org.apache.flink.table.api.DataTypes.FLOAT;
import static org.apache.flink.table.api.DataTypes.ROW;
import static org.apache.flink.table.api.DataTypes.STRING;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.flinkbert.checkpoint.ProblemType;
import io.github.flinkbert.flink.binding.ModelChoice;
import io.github.flinkbert.flink.binding.TaskRequest;
import io.github.flinkbert.flink.task.labels.LabelSelection;
import io.github.flinkbert.flink.task.labels.LabelsTask;
import io.github.flinkbert.flink.task.pairs.PairsTask;
import io.github.flinkbert.task.labels.WindowJoin;
import java.util.List;
import java.util.stream.Stream;
import org.apache.flink.table.types.DataType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Statements that ask for labels of a text, or of two. */
class LabelStatementTest {

    private static final DataType LABELS =
            ARRAY(ROW(FIELD("label", STRING()), FIELD("score", FLOAT())));

    private static Statement labels() {
        return new Statement()
                .input("text", STRING())
                .output("label", STRING())
                .output("score", FLOAT())
                .output("labels", LABELS)
                .output("error", STRING())
                .with("model", "/models/bert");
    }

    private static Statement pairs() {
        return labels().input("text_pair", STRING()).output("truncated", BOOLEAN());
    }

    private static List<TaskRequest> requests(Statement statement) {
        return ModelStatement.of("m", statement.model()).config().asks().requests();
    }

    @Test
    void columnsOfLabelsAskForTheTextsUnlessASecondTextComesWithIt() {
        assertThat(requests(labels())).isEqualTo(List.of(LabelsTask.any()));
        assertThat(requests(pairs())).isEqualTo(List.of(PairsTask.any()));
        assertThat(requests(labels().input("text_pair", STRING())))
                .isEqualTo(List.of(PairsTask.any()));
    }

    @Test
    void oneColumnIsEnough() {
        assertThat(
                        requests(
                                new Statement()
                                        .input("text", STRING())
                                        .output("label", STRING())
                                        .with("adapter", "entities-en")))
                .isEqualTo(List.of(LabelsTask.any()));
    }

    @Test
    void optionsOfLabelsArrive() {
        assertThat(
                        requests(
                                labels().with("labels-model", "m")
                                        .with("labels-problem-type", "multi-label")
                                        .with("labels-threshold", "0.3")
                                        .with("labels-top", "4")
                                        .with("labels-join", "max")))
                .isEqualTo(
                        List.of(
                                LabelsTask.of("m")
                                        .withProblemType(ProblemType.MULTI_LABEL)
                                        .withThreshold(0.3)
                                        .withTop(4)
                                        .withJoin(WindowJoin.MAX)));
        assertThat(
                        requests(
                                labels().with("candidate-labels", "sport, politics")
                                        .with("hypothesis-template", "It is about {}.")
                                        .with("multi-label", "true")))
                .isEqualTo(
                        List.of(
                                LabelsTask.among("sport", "politics")
                                        .withHypothesis("It is about {}.")
                                        .withMultiLabel()));
    }

    @Test
    void optionsOfPairsArrive() {
        assertThat(
                        requests(
                                pairs().with("pairs-model", "m")
                                        .with("pairs-problem-type", "single-label")
                                        .with("pairs-threshold", "0.3")
                                        .with("pairs-top", "4")
                                        .with("pairs-long", "windows")
                                        .with("pairs-join", "max")))
                .isEqualTo(
                        List.of(
                                PairsTask.of(ModelChoice.named("m"))
                                        .withProblemType(ProblemType.SINGLE_LABEL)
                                        .withThreshold(0.3)
                                        .withTop(4)
                                        .withWindows(WindowJoin.MAX)));
        assertThat(requests(pairs().with("pairs-next-sentence", "true").with("pairs-top", "2")))
                .isEqualTo(List.of(PairsTask.nextSentence().withTop(2)));
        assertThat(PairsTask.any().selection()).isEqualTo(LabelSelection.HOLDING);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "labels-model |  | labels-model must be a text that is not empty, found \"\"",
                "labels-problem-type | many | labels-problem-type must be one of as-trained,"
                        + " regression, single-label, multi-label, found \"many\"",
                "labels-threshold | 1.5 | labels-threshold must be a probability, 0 to 1, found"
                        + " \"1.5\"",
                "labels-top | 0 | labels-top must be a whole number of at least 1, found \"0\"",
                "labels-join | min | labels-join must be one of mean, max, found \"min\"",
                "candidate-labels | a,,b | candidate-labels must be a list, separated by commas,"
                        + " with no empty member, found \"a,,b\"",
                "hypothesis-template | So. | hypothesis-template must be a text with {} once, where"
                        + " the label goes, found \"So.\"",
                "multi-label | maybe | multi-label must be true or false, found \"maybe\"",
                "pairs-model |  | pairs-model must be a text that is not empty, found \"\"",
                "pairs-next-sentence | no | pairs-next-sentence must be true or false, found"
                        + " \"no\"",
                "pairs-problem-type | many | pairs-problem-type must be one of as-trained,",
                "pairs-threshold | half | pairs-threshold must be a probability, 0 to 1, found"
                        + " \"half\"",
                "pairs-top | none | pairs-top must be a whole number of at least 1, found \"none\"",
                "pairs-long | cut | pairs-long must be one of truncate, windows, found \"cut\"",
                "pairs-join | min | pairs-join must be one of mean, max, found \"min\""
            })
    void aValueThatIsWrongIsNamed(String option, String value, String fault) {
        Statement statement = option.startsWith("pairs-") ? pairs() : labels();

        assertThat(statement.with(option, value == null ? "" : value).faults())
                .contains("- " + fault);
    }

    /** The options of both tasks, each of which is wrong once above. */
    static List<String> options() throws NoSuchMethodException {
        CsvSource wrong =
                LabelStatementTest.class
                        .getDeclaredMethod(
                                "aValueThatIsWrongIsNamed",
                                String.class,
                                String.class,
                                String.class)
                        .getAnnotation(CsvSource.class);
        return Stream.of(wrong.value()).map(line -> line.split(" ", 2)[0]).toList();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "hypothesis-template | It is {}. | hypothesis-template is for candidate-labels,"
                        + " which is not given",
                "multi-label | true | multi-label is for candidate-labels, which is not given",
                "labels-model | none | labels-model must be the name of a model, found none, which"
                        + " is for texts for which an attribute chooses no model",
                "pair-with | a query | pair-with is not an option of the provider bert",
                "pairs-top | 2 | pairs-top is for the input column text_pair, which is not there",
                "n-best | 2 | n-best is for the output column answers, which is not there"
            })
    void anOptionThatDoesNotApplyToATextIsRefused(String option, String value, String fault) {
        assertThat(labels().with(option, value).faults())
                .startsWith("1 fault ")
                .contains("- " + fault);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "labels-top | 2 | labels-top is for the task labels, but the input column text_pair"
                        + " asks for the task pairs",
                "pairs-join | max | pairs-join is for pairs-long=windows"
            })
    void anOptionThatDoesNotApplyToTwoTextsIsRefused(String option, String value, String fault) {
        assertThat(pairs().with(option, value).faults())
                .startsWith("1 fault ")
                .contains("- " + fault);
    }

    @Test
    void optionsThatDoNotFitEachOtherAreRefused() {
        assertThat(
                        labels().with("candidate-labels", "a,b")
                                .with("labels-problem-type", "multi-label")
                                .faults())
                .contains("- labels-problem-type is for labels that the model was trained on");
        assertThat(
                        labels().with("candidate-labels", "a,b")
                                .with("labels-threshold", "0.4")
                                .faults())
                .contains(
                        "- labels-threshold is for labels of which any number may hold, but of"
                                + " candidate-labels one holds without multi-label=true");
        assertThat(
                        labels().with("labels-problem-type", "regression")
                                .with("labels-threshold", "0.4")
                                .faults())
                .contains("but labels-problem-type=regression has no probabilities");
        assertThat(
                        pairs().with("pairs-problem-type", "regression")
                                .with("pairs-threshold", "0.4")
                                .faults())
                .contains("but pairs-problem-type=regression has no probabilities");
        assertThat(
                        pairs().with("pairs-next-sentence", "true")
                                .with("pairs-model", "m")
                                .with("pairs-threshold", "0.4")
                                .faults())
                .startsWith("2 faults")
                .contains(
                        "- pairs-model is for a model that was trained on pairs, which"
                                + " pairs-next-sentence=true does not ask")
                .contains("- pairs-threshold is for a model that was trained on pairs");
    }

    @Test
    void columnsAndInputsThatDoNotFitEachOtherAreRefused() {
        assertThat(labels().output("truncated", BOOLEAN()).faults())
                .startsWith("1 fault ")
                .contains(
                        "- the output column truncated is for two texts: expected the input column"
                                + " text_pair");
        assertThat(
                        new Statement()
                                .input("text", STRING())
                                .input("text_pair", STRING())
                                .output("embedding", ARRAY(FLOAT()))
                                .faults())
                .contains(
                        "- the input column text_pair is for the output column label or score or"
                                + " labels or truncated, which is not there");
        assertThat(labels().input("text_pair", ARRAY(STRING())).faults())
                .contains("- input column text_pair must be STRING, found ARRAY<STRING>");
        assertThat(labels().input("secondText", STRING()).faults())
                .contains("- input column secondText is not known, expected INPUT (text STRING), ")
                .contains(" or (text_pair STRING, text STRING)");
        assertThat(labels().output("score", DOUBLE()).faults())
                .contains("- output column score must be FLOAT, found DOUBLE");
        assertThat(pairs().output("truncated", STRING()).faults())
                .contains("- output column truncated must be BOOLEAN, found STRING");
    }

    @Test
    void labelsNeedAModelThatWasTrainedForThem() {
        assertThat(
                        new Statement()
                                .input("text", STRING())
                                .output("label", STRING())
                                .output("score", FLOAT())
                                .faults())
                .contains("- the output column label, score needs a model that was trained for it");
    }

    @Test
    void twoTextsThatFlinkCannotTellApartAreCautionedAbout() {
        assertThat(ModelStatement.of("m", pairs().model()).caution())
                .contains(
                        "ML_PREDICT with model m takes column 2 of its DESCRIPTOR as the text_pair"
                                + " and column 1 as the text, whatever they are called: Flink tells"
                                + " a provider no names, and both are STRING.");
    }
}
