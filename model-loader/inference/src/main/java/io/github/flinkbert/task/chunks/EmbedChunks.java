package io.github.flinkbert.task.chunks;

import io.github.flinkbert.failure.TextRejectedException;
import io.github.flinkbert.task.Ask;
import io.github.flinkbert.task.InferencePlan;
import io.github.flinkbert.task.TextContext;
import io.github.flinkbert.task.embedding.Embed;
import io.github.flinkbert.task.embedding.Embedding;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import org.apache.flink.annotation.PublicEvolving;

/**
 * Cuts a text at its sentences into chunks, and makes a vector of each.
 *
 * @param embed how a chunk's vector is made
 * @param chunking what is read for it
 * @param mostPieces of a chunk, special tokens left out, at least {@link #FEWEST_PIECES} and no
 *     more than the model reads at once; empty for {@link #USUAL_PIECES}, or as many as the model
 *     reads where these are fewer. A sentence that is longer is cut
 * @param overlap sentences at a chunk's end that the next one begins with, fewer where they would
 *     leave no room for the sentence behind them
 */
@PublicEvolving
public record EmbedChunks(Embed embed, Chunking chunking, OptionalInt mostPieces, int overlap)
        implements Ask<TextChunks> {

    /** Where nobody says how many pieces a chunk may have. */
    public static final int USUAL_PIECES = 256;

    /** Fewer would cut most sentences. */
    public static final int FEWEST_PIECES = 8;

    /** Where nobody says how many sentences overlap. */
    public static final int USUAL_OVERLAP = 1;

    /** A text may not take more of the device than so many sequences at once. */
    private static final int MOST_CHUNKS = 1024;

    /** Bytes of a chunk beside its text and its vector. */
    private static final int CHUNK_BYTES = 64;

    public EmbedChunks {
        if (mostPieces.isPresent() && mostPieces.getAsInt() < FEWEST_PIECES) {
            throw new IllegalArgumentException(
                    "a chunk must be allowed at least %d pieces, found %d"
                            .formatted(FEWEST_PIECES, mostPieces.getAsInt()));
        }
        if (overlap < 0) {
            throw new IllegalArgumentException(
                    "chunks overlap by 0 sentences or more, found " + overlap);
        }
    }

    /** As the model itself makes vectors, each chunk read alone. */
    public static EmbedChunks asReleased() {
        return new EmbedChunks(
                Embed.asReleased(), Chunking.EARLY, OptionalInt.empty(), USUAL_OVERLAP);
    }

    /** The same, with this read for a chunk's vector. */
    public EmbedChunks with(Chunking other) {
        return new EmbedChunks(embed, other, mostPieces, overlap);
    }

    /** The same, with vectors made so. */
    public EmbedChunks with(Embed other) {
        return new EmbedChunks(other, chunking, mostPieces, overlap);
    }

    /** The same with chunks of other sizes. */
    public EmbedChunks with(int pieces, int sentences) {
        return new EmbedChunks(embed, chunking, OptionalInt.of(pieces), sentences);
    }

    @Override
    public InferencePlan<TextChunks> plan(TextContext text) {
        int special = text.model().tokenizer().vocabulary().layout().length(0);
        int most = most(text.model().maxPositions() - special);
        List<Stretch> chunks = ChunkCuts.of(text.text(), text.pieces(), most, overlap);
        if (chunks.isEmpty()) {
            return InferencePlan.known(new TextChunks(List.of()));
        }
        if (chunks.size() > MOST_CHUNKS) {
            throw new TextRejectedException(
                    "a text may have at most %d chunks, found %d of up to %d pieces"
                            .formatted(MOST_CHUNKS, chunks.size(), most));
        }
        return switch (chunking) {
            case EARLY -> EarlyChunks.plan(embed, text, chunks);
            case LATE -> LateChunks.plan(embed, text, chunks);
        };
    }

    /**
     * @param room pieces that the model reads at once
     */
    private int most(int room) {
        if (mostPieces.orElse(0) > room) {
            throw new IllegalArgumentException(
                    "a chunk may have at most %d pieces, which this model reads at once, found %d"
                            .formatted(room, mostPieces.getAsInt()));
        }
        return mostPieces.orElse(Math.min(USUAL_PIECES, room));
    }

    /**
     * @param vectors one a chunk
     */
    static TextChunks result(TextContext text, List<Stretch> chunks, List<Embedding> vectors) {
        List<TextChunk> made = new ArrayList<>(chunks.size());
        for (int i = 0; i < chunks.size(); i++) {
            int start = chunks.get(i).start();
            int end = chunks.get(i).end();
            made.add(new TextChunk(text.text().substring(start, end), start, end, vectors.get(i)));
        }
        return new TextChunks(made);
    }

    @Override
    public long bytes(TextChunks result) {
        long bytes = 0;
        for (TextChunk chunk : result.chunks()) {
            bytes += CHUNK_BYTES + 2L * chunk.text().length() + 4L * chunk.embedding().size();
        }
        return bytes;
    }
}
