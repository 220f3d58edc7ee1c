package io.github.flinkbert.evaluation;

import io.github.flinkbert.task.Reply.Entity;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * A sentence of an entity file: tokens and their tags.
 *
 * @param tokens the file's tokens, in order
 * @param tags one a token, in the file's own scheme
 * @param separator what stands between tokens in the text: a space, or nothing where the tokens are
 *     characters
 * @param document ordinal of the document that it is part of, from 0; files that do not mark
 *     documents are one
 */
public record TaggedSentence(
        List<String> tokens, List<String> tags, String separator, int document) {

    public TaggedSentence {
        tokens = List.copyOf(tokens);
        tags = List.copyOf(tags);
        if (tokens.size() != tags.size()) {
            throw new IllegalArgumentException(
                    "a sentence needs a tag a token, found %d tokens and %d tags"
                            .formatted(tokens.size(), tags.size()));
        }
    }

    /** The text that a model is asked about. */
    public String text() {
        return String.join(separator, tokens);
    }

    /** The gold tags in IOB2, whatever the file's scheme. */
    public List<String> iob2() {
        List<String> iob2 = new ArrayList<>(Collections.nCopies(tokens.size(), "O"));
        for (Chunk chunk : Chunks.LENIENT.of(tags)) {
            for (int token = chunk.first(); token <= chunk.last(); token++) {
                iob2.set(token, (token == chunk.first() ? "B-" : "I-") + chunk.type());
            }
        }
        return iob2;
    }

    /**
     * Tags, in IOB2, of the entities that a model found in {@link #text()}. A token is part of an
     * entity that holds its first character, as in the reference, where a token's first piece
     * speaks for it; an entity that holds no token's first character leaves no tag. A quote or a
     * bracket that opens a token is passed over, for entities are trimmed of them ({@link
     * io.github.flinkbert.task.EntityTrim}).
     *
     * @param entities in the order of the text, not overlapping
     */
    public List<String> tagsOf(List<Entity> entities) {
        List<String> found = new ArrayList<>(Collections.nCopies(tokens.size(), "O"));
        int entity = 0;
        int start = 0;
        boolean begun = false;
        for (int token = 0; token < tokens.size(); token++) {
            while (entity < entities.size() && entities.get(entity).end() <= start) {
                entity++;
                begun = false;
            }
            boolean inside =
                    entity < entities.size()
                            && entities.get(entity).start() <= start + marks(tokens.get(token))
                            && !tokens.get(token).isEmpty();
            if (inside) {
                found.set(token, (begun ? "I-" : "B-") + entities.get(entity).label());
                begun = true;
            }
            start += tokens.get(token).length() + separator.length();
        }
        return found;
    }

    /** Code units before a token's first letter or digit; 0 where it has none. */
    private static int marks(String token) {
        for (int at = 0; at < token.length(); at += Character.charCount(token.codePointAt(at))) {
            if (Character.isLetterOrDigit(token.codePointAt(at))) {
                return at;
            }
        }
        return 0;
    }
}
