package io.github.flinkbert.task;

/**
 * Consecutive pieces of a text.
 *
 * @param from first piece
 * @param to one past the last
 */
public record PieceRange(int from, int to) {

    public int length() {
        return to - from;
    }
}
