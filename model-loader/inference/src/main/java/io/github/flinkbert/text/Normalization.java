package io.github.flinkbert.text;

import java.text.Normalizer;
import java.util.Locale;
import java.util.stream.IntStream;

/**
 * What an uncased release does to one code point: {@code str.lower()}, canonical decomposition
 * (NFD), then {@code _run_strip_accents} of Google's {@code tokenization.py}, which drops every
 * non-spacing mark.
 *
 * <p>Google normalises whole words. Code point by code point gives the same, but for two things
 * that look at neighbours: the capital sigma ({@link FinalSigma}) and the canonical order of
 * combining characters, of which only those that are not stripped matter ({@link #isOrdered}).
 */
final class Normalization {

    private Normalization() {}

    /** The code points that are left of one, none for a non-spacing mark. */
    static int[] of(int codePoint) {
        return strip(decompose(codePoint)).toArray();
    }

    /** One code point lower-cased and decomposed, its marks still there. */
    static String decompose(int codePoint) {
        return decompose(lower(codePoint));
    }

    static String lower(int codePoint) {
        // String, not Character: only the former knows that one capital, U+0130, becomes two.
        return Character.toString(codePoint).toLowerCase(Locale.ROOT);
    }

    static String decompose(String text) {
        return Normalizer.normalize(text, Normalizer.Form.NFD);
    }

    static IntStream strip(String decomposed) {
        return decomposed.codePoints().filter(c -> !isStripped(c));
    }

    static boolean isStripped(int codePoint) {
        return Character.getType(codePoint) == Character.NON_SPACING_MARK;
    }

    /**
     * Whether a code point that is not stripped may change places with its neighbours under NFD,
     * that is, whether its canonical combining class is not 0. A few spacing marks are so, of
     * musical notation, of Hangul tones and of Indic scripts.
     */
    static boolean isOrdered(int codePoint) {
        // Java does not tell the class; but U+0345 has the highest, 240, and gives way to any other
        // that is not 0.
        return !decompose("\u0345" + Character.toString(codePoint)).startsWith("\u0345");
    }
}
