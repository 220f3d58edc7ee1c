package io.github.flinkbert.flink.task.chunks;

import io.github.flinkbert.flink.binding.TaskKey;
import io.github.flinkbert.flink.binding.TaskRequest;
import io.github.flinkbert.flink.binding.TextInput;
import io.github.flinkbert.task.Ask;
import io.github.flinkbert.task.chunks.Chunking;
import io.github.flinkbert.task.chunks.EmbedChunks;
import io.github.flinkbert.task.embedding.Embed;
import java.util.List;
import java.util.OptionalInt;

/**
 * Asks for the chunks of every text; what {@link EmbedChunks} says, as it travels.
 *
 * @param embedding how a chunk's vector is made
 * @param mostPieces {@link #USUAL} for as {@link EmbedChunks#mostPieces} has it where it is empty
 * @param overlap as in {@link EmbedChunks#overlap}
 */
record ChunksRequest(TaskRequest embedding, Chunking chunking, int mostPieces, int overlap)
        implements TaskRequest {

    static final int USUAL = -1;

    @Override
    public TaskKey<?> task() {
        return ChunksTask.KEY;
    }

    @Override
    public List<Ask<?>> asks(TextInput input) {
        return chunks(embedding.asks(input));
    }

    @Override
    public List<Ask<?>> everyAsk(String probe) {
        return chunks(embedding.everyAsk(probe));
    }

    private List<Ask<?>> chunks(List<Ask<?>> vectors) {
        return vectors.stream().<Ask<?>>map(vector -> ask((Embed) vector)).toList();
    }

    private EmbedChunks ask(Embed vector) {
        return new EmbedChunks(
                vector,
                chunking,
                mostPieces == USUAL ? OptionalInt.empty() : OptionalInt.of(mostPieces),
                overlap);
    }
}
