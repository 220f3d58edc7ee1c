package io.github.flinkbert.task.embedding;

import io.github.flinkbert.checkpoint.Pooling;
import io.github.flinkbert.tensor.Matrix;
import java.util.Arrays;

/**
 * Pooling of some of a sequence's tokens, where not all of them take part, which the graph cannot
 * tell apart. The same as there, in double precision.
 */
final class TokenPooling {

    private TokenPooling() {}

    /**
     * @param tokens a row a token, special tokens included
     * @param from the first token that takes part, of the mean and the greatest; the first and the
     *     last token of the sequence stay what they are
     * @throws IllegalArgumentException for BERT's own pooler, which has weights
     */
    static float[] pool(Pooling pooling, Matrix tokens, int from) {
        return switch (pooling) {
            case CLS -> tokens.row(0);
            case LAST_TOKEN -> tokens.row(tokens.rows() - 1);
            case MAX -> max(tokens, from);
            case MEAN, MEAN_SQRT_LEN, WEIGHTED_MEAN -> mean(pooling, tokens, from);
            case NORMALIZED_MEAN, SIF ->
                    throw new IllegalArgumentException(
                            "pooling by %s needs the words' own vectors".formatted(pooling.word()));
            case CLS_POOLER ->
                    throw new IllegalArgumentException("BERT's own pooler is no pooling of tokens");
        };
    }

    private static float[] max(Matrix tokens, int from) {
        float[] greatest = new float[tokens.columns()];
        Arrays.fill(greatest, Float.NEGATIVE_INFINITY);
        for (int row = from; row < tokens.rows(); row++) {
            for (int i = 0; i < greatest.length; i++) {
                greatest[i] = Math.max(greatest[i], tokens.get(row, i));
            }
        }
        return greatest;
    }

    private static float[] mean(Pooling pooling, Matrix tokens, int from) {
        double[] sums = new double[tokens.columns()];
        for (int row = from; row < tokens.rows(); row++) {
            double weight = pooling == Pooling.WEIGHTED_MEAN ? row + 1 : 1;
            for (int i = 0; i < sums.length; i++) {
                sums[i] += weight * tokens.get(row, i);
            }
        }
        double divisor = EmbeddingJoin.divisor(pooling, from, tokens.rows());
        float[] mean = new float[sums.length];
        for (int i = 0; i < mean.length; i++) {
            mean[i] = (float) (sums[i] / divisor);
        }
        return mean;
    }
}
