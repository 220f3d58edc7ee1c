package io.github.flinkbert.task.entities;

import io.github.flinkbert.checkpoint.AggregationStrategy;
import io.github.flinkbert.task.MostContext;
import io.github.flinkbert.task.ScoredWindow;
import io.github.flinkbert.task.Softmax;
import io.github.flinkbert.text.Pieces;
import java.util.Arrays;
import java.util.List;

/**
 * One distribution over labels a word, out of the label scores of overlapping windows.
 *
 * <p>A word's pieces are all read in one window, the one that holds the whole word with most
 * context. Only where every window cuts a word is each of its pieces read where it has most context
 * itself.
 */
@SuppressWarnings("ArrayRecordComponent") // handed from one decoder step to the next, not compared
record WordScores(int[] firstPiece, int[] afterLastPiece, double[][] probabilities) {

    /**
     * Below this a label counts as impossible all the same; it keeps sums over paths from
     * vanishing.
     */
    private static final double LEAST = 1e-30;

    int words() {
        return probabilities.length;
    }

    static WordScores join(
            Pieces pieces, List<ScoredWindow> windows, AggregationStrategy aggregation) {
        int[] first = firstPieces(pieces, aggregation);
        int words = first.length;
        int[] after = new int[words];
        double[][] probabilities = new double[words][];
        int[] mostContext = MostContext.ofPieces(pieces.size(), windows);
        for (int word = 0; word < words; word++) {
            after[word] = word + 1 < words ? first[word + 1] : pieces.size();
            int whole = MostContext.ofWord(windows, first[word], after[word]);
            int counted = speakers(aggregation, first[word], after[word]);
            double[][] rows = new double[counted - first[word]][];
            for (int piece = first[word]; piece < counted; piece++) {
                ScoredWindow window = windows.get(whole >= 0 ? whole : mostContext[piece]);
                rows[piece - first[word]] = Softmax.ofRow(window.scores(), window.row(piece));
            }
            probabilities[word] = pool(rows, aggregation);
        }
        return new WordScores(first, after, probabilities);
    }

    /** One past the last of the pieces that speak for a word. */
    private static int speakers(AggregationStrategy aggregation, int first, int after) {
        return aggregation == AggregationStrategy.AVERAGE || aggregation == AggregationStrategy.MAX
                ? after
                : first + 1;
    }

    private static int[] firstPieces(Pieces pieces, AggregationStrategy aggregation) {
        int[] first = new int[pieces.size()];
        int words = 0;
        for (int piece = 0; piece < pieces.size(); piece++) {
            boolean begins = piece == 0 || pieces.word(piece) != pieces.word(piece - 1);
            if (begins || aggregation == AggregationStrategy.EACH_PIECE) {
                first[words++] = piece;
            }
        }
        return Arrays.copyOf(first, words);
    }

    private static double[] pool(double[][] rows, AggregationStrategy aggregation) {
        double[] pooled = rows[0];
        for (int row = 1; row < rows.length; row++) {
            for (int label = 0; label < pooled.length; label++) {
                double here = rows[row][label];
                pooled[label] =
                        aggregation == AggregationStrategy.MAX
                                ? Math.max(pooled[label], here)
                                : pooled[label] + here;
            }
        }
        double sum = 0;
        for (double value : pooled) {
            sum += value;
        }
        for (int label = 0; label < pooled.length; label++) {
            pooled[label] = Math.max(pooled[label] / sum, LEAST);
        }
        return pooled;
    }
}
