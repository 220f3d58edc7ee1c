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
        if (covered != pieces) {
            throw new IllegalArgumentException(
                    "windows must hold each of %d pieces, found that they end or part at %d"
                            .formatted(pieces, covered));
        }
        return Windows.ofMostContext(
                pieces, windows.stream().map(w -> new Window(w.from(), w.to())).toList());
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
