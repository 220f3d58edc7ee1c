package io.github.flinkbert.family.elmo;

import io.github.flinkbert.checkpoint.Pooling;
import java.util.Arrays;
import java.util.Collections;
import java.util.EnumSet;
import java.util.Set;

/**
 * How the vectors of a text's words become one; {@code <S>} and {@code </S>} take no part, unless
 * there are no words: then these two stand for the text.
 */
final class WordPooling {

    /** No word stands for its text. */
    static final Set<Pooling> KNOWN =
            Collections.unmodifiableSet(
                    EnumSet.of(
                            Pooling.MEAN,
                            Pooling.MAX,
                            Pooling.MEAN_SQRT_LEN,
                            Pooling.WEIGHTED_MEAN));

    private WordPooling() {}

    /**
     * @param rows [tokens, width] of a batch
     * @param first row of the sequence's first token
     * @param tokens of the sequence, {@code <S>} and {@code </S>} included
     * @param into where the vector goes, from {@code at} on
     */
    static void pool(
            Pooling pooling, float[] rows, int width, int first, int tokens, float[] into, int at) {
        int from = tokens > 2 ? first + 1 : first;
        int to = tokens > 2 ? first + tokens - 1 : first + tokens;
        if (pooling == Pooling.MAX) {
            Arrays.fill(into, at, at + width, Float.NEGATIVE_INFINITY);
            for (int row = from; row < to; row++) {
                for (int i = 0; i < width; i++) {
                    into[at + i] = Math.max(into[at + i], rows[row * width + i]);
                }
            }
            return;
        }
        double[] sums = new double[width];
        for (int row = from; row < to; row++) {
            double weight = pooling == Pooling.WEIGHTED_MEAN ? row - from + 1 : 1;
            for (int i = 0; i < width; i++) {
                sums[i] += weight * rows[row * width + i];
            }
        }
        double divisor = divisor(pooling, to - from);
        for (int i = 0; i < width; i++) {
            into[at + i] = (float) (sums[i] / divisor);
        }
    }

    private static double divisor(Pooling pooling, int words) {
        return switch (pooling) {
            case MEAN -> words;
            case MEAN_SQRT_LEN -> Math.sqrt(words);
            case WEIGHTED_MEAN -> words * (words + 1.0) / 2;
            default ->
                    throw new IllegalArgumentException(
                            "ELMo's vectors are pooled by %s; found %s".formatted(KNOWN, pooling));
        };
    }
}
