package io.github.flinkbert.evaluation.similarity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class RetrievalTest {

    @Test
    void ranksByTheCosineWhateverTheLengths() {
        List<float[]> passages =
                List.of(new float[] {9, 0}, new float[] {0, 1}, new float[] {1, 1});
        // Ranks 1, 2 and 3.
        List<float[]> queries =
                List.of(new float[] {0, 7}, new float[] {0, 1}, new float[] {0, 0.1f});

        Retrieval found = Retrieval.of(queries, passages, new int[] {1, 2, 0});

        assertThat(found.recallAt1()).isCloseTo(1 / 3.0, within(1e-9));
        assertThat(found.recallAt10()).isEqualTo(1);
        assertThat(found.mrr()).isCloseTo((1 + 1 / 2.0 + 1 / 3.0) / 3, within(1e-9));
    }

    @Test
    void amongTenIsTheTenthAndNotTheEleventh() {
        List<float[]> passages = new ArrayList<>();
        for (int i = 0; i < 12; i++) {
            passages.add(new float[] {(float) Math.cos(0.1 * i), (float) Math.sin(0.1 * i)});
        }
        List<float[]> query = List.of(new float[] {1, 0});

        assertThat(Retrieval.of(query, passages, new int[] {9}).recallAt10()).isEqualTo(1);
        assertThat(Retrieval.of(query, passages, new int[] {10}).recallAt10()).isZero();
    }

    @Test
    void vectorsThatAreAllTheSameFindNothing() {
        List<float[]> same = List.of(new float[] {1, 2}, new float[] {1, 2}, new float[] {1, 2});

        Retrieval found = Retrieval.of(same, same, new int[] {0, 1, 2});

        assertThat(found.recallAt1()).isZero();
        assertThat(found.mrr()).isCloseTo(1 / 3.0, within(1e-9));
    }

    @Test
    void needsAPassageForEachQuery() {
        assertThatThrownBy(() -> Retrieval.of(List.of(), List.of(), new int[0]))
                .hasMessage("there must be queries, and a passage for each, found 0 queries and 0");
    }
}
