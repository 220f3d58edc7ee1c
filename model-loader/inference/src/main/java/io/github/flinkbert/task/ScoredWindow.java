package io.github.flinkbert.task;

import io.github.flinkbert.tensor.Matrix;
import org.apache.flink.annotation.Experimental;

/**
 * What the encoder said about one window of a text.
 *
 * <p>Row {@code firstRow + i} of {@code scores} belongs to piece {@code from + i}. Rows before and
 * after are special tokens and, in front of an answer's context, the question; they may be left out
 * where a decoder does not ask for them.
 *
 * @param from first piece of the window
 * @param to one past the last piece of the window
 * @param firstRow row of the window's first piece in {@code scores}
 * @param scores one row a token; columns are labels, start and end scores, or hidden units
 */
@Experimental
public record ScoredWindow(int from, int to, int firstRow, Matrix scores) {

    public ScoredWindow {
        if (from < 0 || to < from) {
            throw new IllegalArgumentException(
                    "a window runs from a piece to a later one, found %d to %d"
                            .formatted(from, to));
        }
        if (firstRow < 0 || firstRow + (to - from) > scores.rows()) {
            throw new IllegalArgumentException(
                    "a window of %d pieces from row %d on needs %d rows of scores, found %d"
                            .formatted(to - from, firstRow, firstRow + to - from, scores.rows()));
        }
    }

    /** Scores of the window's pieces only, special tokens left out. */
    public static ScoredWindow ofPieces(int from, int to, Matrix scores) {
        return new ScoredWindow(from, to, 0, scores);
    }

    /** Row of {@code scores} that belongs to this piece of the text. */
    public int row(int piece) {
        return firstRow + piece - from;
    }
}
