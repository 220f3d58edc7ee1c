package io.github.flinkbert.family.words;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.text.Normalizer;
import java.util.Locale;

/**
 * Looks stretches of a text up in a table: as they are written; then composed (NFC), with a
 * straight apostrophe for a curved one and without the marks that only choose how an emoji is
 * drawn; then in lower case, where that is wanted. For one thread.
 */
final class Letters {

    private final WordVectors vectors;
    private final boolean lowerCased;
    private byte[] bytes = new byte[64];

    Letters(WordVectors vectors, boolean lowerCased) {
        this.vectors = vectors;
        this.lowerCased = lowerCased;
    }

    /** The number of the word that a stretch of a text is, or -1. */
    int number(String text, int from, int to) {
        int length = to - from;
        if (length > bytes.length) {
            bytes = new byte[2 * length];
        }
        boolean upper = false;
        for (int i = 0; i < length; i++) {
            char each = text.charAt(from + i);
            if (each >= 0x80) {
                return otherNumber(text.substring(from, to));
            }
            upper |= each >= 'A' && each <= 'Z';
            bytes[i] = (byte) each;
        }
        int found = vectors.words().number(bytes, length);
        if (found < 0 && upper && lowerCased) {
            for (int i = 0; i < length; i++) {
                boolean capital = bytes[i] >= 'A' && bytes[i] <= 'Z';
                bytes[i] = (byte) (capital ? bytes[i] + 'a' - 'A' : bytes[i]);
            }
            found = vectors.words().number(bytes, length);
        }
        return found;
    }

    private int otherNumber(String written) {
        int found = vectors.words().number(written);
        if (found >= 0) {
            return found;
        }
        String plain = plain(written);
        if (!plain.equals(written)) {
            found = vectors.words().number(plain);
        }
        if (found < 0 && lowerCased) {
            found = vectors.words().number(plain.toLowerCase(Locale.ROOT));
        }
        return found;
    }

    /** The rows of the n-grams that a stretch of a text is made of, however it is written. */
    int[] parts(String text, int from, int to) {
        String plain = plain(text.substring(from, to));
        byte[] letters = (lowerCased ? plain.toLowerCase(Locale.ROOT) : plain).getBytes(UTF_8);
        return vectors.parts(letters, letters.length);
    }

    private static String plain(String written) {
        String composed = Normalizer.normalize(written, Normalizer.Form.NFC);
        char[] units = new char[composed.length()];
        int size = 0;
        for (int i = 0; i < composed.length(); i++) {
            char unit = composed.charAt(i);
            if (unit == '\uFE0E' || unit == '\uFE0F') {
                continue;
            }
            units[size++] = unit == '\u2019' || unit == '\u2018' ? '\'' : unit;
        }
        return new String(units, 0, size);
    }
}
