package io.github.flinkbert.training.similarity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.github.flinkbert.checkpoint.MiniatureCheckpoint;
import io.github.flinkbert.checkpoint.Pooling;
import io.github.flinkbert.text.Casing;
import io.github.flinkbert.text.Pieces;
import io.github.flinkbert.text.Sequence;
import io.github.flinkbert.text.Vocabulary;
import io.github.flinkbert.text.WordPieceTokenizer;
import io.github.flinkbert.training.graph.Feeding;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.tensorflow.Graph;
import org.tensorflow.Result;
import org.tensorflow.Session;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

/** The losses of four vectors against values that were worked out by hand. */
class PairLossTest {

    /** First texts' vectors (1, 0) and (0, 1), second ones' (1, 0) and (0.6, 0.8). */
    private static final float[][] VECTORS = {{1, 0}, {0, 1}, {1, 0}, {0.6f, 0.8f}};

    private static final int[] PAIRS = {0, 1, 0, 1};
    private static final boolean[] SECOND = {false, false, true, true};

    private static double loss(PairKind kind, boolean both, int[] texts, float... scores) {
        Vocabulary vocabulary = Vocabulary.of(MiniatureCheckpoint.smallVocabulary());
        Pieces pieces = new WordPieceTokenizer(vocabulary, Casing.CASED).tokenize("the");
        Sequence sequence = Sequence.single(vocabulary, pieces, 0, pieces.size());
        List<SimilarityExample> examples = new ArrayList<>();
        for (int i = 0; i < VECTORS.length; i++) {
            examples.add(
                    new SimilarityExample(
                            sequence, PAIRS[i], SECOND[i], texts[i], kind, scores[PAIRS[i]]));
        }
        try (Graph graph = new Graph();
                Session session = new Session(graph)) {
            Ops tf = Ops.create(graph);
            PairLoss loss = new PairLoss(tf, new SimilarityObjective(Pooling.MEAN, 1, both, 2));
            PairLoss.Evaluated evaluated = loss.evaluate(tf.constant(VECTORS));
            try (Feeding feeding = new Feeding(session.runner())) {
                loss.feed(feeding, examples);
                try (Result result = feeding.run().fetch(evaluated.loss()).run()) {
                    return ((TFloat32) result.get(0)).getFloat();
                }
            }
        }
    }

    private static final int[] ALL_DIFFERENT = {0, 1, 2, 3};

    @Test
    void eachFirstTextPicksItsSecondOneAmongAll() {
        // Cosines 1, 0.6 and 0, 0.8: log(1 + e^-0.4) and log(1 + e^-0.8).
        assertThat(loss(PairKind.MATCHED, false, ALL_DIFFERENT, 0, 0))
                .isCloseTo((0.513015 + 0.371101) / 2, within(1e-5));
        assertThat(loss(PairKind.SAME, false, ALL_DIFFERENT, 0, 0))
                .isCloseTo((0.513015 + 0.371101) / 2, within(1e-5));
    }

    @Test
    void eachSecondTextPicksItsFirstOneToo() {
        // The columns: log(1 + e^-1) and log(1 + e^-0.2).
        assertThat(loss(PairKind.MATCHED, true, ALL_DIFFERENT, 0, 0))
                .isCloseTo((0.513015 + 0.371101) / 4 + (0.313262 + 0.598139) / 4, within(1e-5));
    }

    @Test
    void aTextThatIsRightTooIsNotCountedAsWrong() {
        assertThat(loss(PairKind.MATCHED, true, new int[] {0, 1, 2, 2}, 0, 0)).isZero();
        assertThat(loss(PairKind.MATCHED, true, new int[] {0, 0, 2, 3}, 0, 0)).isZero();
        assertThat(loss(PairKind.MATCHED, true, new int[] {0, 1, 2, 0}, 0, 0)).isZero();
    }

    @Test
    void theGreaterScoreShouldHaveTheGreaterCosine() {
        // Cosines of the pairs 1 and 0.8.
        assertThat(loss(PairKind.SCORED, false, ALL_DIFFERENT, 1, 3))
                .isCloseTo(0.798139, within(1e-5)); // log(1 + e^0.2)
        assertThat(loss(PairKind.SCORED, true, ALL_DIFFERENT, 3, 1))
                .isCloseTo(0.598139, within(1e-5)); // log(1 + e^-0.2)
        assertThat(loss(PairKind.SCORED, false, ALL_DIFFERENT, 2, 2)).isZero();
    }
}
