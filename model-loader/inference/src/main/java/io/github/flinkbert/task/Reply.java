package io.github.flinkbert.task;

import io.github.flinkbert.tensor.Matrix;
import java.util.List;

/** What comes back for one {@link Ask}; the n-th reply belongs to the n-th ask. */
public sealed interface Reply {

    @SuppressWarnings("ArrayRecordComponent") // a value handed over once, not compared
    record Embedding(float[] vector) implements Reply {}

    /** One vector a token of the text, special tokens left out. */
    record TokenEmbeddings(List<Token> tokens, Matrix vectors) implements Reply {}

    /** For each {@code [MASK]} of the text, in order, its candidates, likeliest first. */
    record Masks(List<List<Candidate>> masks) implements Reply {}

    /** In the order of the text; entities of one reply do not overlap. */
    record Entities(List<Entity> entities) implements Reply {}

    /** Best first; an answer with empty text and {@code start == end == 0} says "no answer". */
    record Answers(String question, List<Answer> answers) implements Reply {}

    /**
     * What of the text the model does not know.
     *
     * @param unknown pieces that are {@code [UNK]}
     * @param pieces all pieces, special tokens left out
     */
    record UnknownPieces(int unknown, int pieces) implements Reply {

        /** From this share on, replies to the text say little: the model hardly reads it. */
        private static final int MANY_ONE_IN = 3;

        public UnknownPieces {
            if (unknown < 0 || unknown > pieces) {
                throw new IllegalArgumentException(
                        "unknown pieces are from 0 to all %d, found %d".formatted(pieces, unknown));
            }
        }

        /** Of the pieces, from 0 to 1; 0 for a text without any. */
        public float share() {
            return pieces == 0 ? 0 : (float) unknown / pieces;
        }

        /** Whether a third or more is unknown. */
        public boolean many() {
            return unknown > 0 && (long) MANY_ONE_IN * unknown >= pieces;
        }
    }

    /**
     * A piece of the text.
     *
     * @param start first UTF-16 code unit in the original text
     * @param end one past the last
     */
    record Token(String token, int id, int start, int end) {}

    /** A word for a mask, with its probability under the masked-word head's softmax. */
    record Candidate(String token, float score) {}

    /** {@code text} is {@code original.substring(start, end)}. */
    record Entity(String label, String text, int start, int end, float score) {}

    /** {@code text} is {@code original.substring(start, end)}. */
    record Answer(String text, int start, int end, float score) {}
}
