package io.github.flinkbert.cli.evaluate.similarity;

import io.github.flinkbert.cli.evaluate.Mistake;
import io.github.flinkbert.evaluation.similarity.SentencePair;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;

/** Which pairs stand farthest from their places when all are ranked by how alike they are. */
final class PairMistakes {

    /** A share of all places; nearer ones are no mistakes. */
    private static final double FAR = 0.25;

    private PairMistakes() {}

    /**
     * @param predicted how alike the model finds each pair
     */
    static void tell(List<SentencePair> pairs, double[] predicted, Consumer<Mistake> mistakes) {
        double[] right = pairs.stream().mapToDouble(SentencePair::similarity).toArray();
        double[] rightPlaces = places(right);
        double[] places = places(predicted);
        for (int i = 0; i < right.length; i++) {
            double off = places[i] - rightPlaces[i];
            if (Math.abs(off) > FAR) {
                mistakes.accept(
                        Mistake.of(
                                off > 0 ? "found too alike" : "found too different",
                                Math.abs(off),
                                "first",
                                Mistake.beginning(pairs.get(i).first()),
                                "second",
                                Mistake.beginning(pairs.get(i).second()),
                                "right",
                                "%.1f (more alike than %.0f %%)"
                                        .formatted(right[i], 100 * rightPlaces[i]),
                                "found",
                                "%.2f (more alike than %.0f %%)"
                                        .formatted(predicted[i], 100 * places[i])));
            }
        }
    }

    /** Share of the others that are below each; equal ones count half. */
    private static double[] places(double[] values) {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        double[] places = new double[values.length];
        for (int i = 0; i < values.length; i++) {
            int below = bound(sorted, values[i], false);
            int upTo = bound(sorted, values[i], true);
            places[i] = (below + upTo) / 2.0 / values.length;
        }
        return places;
    }

    /** How many are below a value, or up to it. */
    private static int bound(double[] sorted, double value, boolean included) {
        int low = 0;
        int high = sorted.length;
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (sorted[middle] < value || (included && sorted[middle] == value)) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }
}
