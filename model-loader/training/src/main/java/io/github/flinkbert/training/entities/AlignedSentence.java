package io.github.flinkbert.training.entities;

import io.github.flinkbert.task.entities.Entity;
import io.github.flinkbert.text.Pieces;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.apache.flink.annotation.Experimental;

/**
 * A tagged sentence's tokens beside the pieces that its text was cut into.
 *
 * <p>A token without a piece is left out, with its tag, of what is learnt, of what is predicted and
 * of what is counted: it is empty, white space, or made of characters that the tokenizer drops, and
 * no model ever sees it. {@code run_ner.py} does so too, whose labels belong to pieces, and KLUE's
 * script with white space. So a file gives the same examples and scores with such tokens and
 * without. Immutable.
 */
@Experimental
public final class AlignedSentence {

    private final List<String> iob2;
    private final int[] starts;
    private final int[] letters;
    private final int[] ends;
    private final int leftOut;

    private AlignedSentence(
            List<String> iob2, int[] starts, int[] letters, int[] ends, int leftOut) {
        this.iob2 = List.copyOf(iob2);
        this.starts = starts;
        this.letters = letters;
        this.ends = ends;
        this.leftOut = leftOut;
    }

    /**
     * @param pieces of {@link TaggedSentence#text}
     */
    public static AlignedSentence of(TaggedSentence sentence, Pieces pieces) {
        List<String> tokens = new ArrayList<>();
        List<String> tags = new ArrayList<>();
        int[] starts = new int[sentence.tokens().size()];
        int[] letters = new int[sentence.tokens().size()];
        int[] ends = new int[sentence.tokens().size()];
        int piece = 0;
        int from = 0;
        for (int token = 0; token < sentence.tokens().size(); token++) {
            int to = from + sentence.tokens().get(token).length();
            while (piece < pieces.size() && pieces.end(piece) <= from) {
                piece++;
            }
            if (piece < pieces.size() && pieces.start(piece) < to) {
                int start = Math.max(from, pieces.start(piece));
                starts[tokens.size()] = start;
                letters[tokens.size()] = start + marks(sentence.tokens().get(token), start - from);
                ends[tokens.size()] = to;
                tokens.add(sentence.tokens().get(token));
                tags.add(sentence.tags().get(token));
            }
            from = to + sentence.separator().length();
        }
        // Entities are read from the tags that are left, as a file without the others has them.
        List<String> iob2 =
                new TaggedSentence(tokens, tags, sentence.separator(), sentence.document()).iob2();
        return new AlignedSentence(
                iob2, starts, letters, ends, sentence.tokens().size() - tokens.size());
    }

    /** Gold tags of the tokens that have pieces. */
    public List<String> iob2() {
        return iob2;
    }

    /** How many tokens have no piece. */
    public int leftOut() {
        return leftOut;
    }

    /** The first UTF-16 code unit of a token that has a piece, in the sentence's text. */
    public int start(int token) {
        return starts[token];
    }

    /** One past the last UTF-16 code unit of a token that has a piece, in the sentence's text. */
    public int end(int token) {
        return ends[token];
    }

    /**
     * Tags, in IOB2, of the entities that a model found in the sentence's text. A token is part of
     * an entity that holds the beginning of its first piece, as in the reference, where that piece
     * speaks for it; an entity that holds no such place leaves no tag. A quote or a bracket that
     * opens a token is passed over, for entities are trimmed of them ({@link
     * io.github.flinkbert.task.entities.EntityTrim}).
     *
     * @param entities in the order of the text, not overlapping
     */
    public List<String> tagsOf(List<Entity> entities) {
        List<String> found = new ArrayList<>(Collections.nCopies(iob2.size(), "O"));
        int entity = 0;
        boolean begun = false;
        for (int token = 0; token < found.size(); token++) {
            while (entity < entities.size() && entities.get(entity).end() <= starts[token]) {
                entity++;
                begun = false;
            }
            if (entity < entities.size() && entities.get(entity).start() <= letters[token]) {
                found.set(token, (begun ? "I-" : "B-") + entities.get(entity).label());
                begun = true;
            }
        }
        return found;
    }

    /** Code units from a place in a token to its next letter or digit; 0 where it has none. */
    private static int marks(String token, int from) {
        for (int at = from; at < token.length(); at += Character.charCount(token.codePointAt(at))) {
            if (Character.isLetterOrDigit(token.codePointAt(at))) {
                return at - from;
            }
        }
        return 0;
    }
}
