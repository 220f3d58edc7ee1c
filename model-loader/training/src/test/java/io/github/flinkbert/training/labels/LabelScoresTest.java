package io.github.flinkbert.training.labels;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.github.flinkbert.checkpoint.ProblemType;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

/** The expected numbers are scikit-learn 1.9.1's, with zero_division=0, and SciPy 1.17.1's. */
class LabelScoresTest {

    private static final Offset<Double> EQUAL = within(1e-9);

    private static LabelledText gold(List<String> labels) {
        return new LabelledText("text", Optional.empty(), labels, 1);
    }

    /** One letter a text. */
    private static LabelScores single(String gold, String found) {
        List<LabelledText> right = new ArrayList<>();
        List<LabelPrediction> said = new ArrayList<>();
        for (int i = 0; i < gold.length(); i++) {
            right.add(gold(List.of(gold.substring(i, i + 1))));
            said.add(new LabelPrediction(List.of(found.substring(i, i + 1)), 0));
        }
        return LabelScores.of(
                ProblemType.SINGLE_LABEL, List.of("a", "b", "c", "d", "e", "f"), right, said);
    }

    /** Several letters a text, texts parted by spaces; a hyphen for none. */
    private static LabelScores several(String labels, String gold, String found) {
        return LabelScores.of(
                ProblemType.MULTI_LABEL,
                letters(labels),
                List.of(gold.split(" ")).stream().map(text -> gold(letters(text))).toList(),
                List.of(found.split(" ")).stream()
                        .map(text -> new LabelPrediction(letters(text), 0))
                        .toList());
    }

    private static List<String> letters(String text) {
        return text.equals("-") ? List.of() : List.of(text.split(""));
    }

    private static void check(
            Map<String, Double> scores, String mean, double precision, double recall, double f1) {
        assertThat(scores.get("precision_" + mean)).isCloseTo(precision, EQUAL);
        assertThat(scores.get("recall_" + mean)).isCloseTo(recall, EQUAL);
        assertThat(scores.get("f1_" + mean)).isCloseTo(f1, EQUAL);
    }

    @Test
    void oneLabelATextAsScikitLearnScoresIt() {
        // Of e there is none, and it was said five times; d was never said wrongly.
        LabelScores scores =
                single(
                        "bacadcdccbadbdacaaaabdabbabaacabaaddbadd",
                        "becabbcccbabedacaaaabaaebaaacaabaeddbade");
        check(
                scores.overall(),
                "macro",
                0.6291666666666667,
                0.5180555555555555,
                0.5522435897435897);
        check(scores.overall(), "micro", 0.675, 0.675, 0.675);
        check(scores.overall(), "weighted", 0.8, 0.675, 0.7134615384615385);
        assertThat(scores.overall().get("accuracy")).isCloseTo(0.675, EQUAL);
        assertThat(scores.overall().get("matthews_corrcoef")).isCloseTo(0.5755563726265043, EQUAL);
        assertThat(scores.labels().keySet()).containsExactly("a", "b", "c", "d", "e");
        assertThat(scores.labels().get("d"))
                .isEqualTo(new LabelScores.OfLabel(1, 4 / 9.0, 8 / 13.0, 9));
        assertThat(scores.labels().get("e")).isEqualTo(new LabelScores.OfLabel(0, 0, 0, 0));
        Confusion confusion = scores.confusion().orElseThrow();
        assertThat(confusion.labels()).containsExactly("a", "b", "c", "d", "e", "f");
        assertThat(confusion.counts().get(3)).containsExactly(1, 2, 1, 4, 1, 0);
        assertThat(confusion.counts().get(4)).containsOnly(0);
    }

    @Test
    void twoLabelsAsInTheDocumentationOfMatthewsCorrelation() {
        assertThat(single("aaab", "abaa").overall().get("matthews_corrcoef"))
                .isCloseTo(-1 / 3.0, EQUAL);
    }

    @Test
    void matthewsCorrelationOfOneClassIsNothing() {
        assertThat(single("aa", "aa").overall().get("matthews_corrcoef")).isZero();
        assertThat(single("ab", "aa").overall().get("matthews_corrcoef")).isZero();
    }

