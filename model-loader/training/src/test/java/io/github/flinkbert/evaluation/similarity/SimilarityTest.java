package io.github.flinkbert.evaluation.similarity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.github.flinkbert.checkpoint.SimilarityFunction;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Expected values are SciPy's ({@code pearsonr}, {@code spearmanr}, {@code rankdata}). */
class SimilarityTest {

    private static final double[] GOLD = {5.0, 4.75, 0.0, 2.5, 2.5, 2.5, 3.6, 1.0, 0.0, 5.0};
    private static final double[] SAID = {.91, .95, .12, .5, .5, .33, .61, .61, -.2, .95};

    @Test
    void tiesShareTheAverageOfTheirRanks() {
        assertThat(Similarity.ranks(SAID))
                .containsExactly(8, 9.5, 2, 4.5, 4.5, 3, 6.5, 6.5, 1, 9.5);
    }

    @Test
    void agreesWithSciPy() {
        assertThat(Similarity.pearson(GOLD, SAID)).isCloseTo(0.894444901275421, within(1e-12));
        assertThat(Similarity.spearman(GOLD, SAID)).isCloseTo(0.8629660371305348, within(1e-12));
        assertThat(Similarity.correlations(GOLD, SAID).keySet())
                .containsExactly("pearson", "spearman", "total");
    }

    @Test
    void whatDoesNotVaryHasNoCorrelation() {
        assertThat(Similarity.pearson(GOLD, new double[GOLD.length])).isNaN();
        assertThatThrownBy(() -> Similarity.pearson(GOLD, new double[3]))
                .hasMessage(
                        "a correlation needs two lists of one length, at least 2, found 10 and 3");
    }

    @Test
    void cosineIsOfDirectionsOnly() {
        assertThat(Similarity.cosine(new float[] {3, 4}, new float[] {6, 8}))
                .isCloseTo(1, within(1e-12));
        assertThat(Similarity.cosine(new float[] {1, 0}, new float[] {0, 5})).isZero();
        assertThat(Similarity.cosine(new float[2], new float[] {0, 5})).isZero();
    }

    @Test
    void vectorsAreComparedByWhatTheirMakerComparesThemBy() {
        float[] first = {3, 4};
        float[] second = {0, 1};

        assertThat(Similarity.of(SimilarityFunction.COSINE, first, second)).isEqualTo(0.8);
        assertThat(Similarity.of(SimilarityFunction.DOT, first, second)).isEqualTo(4);
        assertThat(Similarity.of(SimilarityFunction.EUCLIDEAN, first, second))
                .isEqualTo(-Math.sqrt(18));
        assertThat(Similarity.of(SimilarityFunction.MANHATTAN, first, second)).isEqualTo(-6);
        assertThatThrownBy(() -> Similarity.of(SimilarityFunction.DOT, first, new float[3]))
                .hasMessage("vectors must be of one length, found 2 and 3");
    }

    @Test
    void whichPassageIsNearestTheFunctionSays() {
        List<float[]> query = List.of(new float[] {1, 0});
        List<float[]> passages = List.of(new float[] {1, 0.1f}, new float[] {9, 9});
        int[] right = {0};

        assertThat(Retrieval.of(query, passages, right).recallAt1()).isEqualTo(1);
        assertThat(Retrieval.of(query, passages, right, SimilarityFunction.DOT).recallAt1())
                .isEqualTo(0);
        assertThat(Retrieval.of(query, passages, right, SimilarityFunction.EUCLIDEAN).recallAt1())
                .isEqualTo(1);
    }
}
