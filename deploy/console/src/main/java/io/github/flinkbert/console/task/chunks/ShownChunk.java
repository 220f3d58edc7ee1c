package io.github.flinkbert.console.task.chunks;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import io.github.flinkbert.task.chunks.TextChunk;
import org.apache.flink.annotation.Internal;

/** From {@code start} to {@code end} of the text, in UTF-16 code units, if the record is true. */
@JsonIgnoreProperties(ignoreUnknown = true)
@Internal
public record ShownChunk(int start, int end) {

    static ShownChunk of(TextChunk found) {
        return new ShownChunk(found.start(), found.end());
    }
}