    @Test
    void severalLabelsATextAsScikitLearnScoresThem() {
        // Of 4 there is none, and it was never said: it counts as 0 in the macro mean.
        LabelScores scores =
                several(
                        "01234",
                        "- 3 0 - 01 0 - 1 - 13 - 2 - 12 - 3 2 13 - - - 1 3 - 23 1 123 012 2 13",
                        "- 2 - 12 1 02 2 013 2 13 01 012 0 123 - 3 1 013 1 2 3 1 23 01 0123 12 23"
                                + " 012 2 13");
        check(
                scores.overall(),
                "macro",
                0.38265873015873014,
                0.6264285714285714,
                0.46984126984126984);
        check(
                scores.overall(),
                "micro",
                0.4897959183673469,
                0.8275862068965517,
                0.6153846153846154);
        check(
                scores.overall(),
                "weighted",
                0.5211685823754789,
                0.8275862068965517,
                0.6336575302092543);
        assertThat(scores.overall().get("accuracy")).isCloseTo(8 / 30.0, EQUAL);
        assertThat(scores.overall()).doesNotContainKey("matthews_corrcoef");
    }

    @Test
    void noLabelAnywhereScoresNothing() {
        LabelScores scores = several("ab", "- -", "- -");
        check(scores.overall(), "macro", 0, 0, 0);
        check(scores.overall(), "micro", 0, 0, 0);
        check(scores.overall(), "weighted", 0, 0, 0);
        assertThat(scores.overall().get("accuracy")).isOne();
    }

    @Test
    void numbersAsSciPyCorrelatesThem() {
        double[] right = {0.5, 1, 1, 2.25, 3, 3, 3, 4, 5, 0.25};
        double[] said = {0.7, 0.9, 1.4, 2, 2.9, 3.3, 2.9, 2.2, 4.9, 0.1};
        List<LabelledText> gold = new ArrayList<>();
        List<LabelPrediction> found = new ArrayList<>();
        for (int i = 0; i < right.length; i++) {
            gold.add(gold(List.of(String.valueOf(right[i]))));
            found.add(new LabelPrediction(List.of(), said[i]));
        }
        LabelScores scores = LabelScores.of(ProblemType.REGRESSION, List.of("score"), gold, found);
        assertThat(scores.overall().get("pearson")).isCloseTo(0.9222183046181311, EQUAL);
        assertThat(scores.overall().get("spearman")).isCloseTo(0.9136498769008703, EQUAL);
        assertThat(scores.labels()).isEmpty();
    }

    @Test
    void aLabelThatTheHeadDoesNotHaveCountsAsMissed() {
        LabelScores scores =
                LabelScores.of(
                        ProblemType.SINGLE_LABEL,
                        List.of("a", "b"),
                        List.of(gold(List.of("a")), gold(List.of("z"))),
                        List.of(
                                new LabelPrediction(List.of("a"), 0),
                                new LabelPrediction(List.of("b"), 0)));
        assertThat(scores.overall().get("accuracy")).isEqualTo(0.5);
        assertThat(scores.confusion().orElseThrow().labels()).containsExactly("a", "b", "z");
    }

    @Test
    void predictionsAreAsManyAsTexts() {
        assertThatThrownBy(
                        () ->
                                LabelScores.of(
                                        ProblemType.REGRESSION,
                                        List.of("score"),
                                        List.of(),
                                        List.of()))
                .hasMessageContaining("at least one, found 0 and 0");
    }

    @Test
    void aPredictionIsTheGreatestOutputOrAllFromTheThresholdOn() {
        List<String> labels = List.of("a", "b", "c");
        assertThat(
                        LabelPrediction.of(
                                        ProblemType.SINGLE_LABEL,
                                        labels,
                                        new double[] {1, 3, 2},
                                        0.5)
                                .labels())
                .containsExactly("b");
        double[] outputs = {Math.log(0.3 / 0.7) + 1e-9, -2, 5}; // probabilities 0.3, 0.12, 0.99
        assertThat(LabelPrediction.of(ProblemType.MULTI_LABEL, labels, outputs, 0.3).labels())
                .containsExactly("a", "c");
        assertThat(LabelPrediction.of(ProblemType.MULTI_LABEL, labels, outputs, 0.5).labels())
                .containsExactly("c");
    }
}
