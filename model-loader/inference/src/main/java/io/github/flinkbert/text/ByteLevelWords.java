package io.github.flinkbert.text;

/**
 * Where the words of byte-level encodings end: {@code 's|'t|'re|'ve|'m|'ll|'d| ?\p{L}+| ?\p{N}+|
 * ?[^\s\p{L}\p{N}]+|\s+(?!\S)|\s+}, in one pass and in linear time.
 *
 * <p>Source: the pattern of OpenAI's {@code encoder.py} for GPT-2. Categories are those of the
 * running JDK.
 */
final class ByteLevelWords {

    private static final int SPACE = 0;
    private static final int LETTER = 1;
    private static final int NUMBER = 2;
    private static final int OTHER = 3;

    private static final String[] SHORTENED = {"'s", "'t", "'re", "'ve", "'m", "'ll", "'d"};

    private ByteLevelWords() {}

    /**
     * The end of the word that begins here.
     *
     * @param to the end of the text
     * @param spaceBefore whether a space that is not in the text goes before its first character
     */
    static int end(String text, int at, int to, boolean spaceBefore) {
        if (!spaceBefore) {
            for (String each : SHORTENED) {
                if (text.startsWith(each, at) && at + each.length() <= to) {
                    return at + each.length();
                }
            }
        }
        boolean space = !spaceBefore && at < to && text.charAt(at) == ' ';
        int first = space ? at + 1 : at;
        if (first < to && kind(text, first) != SPACE) {
            return run(text, first, to, kind(text, first));
        }
        int end = run(text, at, to, SPACE);
        if (end == to) {
            return end;
        }
        // The last white space goes with the word behind it, or is a word of its own.
        int last = end - 1;
        int from = spaceBefore ? at - 1 : at;
        return last > from ? last : end;
    }

    private static int run(String text, int from, int to, int kind) {
        int at = from;
        while (at < to && kind(text, at) == kind) {
            at += Character.charCount(text.codePointAt(at));
        }
        return at;
    }

    private static int kind(String text, int at) {
        int codePoint = text.codePointAt(at);
        if (isSpace(codePoint)) {
            return SPACE;
        }
        if (Character.isLetter(codePoint)) {
            return LETTER;
        }
        return switch (Character.getType(codePoint)) {
            case Character.DECIMAL_DIGIT_NUMBER, Character.LETTER_NUMBER, Character.OTHER_NUMBER ->
                    NUMBER;
            default -> OTHER;
        };
    }

    /** Unicode's White_Space: all of it is in the basic plane, one code unit each. */
    static boolean isSpace(int codePoint) {
        return (codePoint >= 0x09 && codePoint <= 0x0D)
                || codePoint == 0x20
                || codePoint == 0x85
                || codePoint == 0xA0
                || codePoint == 0x1680
                || (codePoint >= 0x2000 && codePoint <= 0x200A)
                || codePoint == 0x2028
                || codePoint == 0x2029
                || codePoint == 0x202F
                || codePoint == 0x205F
                || codePoint == 0x3000;
    }
}
