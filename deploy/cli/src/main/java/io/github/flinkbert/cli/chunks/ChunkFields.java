package io.github.flinkbert.cli.chunks;

import io.github.flinkbert.cli.lines.LineResult;
import io.github.flinkbert.task.chunks.TextChunk;
import io.github.flinkbert.task.chunks.TextChunks;

/** Chunks as a field of a line of JSON. */
final class ChunkFields {

    private ChunkFields() {}

    static LineResult chunks(TextChunks found) {
        return json -> {
            json.writeArrayFieldStart("chunks");
            for (TextChunk chunk : found.chunks()) {
                json.writeStartObject();
                json.writeStringField("text", chunk.text());
                json.writeNumberField("start", chunk.start());
                json.writeNumberField("end", chunk.end());
                json.writeArrayFieldStart("embedding");
                for (float value : chunk.embedding().vector()) {
                    json.writeNumber(value);
                }
                json.writeEndArray();
                json.writeEndObject();
            }
            json.writeEndArray();
        };
    }
}
