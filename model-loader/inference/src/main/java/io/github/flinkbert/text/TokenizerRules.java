package io.github.flinkbert.text;

import java.util.List;
import java.util.Optional;
import org.apache.flink.annotation.Internal;

/**
 * What a release's files say about tokenization beyond its pieces and its casing. Immutable.
 *
 * @param ideographsApart whether each ideograph is a word of its own ({@code
 *     tokenize_chinese_chars})
 * @param accentsStripped whether accents are taken away; empty for what Google does, which is to
 *     take them away where text is lower-cased
 * @param lowerCasedBefore whether text is lower-cased before anything else, whatever the casing, as
 *     {@code do_lower_case} of sentence-transformers wants it; accents stay
 * @param longestWord the most code points, after normalisation, that a word is cut into pieces
 *     with; a longer one is unknown as a whole ({@code max_input_chars_per_word})
 * @param addedTokens tokens that are looked for before text is cut into words
 */
@Internal
public record TokenizerRules(
        boolean ideographsApart,
        Optional<Boolean> accentsStripped,
        boolean lowerCasedBefore,
        int longestWord,
        List<AddedToken> addedTokens) {

    /**
     * {@code max_input_chars_per_word} of Hugging Face's and TensorFlow Text's tokenizers.
     * (Google's script says 200, in a parameter that no caller sets; the two differ on words of 101
     * to 200 characters alone.)
     */
    public static final int USUAL_LONGEST_WORD = 100;

    /** As Google's {@code tokenization.py} has it. */
    public static final TokenizerRules GOOGLE =
            new TokenizerRules(true, Optional.empty(), false, USUAL_LONGEST_WORD, List.of());

    public TokenizerRules {
        if (longestWord < 1) {
            throw new IllegalArgumentException(
                    "the longest word must have at least 1 code point, found " + longestWord);
        }
        addedTokens = List.copyOf(addedTokens);
    }

    /** These rules for text that is lower-cased before anything else. */
    public TokenizerRules lowerCasingFirst() {
        return new TokenizerRules(ideographsApart, accentsStripped, true, longestWord, addedTokens);
    }

    boolean lowerCases(Casing casing) {
        return lowerCasedBefore || casing == Casing.UNCASED;
    }

    boolean stripsAccents(Casing casing) {
        return accentsStripped.orElse(casing == Casing.UNCASED);
    }
}
