package io.github.flinkbert.task;

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
