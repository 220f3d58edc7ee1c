package io.github.flinkbert.task;

import io.github.flinkbert.text.Window;
import io.github.flinkbert.text.Windows;
import java.util.List;
import org.apache.flink.annotation.Internal;

/** Which window is believed where windows overlap: the one that sees most on both sides. */
@Internal
public final class MostContext {

    private MostContext() {}

    /**
     * For each piece, the index of the window in which it has most context ({@link
     * Windows#ofMostContext}).
     *
     * @throws IllegalArgumentException if a piece is in no window
     */
    public static int[] ofPieces(int pieces, List<ScoredWindow> windows) {
        int covered = 0;
        for (ScoredWindow window : windows) {
            if (window.from() > covered) {
                break;
            }
            covered = Math.max(covered, window.to());
        }
        requireAll(pieces, covered);
        return Windows.ofMostContext(
                pieces, windows.stream().map(w -> new Window(w.from(), w.to())).toList());
    }

    /**
     * The same of a causal model, whose tokens see nothing behind them: the first window of each
     * piece.
     *
     * @throws IllegalArgumentException if a piece is in no window
     */
    public static int[] ofCausalPieces(int pieces, List<ScoredWindow> windows) {
        int[] first = new int[pieces];
        int covered = 0;
        for (int i = 0; i < windows.size(); i++) {
            if (windows.get(i).from() > covered) {
                break;
            }
            while (covered < windows.get(i).to()) {
                first[covered++] = i;
            }
        }
        requireAll(pieces, covered);
        return first;
    }

    private static void requireAll(int pieces, int covered) {
        if (covered != pieces) {
            throw new IllegalArgumentException(
                    "windows must hold each of %d pieces, found that they end or part at %d"
                            .formatted(pieces, covered));
        }
    }

    /**
     * Index of the window that holds all of a word's pieces with most context, by the same rule; -1
     * where every window cuts the word.
     */
    public static int ofWord(List<ScoredWindow> windows, int firstPiece, int afterLastPiece) {
        int found = -1;
        double best = -1;
        for (int i = 0; i < windows.size(); i++) {
            ScoredWindow window = windows.get(i);
            int left = firstPiece - window.from();
            int right = window.to() - afterLastPiece;
            double context = Math.min(left, right) + 0.01 * (window.to() - window.from());
            if (Math.min(left, right) >= 0 && context > best) {
                best = context;
                found = i;
            }
        }
        return found;
    }
}
