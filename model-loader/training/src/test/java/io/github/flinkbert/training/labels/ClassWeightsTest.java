package io.github.flinkbert.training.labels;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.flinkbert.checkpoint.ProblemType;
import io.github.flinkbert.training.data.TrainingDataException;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ClassWeightsTest {

    private static List<LabelledText> texts(String... labels) {
        return Arrays.stream(labels)
                .map(
                        each ->
                                new LabelledText(
                                        "text",
                                        Optional.empty(),
                                        each.isEmpty() ? List.of() : List.of(each.split("")),
                                        1))
                .toList();
    }

    @Test
    void oneLabelIsBalancedAsScikitLearnDoesIt() {
        ClassWeights weights =
                ClassWeights.balanced(
                        ProblemType.SINGLE_LABEL,
                        List.of("a", "b", "c", "unseen"),
                        texts("a", "a", "a", "a", "b", "b", "c"));
        assertThat(weights.ofTexts()).isEqualTo(Map.of("a", 7 / 12.0, "b", 7 / 6.0, "c", 7 / 3.0));
        assertThat(weights.positive()).containsOnly(1f);
    }

    @Test
    void severalLabelsAreBalancedByTextsWithoutOverTextsWith() {
        ClassWeights weights =
                ClassWeights.balanced(
                        ProblemType.MULTI_LABEL,
                        List.of("a", "b", "unseen"),
                        texts("ab", "a", "", "a", "b", ""));
        assertThat(weights.ofTexts()).isEmpty();
        assertThat(weights.positive()).containsExactly(1f, 2f, 1f);
    }

    @Test
    void weightsAreOfLabelsThatThereAre() {
        assertThat(
                        ClassWeights.named(
                                        ProblemType.MULTI_LABEL,
                                        List.of("a", "b"),
                                        Map.of("b", 3.0))
                                .positive())
                .containsExactly(1f, 3f);
        assertThatThrownBy(
                        () ->
                                ClassWeights.named(
                                        ProblemType.SINGLE_LABEL,
                                        List.of("a", "b"),
                                        Map.of("c", 2.0)))
                .isInstanceOf(TrainingDataException.class)
                .hasMessage("a weight is given for the label \"c\", which the data does not have");
        assertThatThrownBy(
                        () ->
                                ClassWeights.balanced(
                                        ProblemType.REGRESSION, List.of("score"), texts("1")))
                .hasMessage("class weights are of labels, found scores");
    }
}
