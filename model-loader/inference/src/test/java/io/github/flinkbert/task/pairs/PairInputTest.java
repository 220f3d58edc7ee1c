package io.github.flinkbert.task.pairs;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.flinkbert.testing.RandomSeed;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Random;
import org.junit.jupiter.api.Test;

class PairInputTest {

    /** Google's {@code _truncate_seq_pair}, piece by piece. */
    private static PairInput.Lengths truncateSeqPair(int first, int second, int maxLength) {
        Deque<Integer> tokensA = pieces(first);
        Deque<Integer> tokensB = pieces(second);
        while (true) {
            int totalLength = tokensA.size() + tokensB.size();
            if (totalLength <= maxLength) {
                return new PairInput.Lengths(tokensA.size(), tokensB.size());
            }
            if (tokensA.size() > tokensB.size()) {
                tokensA.removeLast();
            } else {
                tokensB.removeLast();
            }
        }
    }

    private static Deque<Integer> pieces(int count) {
        Deque<Integer> pieces = new ArrayDeque<>();
        for (int i = 0; i < count; i++) {
            pieces.addLast(i);
        }
        return pieces;
    }

    @Test
    void piecesAreCutOffTheLongerTextAsTheReferenceDoes() {
        Random random = RandomSeed.random(3);
        for (int i = 0; i < 2000; i++) {
            int first = 1 + random.nextInt(2000);
            int second = random.nextInt(3) == 0 ? first : 1 + random.nextInt(2000);
            int room = random.nextInt(4) == 0 ? 509 : 2 + random.nextInt(600);
            assertThat(PairInput.longestFirst(first, second, room))
                    .as("%d and %d into %d", first, second, room)
                    .isEqualTo(truncateSeqPair(first, second, room));
        }
    }

    @Test
    void everyPairOfShortLengthsIsCutAsTheReferenceDoes() {
        for (int room = 0; room <= 13; room++) {
            for (int first = 0; first <= 16; first++) {
                for (int second = 0; second <= 16; second++) {
                    assertThat(PairInput.longestFirst(first, second, room))
                            .as("%d and %d into %d", first, second, room)
                            .isEqualTo(truncateSeqPair(first, second, room));
                }
            }
        }
    }
}
