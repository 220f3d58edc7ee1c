package io.github.flinkbert.text;

/**
 * What Google's {@code BasicTokenizer} does with a code point before any lower-casing.
 *
 * <p>Source: {@code tokenization.py} of google-research/bert, {@code _clean_text}, {@code
 * _is_whitespace}, {@code _is_control}, {@code _is_punctuation}, {@code _is_chinese_char}.
 * Categories are those of the running JDK (Unicode 13 in Java 17).
 */
enum CharacterClass {
    /** Taken out of the text without ending a word: NUL, U+FFFD, control and format characters. */
    REMOVED,
    /** Ends a word. */
    SPACE,
    /** A word of its own: an ideograph of the CJK blocks. Kana and Hangul are ordinary letters. */
    CHINESE,
    /** A word of its own. All ASCII that is neither letter nor digit counts, {@code $} too. */
    PUNCTUATION,
    /** Part of a word, be it letter, digit, mark, symbol, unassigned or a lone surrogate. */
    ORDINARY;

    static CharacterClass of(int codePoint) {
        if (codePoint == '\t' || codePoint == '\n' || codePoint == '\r') {
            return SPACE;
        }
        if (codePoint == 0 || codePoint == 0xFFFD) {
            return REMOVED;
        }
        if (isAsciiSymbol(codePoint)) {
            return PUNCTUATION;
        }
        if (isChinese(codePoint)) {
            return CHINESE;
        }
        return switch (Character.getType(codePoint)) {
            case Character.CONTROL, Character.FORMAT -> REMOVED;
            // Line and paragraph separators pass Google's clean-up, but str.split() splits at them.
            case Character.SPACE_SEPARATOR,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR ->
                    SPACE;
            case Character.CONNECTOR_PUNCTUATION,
                    Character.DASH_PUNCTUATION,
                    Character.START_PUNCTUATION,
                    Character.END_PUNCTUATION,
                    Character.INITIAL_QUOTE_PUNCTUATION,
                    Character.FINAL_QUOTE_PUNCTUATION,
                    Character.OTHER_PUNCTUATION ->
                    PUNCTUATION;
            default -> ORDINARY;
        };
    }

    private static boolean isAsciiSymbol(int codePoint) {
        return (codePoint >= 33 && codePoint <= 47)
                || (codePoint >= 58 && codePoint <= 64)
                || (codePoint >= 91 && codePoint <= 96)
                || (codePoint >= 123 && codePoint <= 126);
    }

    private static boolean isChinese(int codePoint) {
        return (codePoint >= 0x4E00 && codePoint <= 0x9FFF)
                || (codePoint >= 0x3400 && codePoint <= 0x4DBF)
                || (codePoint >= 0x20000 && codePoint <= 0x2A6DF)
                || (codePoint >= 0x2A700 && codePoint <= 0x2B73F)
                || (codePoint >= 0x2B740 && codePoint <= 0x2B81F)
                || (codePoint >= 0x2B820 && codePoint <= 0x2CEAF)
                || (codePoint >= 0xF900 && codePoint <= 0xFAFF)
                || (codePoint >= 0x2F800 && codePoint <= 0x2FA1F);
    }
}
