package io.github.flinkbert.training.entities;

import java.util.OptionalInt;
import org.apache.flink.annotation.Experimental;

/**
 * The columns of a CoNLL file that the user names, counted from 1 as people count; an empty one is
 * found from the file.
 *
 * @param token where the token stands
 * @param tag where its tag stands
 */
@Experimental
public record ConllColumns(OptionalInt token, OptionalInt tag) {

    /** Both are found from the file. */
    public static final ConllColumns FOUND =
            new ConllColumns(OptionalInt.empty(), OptionalInt.empty());

    public ConllColumns {
        if (token.orElse(1) < 1 || tag.orElse(1) < 1) {
            throw new IllegalArgumentException(
                    "columns are counted from 1, found %d for the token and %d for the tag"
                            .formatted(token.orElse(1), tag.orElse(1)));
        }
        if (token.isPresent() && token.equals(tag)) {
            throw new IllegalArgumentException(
                    "token and tag must be in two columns, found %d for both"
                            .formatted(tag.getAsInt()));
        }
    }
}
