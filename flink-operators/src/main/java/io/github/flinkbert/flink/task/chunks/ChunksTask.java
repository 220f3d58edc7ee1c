package io.github.flinkbert.flink.task.chunks;

import io.github.flinkbert.flink.binding.TaskKey;
import io.github.flinkbert.flink.binding.TaskRequest;
import io.github.flinkbert.flink.task.embedding.EmbeddingTask;
import io.github.flinkbert.task.chunks.EmbedChunks;
import io.github.flinkbert.task.chunks.TextChunk;
import java.util.List;
import org.apache.flink.annotation.PublicEvolving;

/** The chunks of each text, which is cut at its sentences, and a vector of each. */
@PublicEvolving
public final class ChunksTask {

    /** In the order of the text. */
    public static final TaskKey<List<TextChunk>> KEY = TaskKey.named("chunks");

    private ChunksTask() {}

    /** As the release itself makes vectors, each chunk read alone. */
    public static TaskRequest asReleased() {
        return of(EmbedChunks.asReleased());
    }

    /** As this makes them. */
    public static TaskRequest of(EmbedChunks chunks) {
        return new ChunksRequest(
                EmbeddingTask.of(chunks.embed()),
                chunks.chunking(),
                chunks.mostPieces().orElse(ChunksRequest.USUAL),
                chunks.overlap());
    }
}
