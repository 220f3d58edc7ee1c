package io.github.flinkbert.encoder;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.flinkbert.text.Sequence;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class PackedBatchTest {

    private final Sequence three = Miniatures.sequence(new Random(1), 3);
    private final Sequence four = Miniatures.sequence(new Random(2), 4);

    @Test
    void positionsRestartAndOwnersTellSequencesApart() {
        PackedBatch batch =
                new PackedBatch(
                        2,
                        8,
                        List.of(
                                new PackedBatch.Placed(four, 0, 3),
                                new PackedBatch.Placed(three, 0, 0),
                                new PackedBatch.Placed(three, 1, 5)));
        assertThat(batch.positions())
                .containsExactly(0, 1, 2, 0, 1, 2, 3, 0, 0, 0, 0, 0, 0, 0, 1, 2);
        assertThat(batch.owners())
                .containsExactly(1, 1, 1, 0, 0, 0, 0, -1, -1, -1, -1, -1, -1, 2, 2, 2);
        assertThat(batch.firstTokens()).containsExactly(3, 0, 13);
        assertThat(batch.allTokens()).containsExactly(3, 4, 5, 6, 0, 1, 2, 13, 14, 15);
        assertThat(batch.tokens()).isEqualTo(10);
    }

    @Test
    void refusesASequenceOverItsRowsEnd() {
        assertThatThrownBy(() -> new PackedBatch(1, 6, List.of(new PackedBatch.Placed(four, 0, 3))))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("a sequence of 4 tokens does not fit row 0, column 3 of 1 rows of 6");
    }

    @Test
    void refusesSequencesThatOverlap() {
        assertThatThrownBy(
                        () ->
                                new PackedBatch(
                                        1,
                                        8,
                                        List.of(
                                                new PackedBatch.Placed(four, 0, 0),
                                                new PackedBatch.Placed(three, 0, 3))))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("sequences 0 and 1 overlap");
    }
}
