package io.github.flinkbert.text;

import org.apache.flink.annotation.Internal;

/**
 * A stretch of a sequence of pieces.
 *
 * @param from the first piece
 * @param to one past the last piece
 */
@Internal
public record Window(int from, int to) {

    public int length() {
        return to - from;
    }
}
