package io.github.flinkbert.evaluation.similarity;

import io.github.flinkbert.checkpoint.SimilarityFunction;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.DoubleBinaryOperator;
import java.util.stream.IntStream;
import org.apache.flink.annotation.Experimental;

/** How well a model's similarities go with people's. */
@Experimental
public final class Similarity {

    private Similarity() {}

    /**
     * @param gold people's scores
     * @param predicted the model's, such as cosines, in the same order
     * @return {@code pearson}, {@code spearman}, {@code total}
     */
    public static Map<String, Number> correlations(double[] gold, double[] predicted) {
        Map<String, Number> scores = new LinkedHashMap<>();
        scores.put("pearson", pearson(gold, predicted));
        scores.put("spearman", spearman(gold, predicted));
        scores.put("total", gold.length);
        return scores;
    }

    /** Cosine of two vectors; 0 where one of them is all zeros. */
    public static double cosine(float[] first, float[] second) {
        requireOneLength(first, second);
        double product = 0;
        double firstSquares = 0;
        double secondSquares = 0;
        for (int i = 0; i < first.length; i++) {
            product += (double) first[i] * second[i];
            firstSquares += (double) first[i] * first[i];
            secondSquares += (double) second[i] * second[i];
        }
        double lengths = Math.sqrt(firstSquares) * Math.sqrt(secondSquares);
        return lengths == 0 ? 0 : product / lengths;
    }

    /**
     * How alike two vectors are by what a model's maker compares them by: the greater, the more. A
     * distance is taken from 0.
     */
    public static double of(SimilarityFunction function, float[] first, float[] second) {
        return switch (function) {
            case COSINE -> cosine(first, second);
            case DOT -> sum(first, second, (a, b) -> a * b);
            case EUCLIDEAN -> -Math.sqrt(sum(first, second, (a, b) -> (a - b) * (a - b)));
            case MANHATTAN -> -sum(first, second, (a, b) -> Math.abs(a - b));
        };
    }

    private static double sum(float[] first, float[] second, DoubleBinaryOperator term) {
        requireOneLength(first, second);
        double sum = 0;
        for (int i = 0; i < first.length; i++) {
            sum += term.applyAsDouble(first[i], second[i]);
        }
        return sum;
    }

    private static void requireOneLength(float[] first, float[] second) {
        if (first.length != second.length) {
            throw new IllegalArgumentException(
                    "vectors must be of one length, found %d and %d"
                            .formatted(first.length, second.length));
        }
    }

    /**
     * Pearson's correlation; not a number where one side does not vary, as in SciPy.
     *
     * @throws IllegalArgumentException if the two differ in length, or have fewer than 2 values
     */
    public static double pearson(double[] first, double[] second) {
        if (first.length != second.length || first.length < 2) {
            throw new IllegalArgumentException(
                    "a correlation needs two lists of one length, at least 2, found %d and %d"
                            .formatted(first.length, second.length));
        }
        double firstMean = Arrays.stream(first).sum() / first.length;
        double secondMean = Arrays.stream(second).sum() / second.length;
        double product = 0;
        double firstSquares = 0;
        double secondSquares = 0;
        for (int i = 0; i < first.length; i++) {
            double left = first[i] - firstMean;
            double right = second[i] - secondMean;
            product += left * right;
            firstSquares += left * left;
            secondSquares += right * right;
        }
        double spread = Math.sqrt(firstSquares) * Math.sqrt(secondSquares);
        return spread == 0 ? Double.NaN : Math.max(-1, Math.min(1, product / spread));
    }

    /** Spearman's: Pearson's over ranks, equal values sharing the average of their ranks. */
    public static double spearman(double[] first, double[] second) {
        return pearson(ranks(first), ranks(second));
    }

    static double[] ranks(double[] values) {
        int[] order =
                IntStream.range(0, values.length)
                        .boxed()
                        .sorted(Comparator.comparingDouble(i -> values[i]))
                        .mapToInt(Integer::intValue)
                        .toArray();
        double[] ranks = new double[values.length];
        int from = 0;
        while (from < order.length) {
            int to = from + 1;
            while (to < order.length && values[order[to]] == values[order[from]]) {
                to++;
            }
            for (int i = from; i < to; i++) {
                ranks[order[i]] = (from + 1 + to) / 2.0;
            }
            from = to;
        }
        return ranks;
    }
}
