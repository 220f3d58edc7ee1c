package io.github.flinkbert.evaluation.similarity;

import io.github.flinkbert.checkpoint.SimilarityFunction;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.flink.annotation.Experimental;

/**
 * How well queries find their passages by their vectors.
 *
 * @param recallAt1 share of the queries whose passage is the nearest of all
 * @param recallAt10 share of the queries whose passage is among the ten nearest
 * @param mrr mean of {@code 1 / rank} of a query's passage, over all passages
 */
@Experimental
public record Retrieval(double recallAt1, double recallAt10, double mrr) {

    public static final String RECALL_AT_1 = "recall_at_1";
    public static final String RECALL_AT_10 = "recall_at_10";
    public static final String MRR = "mrr";

    private static final int TEN = 10;

    /** By the cosine, as {@link #of(List, List, int[], SimilarityFunction)}. */
    public static Retrieval of(List<float[]> queries, List<float[]> passages, int[] right) {
        return of(queries, passages, right, SimilarityFunction.COSINE);
    }

    /**
     * A passage that is as near as the right one counts as nearer: a model whose vectors are all
     * the same finds nothing.
     *
     * @param right index of each query's passage
     * @param function what says which is nearest
     * @throws IllegalArgumentException if there is no query, or not one passage for each
     */
    public static Retrieval of(
            List<float[]> queries,
            List<float[]> passages,
            int[] right,
            SimilarityFunction function) {
        if (queries.isEmpty() || queries.size() != right.length) {
            throw new IllegalArgumentException(
                    "there must be queries, and a passage for each, found %d queries and %d"
                            .formatted(queries.size(), right.length));
        }
        boolean cosine = function == SimilarityFunction.COSINE;
        // Of unit vectors the product is the cosine, which spares their lengths for each pair.
        SimilarityFunction compared = cosine ? SimilarityFunction.DOT : function;
        List<float[]> asked = cosine ? units(queries) : queries;
        List<float[]> known = cosine ? units(passages) : passages;
        int first = 0;
        int amongTen = 0;
        double reciprocals = 0;
        for (int query = 0; query < right.length; query++) {
            int rank = rank(asked.get(query), known, right[query], compared);
            first += rank == 1 ? 1 : 0;
            amongTen += rank <= TEN ? 1 : 0;
            reciprocals += 1.0 / rank;
        }
        double all = right.length;
        return new Retrieval(first / all, amongTen / all, reciprocals / all);
    }

    private static int rank(
            float[] query, List<float[]> passages, int right, SimilarityFunction function) {
        double own = Similarity.of(function, query, passages.get(right));
        int rank = 1;
        for (int i = 0; i < passages.size(); i++) {
            if (i != right && Similarity.of(function, query, passages.get(i)) >= own) {
                rank++;
            }
        }
        return rank;
    }

    private static List<float[]> units(List<float[]> vectors) {
        return vectors.stream().map(Retrieval::unit).toList();
    }

    private static float[] unit(float[] vector) {
        double length = Math.sqrt(Similarity.of(SimilarityFunction.DOT, vector, vector));
        float[] unit = new float[vector.length];
        for (int i = 0; i < unit.length; i++) {
            unit[i] = length == 0 ? 0 : (float) (vector[i] / length);
        }
        return unit;
    }

    /** Under the metrics' names. */
    public Map<String, Double> scores() {
        Map<String, Double> scores = new LinkedHashMap<>();
        scores.put(RECALL_AT_1, recallAt1);
        scores.put(RECALL_AT_10, recallAt10);
        scores.put(MRR, mrr);
        return scores;
    }
}
