package io.github.flinkbert.encoder;

import io.github.flinkbert.checkpoint.Pooling;
import io.github.flinkbert.text.Sequence;
import java.util.stream.IntStream;
import org.apache.flink.annotation.Internal;

/**
 * Something that can leave the graph for a sequence. Equal outputs are the same node of the graph.
 *
 * <p>The shapes given are those of one sequence's share of a run.
 */
@Internal
public sealed interface Output {

    /**
     * Name of the branch that is the release itself: its own layers, pooler and masked-word head.
     */
    String RELEASE = "";

    /** The branch that must be computed for this output. */
    String branch();

    /**
     * Rows of one sequence's share.
     *
     * @param maskId id of {@code [MASK]}
     */
    int rows(Sequence sequence, int maskId);

    /**
     * The hidden state that it is made of.
     *
     * @param top number of layers
     */
    default int layer(int top) {
        return top;
    }

    /** The same of the release, where it stands on a state that is the release's own. */
    default Output onRelease() {
        return this;
    }

    /**
     * One vector a sequence: [1, hidden size].
     *
     * @param layer hidden state to pool, 0 (embedding layer) to the number of layers
     */
    record Pooled(String branch, Pooling pooling, int layer) implements Output {
        /** The pooler stands on the top, whatever layer is given. */
        @Override
        public int layer(int top) {
            return pooling == Pooling.CLS_POOLER ? top : layer;
        }

        @Override
        public Output onRelease() {
            return new Pooled(RELEASE, pooling, layer);
        }

        @Override
        public int rows(Sequence sequence, int maskId) {
            return 1;
        }
    }

    /** The vectors of all tokens, special tokens included: [tokens, hidden size]. */
    record TokenVectors(String branch, int layer) implements Output {
        @Override
        public int layer(int top) {
            return layer;
        }

        @Override
        public Output onRelease() {
            return new TokenVectors(RELEASE, layer);
        }

        @Override
        public int rows(Sequence sequence, int maskId) {
            return sequence.length();
        }
    }

    /** The scores (logits) of a branch's head for all tokens: [tokens, outputs]. */
    record TokenScores(String branch) implements Output {
        @Override
        public int rows(Sequence sequence, int maskId) {
            return sequence.length();
        }
    }

    /**
     * The scores (logits) of a dense layer on what the branch's pooler makes of the sequence: [1,
     * outputs].
     *
     * @param head a dense layer of the branch's weights
     */
    record SequenceScores(String branch, Branch.Head head) implements Output {
        @Override
        public int rows(Sequence sequence, int maskId) {
            return 1;
        }
    }

    /**
     * The likeliest pieces behind the last token: [1, 2 × top]; first {@code top} vocabulary ids,
     * then their probabilities. Of causal models.
     */
    record NextPieces(int top) implements Output {
        @Override
        public String branch() {
            return RELEASE;
        }

        @Override
        public int rows(Sequence sequence, int maskId) {
            return 1;
        }
    }

    /**
     * The natural logarithm of each token's probability behind those before it: [tokens, 1]; 0 for
     * the first token, before which there is nothing. Of causal models.
     */
    record LogProbabilities() implements Output {
        @Override
        public String branch() {
            return RELEASE;
        }

        @Override
        public int rows(Sequence sequence, int maskId) {
            return sequence.length();
        }
    }

    /**
     * The likeliest pieces for each {@code [MASK]}: [masked tokens, 2 × top]; first {@code top}
     * vocabulary ids, then their probabilities.
     */
    record MaskedPieces(int top) implements Output {
        @Override
        public String branch() {
            return RELEASE;
        }

        @Override
        public int rows(Sequence sequence, int maskId) {
            return (int) IntStream.of(sequence.ids()).filter(id -> id == maskId).count();
        }
    }
}
