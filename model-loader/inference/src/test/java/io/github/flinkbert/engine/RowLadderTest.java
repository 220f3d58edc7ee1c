package io.github.flinkbert.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.flinkbert.checkpoint.Activation;
import io.github.flinkbert.checkpoint.BertConfig;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RowLadderTest {

    /** BERT-Base, of so many positions. */
    static BertConfig base(int positions) {
        return new BertConfig(30522, 768, 12, 12, 3072, positions, 2, Activation.GELU_TANH, 1e-12);
    }

    @ParameterizedTest
    @ValueSource(ints = {2, 16, 17, 64, 128, 500, 512, 2048})
    void climbsToTheModelsLastPosition(int positions) {
        RowLadder ladder = RowLadder.of(base(positions));
        assertThat(ladder.longest()).isEqualTo(positions);
        assertThat(ladder.lengths()).isSorted().doesNotHaveDuplicates();
    }

    @Test
    void aLongerRowCostsMoreThanTheSameTokensInShorterOnes() {
        RowLadder ladder = RowLadder.of(base(512));
        assertThat(ladder.cost(1, 512)).isGreaterThan(ladder.cost(4, 128));
        assertThat(ladder.cost(2, 128)).isEqualTo(2 * ladder.cost(1, 128));
    }

    @Test
    void needsARowLength() {
        assertThatThrownBy(() -> new RowLadder(List.of(), 768))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("a ladder needs at least one row length");
    }
}
