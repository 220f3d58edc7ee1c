package io.github.flinkbert.encoder;

import io.github.flinkbert.checkpoint.Pooling;

/**
 * Something that can leave the graph for a sequence. Equal outputs are the same node of the graph.
 *
 * <p>The shapes given are those of one sequence's share of a run.
 */
public sealed interface Output {

    /**
     * Name of the branch that is the release itself: its own layers, pooler and masked-word head.
     */
    String RELEASE = "";

    /** The branch that must be computed for this output. */
    String branch();

    /**
     * One vector a sequence: [1, hidden size].
     *
     * @param layer hidden state to pool, 0 (embedding layer) to the number of layers
     */
    record Pooled(String branch, Pooling pooling, int layer) implements Output {}

    /** The vectors of all tokens, special tokens included: [tokens, hidden size]. */
    record TokenVectors(String branch, int layer) implements Output {}

    /** The scores (logits) of a branch's head for all tokens: [tokens, labels]. */
    record TokenScores(String branch) implements Output {}

    /**
     * The likeliest pieces for each {@code [MASK]}: [masks, 2 × top]; first {@code top} vocabulary
     * ids, then their probabilities.
     */
    record MaskedPieces(int top) implements Output {
        @Override
        public String branch() {
            return RELEASE;
        }
    }
}
