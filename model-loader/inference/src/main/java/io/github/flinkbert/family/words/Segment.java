package io.github.flinkbert.family.words;

/** What a stretch of a text that has no white space begins with. */
enum Segment {
    /** Letters, digits and the marks on them. */
    WORD,
    /** One character of a script that is written without spaces: Han, Kana, Thai and others. */
    CHARACTER,
    /** A pictograph with all that is joined to it, or the two letters of a flag. */
    EMOJI,
    /** Any other character. */
    SIGN;

    private static final int JOINER = 0x200D;
    private static final int KEYCAP = 0x20E3;

    static Segment at(String text, int at) {
        int codePoint = text.codePointAt(at);
        if (codePoint < 0x80) {
            boolean word =
                    (codePoint >= 'a' && codePoint <= 'z')
                            || (codePoint >= 'A' && codePoint <= 'Z')
                            || (codePoint >= '0' && codePoint <= '9');
            return word ? WORD : SIGN;
        }
        if (Character.isLetterOrDigit(codePoint) || isMark(codePoint)) {
            return isWrittenWithoutSpaces(codePoint) ? CHARACTER : WORD;
        }
        return isPictograph(codePoint) || isFlagLetter(codePoint) ? EMOJI : SIGN;
    }

    /** One past the segment of this kind that begins at a place, at most {@code to}. */
    int end(String text, int from, int to) {
        int at = from + Character.charCount(text.codePointAt(from));
        switch (this) {
            case WORD -> {
                while (at < to && at(text, at) == WORD) {
                    at += Character.charCount(text.codePointAt(at));
                }
            }
            case CHARACTER -> at = withMarks(text, at, to);
            case EMOJI -> at = emojiEnd(text, from, at, to);
            case SIGN -> {
                if (at < to && isDrawing(text.codePointAt(at))) {
                    at = withDrawing(text, at, to);
                }
            }
        }
        return Math.min(at, to);
    }

    private static int withMarks(String text, int from, int to) {
        int at = from;
        while (at < to && isMark(text.codePointAt(at))) {
            at += Character.charCount(text.codePointAt(at));
        }
        return at;
    }

    private static int emojiEnd(String text, int from, int afterFirst, int to) {
        if (isFlagLetter(text.codePointAt(from))) {
            boolean two = afterFirst < to && isFlagLetter(text.codePointAt(afterFirst));
            return two
                    ? afterFirst + Character.charCount(text.codePointAt(afterFirst))
                    : afterFirst;
        }
        int at = withDrawing(text, afterFirst, to);
        while (at + 1 < to && text.charAt(at) == JOINER && isPictograph(text.codePointAt(at + 1))) {
            at += 1 + Character.charCount(text.codePointAt(at + 1));
            at = withDrawing(text, at, to);
        }
        return at;
    }

    private static int withDrawing(String text, int from, int to) {
        int at = from;
        while (at < to && isDrawing(text.codePointAt(at))) {
            at += Character.charCount(text.codePointAt(at));
        }
        return at;
    }

    /** Variation selectors, skin tones, tags and the key around a digit. */
    private static boolean isDrawing(int codePoint) {
        return codePoint == 0xFE0E
                || codePoint == 0xFE0F
                || codePoint == KEYCAP
                || (codePoint >= 0x1F3FB && codePoint <= 0x1F3FF)
                || (codePoint >= 0xE0020 && codePoint <= 0xE007F);
    }

    private static boolean isMark(int codePoint) {
        int type = Character.getType(codePoint);
        return (type == Character.NON_SPACING_MARK
                        || type == Character.COMBINING_SPACING_MARK
                        || type == Character.ENCLOSING_MARK)
                && !isDrawing(codePoint);
    }

    private static boolean isPictograph(int codePoint) {
        return (codePoint >= 0x1F000 && codePoint <= 0x1FAFF && !isFlagLetter(codePoint))
                || (codePoint >= 0x2600 && codePoint <= 0x27BF)
                || (codePoint >= 0x2B00 && codePoint <= 0x2BFF)
                || (codePoint >= 0x2300 && codePoint <= 0x23FF);
    }

    private static boolean isFlagLetter(int codePoint) {
        return codePoint >= 0x1F1E6 && codePoint <= 0x1F1FF;
    }

    private static boolean isWrittenWithoutSpaces(int codePoint) {
        return switch (Character.UnicodeScript.of(codePoint)) {
            case HAN, HIRAGANA, KATAKANA, BOPOMOFO, THAI, LAO, KHMER, MYANMAR -> true;
            default -> false;
        };
    }
}
