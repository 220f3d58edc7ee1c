package io.github.flinkbert.family.elmo;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * The characters that a word is read as: a mark for its begin, its UTF-8 bytes, a mark for its end,
 * and marks that pad it. Of a word that is too long the bytes behind are not read; a lone surrogate
 * is not read either.
 *
 * <p>Source: {@code UnicodeCharsVocabulary} and {@code Batcher} of bilm-tf's {@code data.py}, whose
 * numbers these are: each greater by 1 than the byte or the mark, for 0 is no character.
 */
final class WordCharacters {

    private static final int SHIFT = 1;
    private static final int BEGIN_SENTENCE = 256 + SHIFT;
    private static final int END_SENTENCE = 257 + SHIFT;
    private static final int BEGIN = 258 + SHIFT;
    private static final int END = 259 + SHIFT;

    static final int PADDING = 260 + SHIFT;

    private WordCharacters() {}

    /**
     * @param length how many characters there are in any case
     */
    static int[] of(String word, int length) {
        byte[] bytes = withoutLoneSurrogates(word).getBytes(StandardCharsets.UTF_8);
        int[] read = new int[Math.min(bytes.length, length - 2)];
        for (int i = 0; i < read.length; i++) {
            read[i] = Byte.toUnsignedInt(bytes[i]) + SHIFT;
        }
        return marked(read, length);
    }

    /** Those of {@code <S>}. */
    static int[] beginOfSentence(int length) {
        return marked(new int[] {BEGIN_SENTENCE}, length);
    }

    /** Those of {@code </S>}. */
    static int[] endOfSentence(int length) {
        return marked(new int[] {END_SENTENCE}, length);
    }

    private static int[] marked(int[] inner, int length) {
        int[] characters = new int[length];
        Arrays.fill(characters, PADDING);
        characters[0] = BEGIN;
        System.arraycopy(inner, 0, characters, 1, inner.length);
        characters[inner.length + 1] = END;
        return characters;
    }

    /** How many of a word's characters are no padding. */
    static int used(int[] characters) {
        int used = characters.length;
        while (used > 0 && characters[used - 1] == PADDING) {
            used--;
        }
        return used;
    }

    /** Python's {@code encode("utf-8", "ignore")}; Java puts a question mark. */
    private static String withoutLoneSurrogates(String word) {
        boolean lone = word.codePoints().anyMatch(c -> Character.getType(c) == Character.SURROGATE);
        if (!lone) {
            return word;
        }
        StringBuilder kept = new StringBuilder();
        word.codePoints()
                .filter(c -> Character.getType(c) != Character.SURROGATE)
                .forEach(kept::appendCodePoint);
        return kept.toString();
    }
}
