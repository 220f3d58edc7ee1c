package io.github.flinkbert.text;

import org.apache.flink.annotation.Internal;

/**
 * A token that a release adds to its WordPieces and that is looked for in the text before anything
 * else is done with it.
 *
 * <p>Source: {@code AddedToken} of Hugging Face's tokenizers.
 *
 * @param id its id, which may be that of a WordPiece
 * @param content what stands for it in a text
 * @param singleWord whether it is found only where no letter, digit or mark touches it
 * @param takesSpaceBefore whether white space before it is part of its range ({@code lstrip})
 * @param takesSpaceAfter whether white space after it is part of its range ({@code rstrip})
 * @param normalized whether it is looked for in the normalised text, and so in any case where the
 *     text is lower-cased
 */
@Internal
public record AddedToken(
        int id,
        String content,
        boolean singleWord,
        boolean takesSpaceBefore,
        boolean takesSpaceAfter,
        boolean normalized) {

    public AddedToken {
        if (id < 0 || content.isEmpty()) {
            throw new IllegalArgumentException(
                    "an added token needs an id and a content, found %d and \"%s\""
                            .formatted(id, content));
        }
    }
}
