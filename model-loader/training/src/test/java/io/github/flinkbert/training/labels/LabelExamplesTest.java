package io.github.flinkbert.training.labels;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.github.flinkbert.checkpoint.MiniatureCheckpoint;
import io.github.flinkbert.checkpoint.ProblemType;
import io.github.flinkbert.tensor.Matrix;
import io.github.flinkbert.text.Casing;
import io.github.flinkbert.text.Sequence;
import io.github.flinkbert.text.Tokenizer;
import io.github.flinkbert.text.Vocabulary;
import io.github.flinkbert.text.WordPieceTokenizer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class LabelExamplesTest {

    private final Tokenizer tokenizer =
            new WordPieceTokenizer(
                    Vocabulary.of(MiniatureCheckpoint.smallVocabulary()), Casing.CASED);

    private LabelExamples examples(ProblemType problem, List<String> labels, int positions) {
        return new LabelExamples(
                tokenizer, LabelObjective.of(problem, labels), Map.of("b", 4.0), positions);
    }

    private static LabelledText text(String text, String second, String... labels) {
        return new LabelledText(text, Optional.ofNullable(second), List.of(labels), 1);
    }

    @Test
    void aTextCountsByItsLabelAndHasOneTarget() {
        LabelExamples examples = examples(ProblemType.SINGLE_LABEL, List.of("a", "b"), 16);
        List<LabelExample> made =
                examples.of(List.of(text("x y", null, "a"), text("z", null, "b")));
        assertThat(made).extracting(LabelExample::weight).containsExactly(1f, 4f);
        assertThat(made.get(0).targets()).containsExactly(1, 0);
        assertThat(made.get(1).targets()).containsExactly(0, 1);
        assertThat(made.get(0).sequence().length()).isEqualTo(4);
    }

    @Test
    void aHeadMayHaveMoreThan64Labels() {
        List<String> labels = new ArrayList<>();
        for (int i = 0; i < 151; i++) {
            labels.add("label " + i);
        }
        LabelExamples examples = examples(ProblemType.SINGLE_LABEL, labels, 16);
        assertThat(examples.of(List.of(text("x", null, "label 150"))).get(0).targets()[150])
                .isOne();
    }

    @Test
    void severalLabelsAndScoresAreTargetsToo() {
        assertThat(
                        examples(ProblemType.MULTI_LABEL, List.of("a", "b", "c"), 16)
                                .of(List.of(text("x", null, "a", "c")))
                                .get(0)
                                .targets())
                .containsExactly(1, 0, 1);
        assertThat(
                        examples(ProblemType.REGRESSION, List.of("score"), 16)
                                .of(List.of(text("x", null, "-2.5")))
                                .get(0)
                                .targets())
                .containsExactly(-2.5f);
    }

    @Test
    void theWindowsOfALongTextCountAsOneText() {
        List<LabelExample> made =
                examples(ProblemType.SINGLE_LABEL, List.of("a", "b"), 10)
                        .of(List.of(text("a b c d e f g h i j k l m n", null, "b")));
        assertThat(made).hasSize(2);
        assertThat(made).extracting(LabelExample::weight).containsOnly(2f);
        assertThat(made).extracting(each -> each.sequence().length()).containsExactly(10, 10);
    }

    @Test
    void theLongerOfTwoTextsIsCutFirst() {
        LabelExamples examples = examples(ProblemType.SINGLE_LABEL, List.of("a", "b"), 10);
        // 7 pieces have room: of 3 and 9 the second is cut to 4; of 6 and 6 the first keeps 4.
        Sequence first = examples.input(text("a b c", "d e f g h i j k l")).sequences().get(0);
        assertThat(first.length()).isEqualTo(10);
        assertThat(first.secondSegmentAt()).isEqualTo(5);
        Sequence even = examples.input(text("a b c d e f", "g h i j k l")).sequences().get(0);
        assertThat(even.secondSegmentAt()).isEqualTo(6);
        assertThat(even.segment(5)).isZero();
        assertThat(even.segment(6)).isOne();
    }

    @Test
    void theWindowsOutputsAreJoinedAsInInference() {
        LabelExamples examples = examples(ProblemType.REGRESSION, List.of("score"), 10);
        List<LabelledText> texts =
                List.of(
                        text("a b c d e f g h i j", null, "1"),
                        text("a", null, "5"),
                        text("b", null, "2"));
        Map<String, Double> scores =
                new LabelDevelopment(examples, texts, 0.5, confusion -> {})
                        .score(
                                sequences ->
                                        sequences.stream()
                                                .map(
                                                        each ->
                                                                new Matrix(
                                                                        1,
                                                                        1,
                                                                        new float[] {
                                                                            each.length()
                                                                        }))
                                                .toList());
        // Windows of 8 and 4 pieces, with two special tokens each; the others have 3 tokens.
        double joined = (8 * 10 + 4 * 6) / 12.0;
        double mean = (joined + 3 + 3) / 3;
        double product = (1 - 8 / 3.0) * (joined - mean) + (5 + 2 - 16 / 3.0) * (3 - mean);
        double spread =
                Math.sqrt(
                        (Math.pow(1 - 8 / 3.0, 2)
                                        + Math.pow(5 - 8 / 3.0, 2)
                                        + Math.pow(2 - 8 / 3.0, 2))
                                * (Math.pow(joined - mean, 2) + 2 * Math.pow(3 - mean, 2)));
        assertThat(scores.get("pearson")).isCloseTo(product / spread, within(1e-9));
    }
}
