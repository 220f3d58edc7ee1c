package io.github.flinkbert.task.chunks;

import java.util.List;
import org.apache.flink.annotation.PublicEvolving;

/**
 * A text's chunks, in its order. Together they have all of it but the white space at their edges; a
 * text in which the model reads no piece has none. Immutable.
 */
@PublicEvolving
public record TextChunks(List<TextChunk> chunks) {

    public TextChunks {
        chunks = List.copyOf(chunks);
    }
}
