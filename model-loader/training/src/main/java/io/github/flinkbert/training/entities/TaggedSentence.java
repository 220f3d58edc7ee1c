package io.github.flinkbert.training.entities;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.apache.flink.annotation.Experimental;

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
@Experimental
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
}
