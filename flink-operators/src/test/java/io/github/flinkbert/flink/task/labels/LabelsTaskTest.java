package io.github.flinkbert.flink.task.labels;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.flinkbert.checkpoint.ProblemType;
import io.github.flinkbert.flink.binding.ModelChoice;
import io.github.flinkbert.flink.binding.ResultFormat;
import io.github.flinkbert.flink.binding.TaskRequest;
import io.github.flinkbert.flink.binding.TextInput;
import io.github.flinkbert.task.Results;
import io.github.flinkbert.task.labels.ClassifyText;
import io.github.flinkbert.task.labels.LabelScore;
import io.github.flinkbert.task.labels.TextLabels;
import io.github.flinkbert.task.labels.WindowJoin;
import io.github.flinkbert.task.labels.ZeroShot;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import org.apache.flink.core.memory.DataInputDeserializer;
import org.apache.flink.core.memory.DataOutputSerializer;
import org.apache.flink.util.InstantiationUtil;
import org.junit.jupiter.api.Test;

class LabelsTaskTest {

    private static final LabelScore A = new LabelScore("a", 0.8);
    private static final LabelScore B = new LabelScore("b", 0.4);
    private static final LabelScore C = new LabelScore("c", 0.1);

    private static TextLabels found(int held) {
        return new TextLabels(List.of(A, B, C), held);
    }

    @Test
    void thoseThatHoldAreGivenUnlessSoManyAreAskedFor() {
        LabelSelection holding = LabelSelection.HOLDING;

        assertThat(holding.of(found(2))).containsExactly(A, B);
        assertThat(holding.of(found(0))).isEmpty();
        assertThat(holding.withTop(2).of(found(0))).containsExactly(A, B);
        assertThat(holding.withTop(9).of(found(1))).containsExactly(A, B, C);
    }

    @Test
    void noLabelIsGivenThatDoesNotReachAThresholdThatWasSaid() {
        LabelSelection reaching = LabelSelection.HOLDING.withThreshold(0.3);

        assertThat(reaching.of(found(2))).containsExactly(A, B);
        assertThat(reaching.withTop(1).of(found(2))).containsExactly(A);
        assertThat(reaching.withTop(3).of(found(2))).containsExactly(A, B);
        assertThat(reaching.of(new TextLabels(List.of(C), 0))).isEmpty();
    }

    @Test
    void aModelsOnlyLabelIsGivenForItsScore() {
        assertThat(LabelSelection.HOLDING.of(new TextLabels(List.of(C), 0))).containsExactly(C);
    }

    @Test
    void aTextIsAskedOfTheModelThatItsAttributesChoose() {
        TaskRequest request =
                LabelsTask.of(
                                new ModelChoice.ByAttribute(
                                        "labels", "lang", Map.of("ko", "k", "xx", "none"), "e"))
                        .withProblemType(ProblemType.MULTI_LABEL)
                        .withThreshold(0.3)
                        .withJoin(WindowJoin.MAX)
                        .withTop(2);
        LabelSelection selection = new LabelSelection(0.3, 2);

        assertThat(request.asks(TextInput.of("t").with(Map.of("lang", "ko"))))
                .containsExactly(new SelectedLabels(classify("k"), selection));
        assertThat(request.asks(TextInput.of("t").with(Map.of("lang", "xx")))).isEmpty();
        assertThat(request.everyAsk("probe"))
                .containsExactly(
                        new SelectedLabels(classify("e"), selection),
                        new SelectedLabels(classify("k"), selection));
    }

    private static ClassifyText classify(String model) {
        return new ClassifyText(
                model, ProblemType.MULTI_LABEL, OptionalDouble.of(0.3), WindowJoin.MAX);
    }

    @Test
    void candidatesAreAskedTogether() {
        assertThat(
                        LabelsTask.among(ModelChoice.named("nli"), List.of("x", "y"))
                                .withHypothesis("About {}.")
                                .withMultiLabel(0.4)
                                .asks(TextInput.of("t")))
                .containsExactly(
                        new SelectedLabels(
                                new ZeroShot(
                                        "nli",
                                        List.of("x", "y"),
                                        "About {}.",
                                        true,
                                        OptionalDouble.of(0.4),
                                        WindowJoin.MEAN),
                                new LabelSelection(0.4, null)));
    }

    @Test
    void whatDoesNotFitIsRefusedWhereItIsSaid() {
        assertThatThrownBy(() -> LabelsTask.among("x", "x"))
                .hasMessageContaining("candidate labels are different words, at least one");
        assertThatThrownBy(() -> LabelsTask.among("x").withHypothesis("no place"))
                .hasMessageContaining("a hypothesis template has {} once");
        assertThatThrownBy(() -> LabelsTask.any().withThreshold(2))
                .hasMessage("a threshold is a probability, 0 to 1; found 2.0");
        assertThatThrownBy(() -> LabelsTask.any().withTop(0))
                .hasMessage("of labels at least 1 must be asked for, found 0");
    }

    @Test
    void requestsTravelWithTheJob() throws Exception {
        for (TaskRequest request :
                List.of(
                        LabelsTask.of("m").withThreshold(0.3).withTop(3),
                        LabelsTask.among("x", "y").withTop(3))) {
            assertThat(InstantiationUtil.clone(request)).isEqualTo(request);
        }
    }

    @Test
    void labelsLieInState() throws Exception {
        ResultFormat<List<LabelScore>> format = new LabelsBinding().format();
        for (List<LabelScore> labels :
                List.of(List.of(A, new LabelScore("한", -1.25)), List.<LabelScore>of())) {
            DataOutputSerializer out = new DataOutputSerializer(16);
            format.write(labels, out);
            DataInputDeserializer in = new DataInputDeserializer(out.getCopyOfBuffer());

            assertThat(format.read(format.layout(), in)).contains(labels);
            assertThat(in.available()).isZero();
        }
    }

    @Test
    void labelsAreToldInAFewWords() {
        LabelsBinding binding = new LabelsBinding();

        assertThat(binding.summary().of(List.of(A, B))).isEqualTo("labels: a 0.80, b 0.40");
        assertThat(binding.summary().of(List.of())).isEqualTo("labels: none");
        assertThat(binding.summary().countOf(List.of(A, B))).isEqualTo("2 labels");
    }

    @Test
    void labelsAreThoseOfTheirOwnAsks() {
        ClassifyText other = new ClassifyText();
        SelectedLabels own = new SelectedLabels(other, LabelSelection.HOLDING);
        Results.Builder results = new Results.Builder().put(other, found(1));

        assertThat(new LabelsBinding().gather(results.build())).isEmpty();
        assertThat(new LabelsBinding().gather(results.put(own, List.of(B)).build()))
                .contains(List.of(B));
    }
}
