package io.github.flinkbert.text;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.apache.flink.annotation.Internal;

/**
 * Windows over sequences that are longer than the model reads at once.
 *
 * <p>Source: the document spans of Google's {@code run_squad.py} ({@code
 * convert_examples_to_features}, {@code _check_is_max_context}).
 */
@Internal
public final class Windows {

    private Windows() {}

    /**
     * Windows that begin {@code stride} pieces apart, the last one ending with the sequence. Every
     * piece is in one at least. A sequence that fits, the empty one too, has one window. With
     * {@code stride == length} windows do not overlap.
     *
     * @param pieces how many pieces the sequence has
     * @param length the most pieces of a window, at least 1
     * @param stride how far apart windows begin, at least 1; more than {@code length} counts as
     *     {@code length}, as in Google's script, so that nothing is skipped where a long question
     *     leaves little room
     */
    public static List<Window> over(int pieces, int length, int stride) {
        if (pieces < 0 || length < 1 || stride < 1) {
            throw new IllegalArgumentException(
                    ("windows over %d pieces, of length %d, %d apart: expected 0 pieces or more,"
                                    + " a length and a stride of at least 1")
                            .formatted(pieces, length, stride));
        }
        int step = Math.min(length, stride);
        List<Window> windows = new ArrayList<>();
        int from = 0;
        while (pieces - from > length) {
            windows.add(new Window(from, from + length));
            from += step;
        }
        windows.add(new Window(from, pieces));
        return List.copyOf(windows);
    }

    /**
     * For every piece, the index of the window in which it has the most context: the smaller of its
     * left and right context is greatest, a longer window being slightly better (0.01 a piece). Of
     * equals the first wins.
     *
     * @param pieces how many pieces the sequence has
     * @param windows ascending, covering every piece, as {@link #over} makes them
     */
    public static int[] ofMostContext(int pieces, List<Window> windows) {
        int[] best = new int[pieces];
        double[] scores = new double[pieces];
        Arrays.fill(scores, Double.NEGATIVE_INFINITY);
        for (int i = 0; i < windows.size(); i++) {
            Window window = windows.get(i);
            for (int piece = window.from(); piece < window.to(); piece++) {
                int context = Math.min(piece - window.from(), window.to() - 1 - piece);
                // Floating point, for Google's ties are those of floating point.
                double score = context + 0.01 * window.length();
                if (score > scores[piece]) {
                    scores[piece] = score;
                    best[piece] = i;
                }
            }
        }
        return best;
    }
}
