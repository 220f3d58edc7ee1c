package io.github.flinkbert.family.words;

import io.github.flinkbert.text.SpecialTokens;
import io.github.flinkbert.text.WordList;
import java.util.List;
import java.util.Optional;

/**
 * Ids of words: their numbers in the table, then that of all words without a vector, and where
 * words have parts that of all words that are made of their parts alone. Both have names that no
 * word of a text has.
 */
record WordIds(WordVectors vectors) implements WordList {

    private static final String UNKNOWN = "[unknown word]";
    private static final String OF_PARTS = "[word of n-grams]";

    /** A text's sequence is its words. */
    static final SpecialTokens SPECIAL =
            new SpecialTokens(
                    Optional.of(UNKNOWN),
                    Optional.empty(),
                    Optional.empty(),
                    List.of(),
                    List.of(),
                    List.of(),
                    false);

    int unknown() {
        return vectors.size();
    }

    int ofParts() {
        return vectors.size() + 1;
    }

    @Override
    public int size() {
        return vectors.size() + (vectors.hasSubwords() ? 2 : 1);
    }

    @Override
    public String word(int id) {
        if (id == unknown()) {
            return UNKNOWN;
        }
        return id == ofParts() && vectors.hasSubwords() ? OF_PARTS : vectors.word(id);
    }

    @Override
    public int id(String word) {
        if (word.equals(UNKNOWN)) {
            return unknown();
        }
        return word.equals(OF_PARTS) && vectors.hasSubwords()
                ? ofParts()
                : vectors.words().number(word);
    }
}
