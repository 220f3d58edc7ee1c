package io.github.flinkbert.training.packing;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.flinkbert.testing.RandomSeed;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class EpochBatchesTest {

    private static final int ROWS = 8;
    private static final int LENGTH = 128;

    private final int[] lengths = RandomSeed.random(1).ints(500, 3, 90).toArray();

    private EpochBatches epoch(int epoch) {
        return EpochBatches.of(lengths, ROWS, LENGTH, 42, epoch);
    }

    @Test
    void everyExampleIsInOneBatch() {
        int[] all =
                epoch(1).batches().stream()
                        .flatMapToInt(batch -> Arrays.stream(batch.examples()))
                        .sorted()
                        .toArray();
        assertThat(all).isEqualTo(IntStream.range(0, lengths.length).toArray());
    }

    @Test
    void noneOverlapsAnotherOrReachesOverARow() {
        for (EpochBatches.Batch batch : epoch(1).batches()) {
            boolean[] taken = new boolean[ROWS * LENGTH];
            for (int i = 0; i < batch.examples().length; i++) {
                int first = batch.places()[i];
                int last = first + lengths[batch.examples()[i]] - 1;
                assertThat(first / LENGTH).isEqualTo(last / LENGTH);
                for (int token = first; token <= last; token++) {
                    assertThat(taken[token]).isFalse();
                    taken[token] = true;
                }
            }
        }
    }

    @Test
    void examplesOfOneLossTakeAsManyBatchesAsTheyNeedAndNoMoreRows() {
        List<Integer> many = IntStream.range(0, 100).boxed().toList();
        List<Integer> few = List.of(401, 400);
        int longest = Math.max(lengths[400], lengths[401]);

        EpochBatches batches = EpochBatches.together(List.of(many, few), lengths, ROWS, LENGTH);

        assertThat(batches.runs()).hasSize(2);
        List<EpochBatches.Batch> first = batches.runs().get(0);
        assertThat(first).hasSizeGreaterThan(1);
        assertThat(
                        first.stream()
                                .flatMapToInt(batch -> Arrays.stream(batch.examples()))
                                .sorted()
                                .toArray())
                .isEqualTo(IntStream.range(0, 100).toArray());
        assertThat(first.get(0).rows()).isEqualTo(ROWS);
        assertThat(batches.runs().get(1)).hasSize(1);
        int rows = batches.runs().get(1).get(0).rows();
        assertThat(rows).isEqualTo(lengths[400] + lengths[401] > LENGTH ? 2 : 1);
        assertThat(longest).isLessThanOrEqualTo(LENGTH);
    }

    @Test
    void littleIsPadding() {
        long tokens = IntStream.of(lengths).sum();
        assertThat((double) tokens / (epoch(1).batches().size() * ROWS * LENGTH))
                .isGreaterThan(0.9);
    }

    @Test
    void isTheSameForTheSameEpochAndAnotherForAnother() {
        assertThat(epoch(1).batches().get(0).examples())
                .isEqualTo(epoch(1).batches().get(0).examples())
                .isNotEqualTo(epoch(2).batches().get(0).examples());
    }
}
