package io.github.flinkbert.task.chunks;

import io.github.flinkbert.task.embedding.Embedding;
import org.apache.flink.annotation.PublicEvolving;

/**
 * A part of a text, with its vector. Immutable.
 *
 * @param text {@code original.substring(start, end)}
 * @param start first UTF-16 code unit in the text as it came in
 * @param end one past the last
 */
@PublicEvolving
public record TextChunk(String text, int start, int end, Embedding embedding) {

    /** Nothing of the text, which is other people's. */
    @Override
    public String toString() {
        return "TextChunk[%d to %d, %s]".formatted(start, end, embedding);
    }
}
