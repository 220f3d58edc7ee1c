package io.github.flinkbert.checkpoint;

import io.github.flinkbert.failure.CheckpointException;
import io.github.flinkbert.text.Casing;
import io.github.flinkbert.text.TokenizerRules;
import java.util.List;
import java.util.Optional;

/**
 * What one file, or several that agree, say about tokenization.
 *
 * @param lowerCase whether text is lower-cased
 * @param accentsStripped whether accents are taken away
 * @param ideographsApart whether each ideograph is a word of its own
 * @param longestWord the most code points of a word that is cut into pieces
 */
record TokenizerSettings(
        Optional<Said<Boolean>> lowerCase,
        Optional<Said<Boolean>> accentsStripped,
        Optional<Said<Boolean>> ideographsApart,
        Optional<Said<Integer>> longestWord) {

    static final TokenizerSettings NONE =
            new TokenizerSettings(
                    Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());

    /**
     * @throws CheckpointException if the two contradict each other
     */
    TokenizerSettings with(TokenizerSettings other) {
        return new TokenizerSettings(
                Said.agreed(lowerCase, other.lowerCase),
                Said.agreed(accentsStripped, other.accentsStripped),
                Said.agreed(ideographsApart, other.ideographsApart),
                Said.agreed(longestWord, other.longestWord));
    }

    Optional<Casing> casing() {
        return lowerCase.map(lower -> lower.value() ? Casing.UNCASED : Casing.CASED);
    }

    /** The rules, added tokens aside. */
    TokenizerRules rules() {
        // Accents that go with the case say nothing of their own: they follow the user's choice.
        Optional<Boolean> accents =
                accentsStripped
                        .map(Said::value)
                        .filter(
                                strip ->
                                        lowerCase.isEmpty()
                                                || !lowerCase.get().value().equals(strip));
        return new TokenizerRules(
                ideographsApart.map(Said::value).orElse(true),
                accents,
                false,
                longestWord.map(Said::value).orElse(TokenizerRules.USUAL_LONGEST_WORD),
                List.of());
    }
}
