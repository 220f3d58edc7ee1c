package io.github.flinkbert.task;

import java.util.Arrays;
import java.util.List;

/**
 * Which window a piece is judged in, where windows overlap: the one in which the smaller of its
 * left and right context is greatest.
 *
 * <p>The rule is {@code _check_is_max_context} of Google's {@code run_squad.py}: the smaller
 * context plus a hundredth of the window's length, the earlier window where two are equal.
 */
public final class MostContext {

    private final int[] windowOfPiece;

    /**
     * @param pieces number of pieces of the text
     * @throws IllegalArgumentException if a piece is in no window
     */
    public MostContext(int pieces, List<ScoredWindow> windows) {
        this.windowOfPiece = new int[pieces];
        double[] best = new double[pieces];
        Arrays.fill(best, -1);
        for (int window = 0; window < windows.size(); window++) {
            ScoredWindow range = windows.get(window);
            for (int piece = range.from(); piece < Math.min(range.to(), pieces); piece++) {
                double context = context(range, piece, piece + 1);
                if (context > best[piece]) {
                    best[piece] = context;
                    windowOfPiece[piece] = window;
                }
            }
        }
        for (int piece = 0; piece < pieces; piece++) {
            if (best[piece] < 0) {
                throw new IllegalArgumentException(
                        "every piece must be in a window, found none for piece %d of %d"
                                .formatted(piece, pieces));
            }
        }
    }

    /** Index of the window in which the piece has most context. */
    public int windowOf(int piece) {
        return windowOfPiece[piece];
    }

    /**
     * Index of the window that holds all of these pieces with most context, or -1 where every
     * window cuts them.
     */
    static int windowOf(List<ScoredWindow> windows, int first, int afterLast) {
        int found = -1;
        double best = -1;
        for (int window = 0; window < windows.size(); window++) {
            ScoredWindow range = windows.get(window);
            if (range.covers(first, afterLast) && context(range, first, afterLast) > best) {
                best = context(range, first, afterLast);
                found = window;
            }
        }
        return found;
    }

    private static double context(ScoredWindow range, int first, int afterLast) {
        return Math.min(first - range.from(), range.to() - afterLast)
                + 0.01 * (range.to() - range.from());
    }
}
