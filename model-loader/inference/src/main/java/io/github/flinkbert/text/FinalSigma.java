package io.github.flinkbert.text;

/**
 * Whether a capital sigma ends its word, and so becomes {@code ς} and not {@code σ}.
 *
 * <p>The condition Final_Sigma of the Unicode Standard (section 3.13, table 3-17) as Python's
 * {@code str.lower()} has it: a cased letter before it and none after it, case-ignorable characters
 * not counting. Python sees one white-space token, cleaned and with ideographs set apart, so the
 * look around steps over removed characters and stops at spaces and ideographs. {@code
 * String.toLowerCase} has a different idea of a word.
 */
final class FinalSigma {

    static final int CAPITAL = 0x3A3;
    static final int SMALL = 0x3C3;
    static final int FINAL = 0x3C2;

    private enum Neighbour {
        CASED,
        OTHER,
        IGNORED
    }

    private FinalSigma() {}

    /**
     * @param text code units
     * @param from first code unit of the text to look at
     * @param to one past the last
     * @param at where the sigma is
     */
    static boolean at(char[] text, int from, int to, int at) {
        return casedBefore(text, from, at) && !casedAfter(text, at + 1, to);
    }

    private static boolean casedBefore(char[] text, int from, int at) {
        Neighbour neighbour = Neighbour.IGNORED;
        for (int i = at; i > from && neighbour == Neighbour.IGNORED; ) {
            int codePoint = Character.codePointBefore(text, i, from);
            i -= Character.charCount(codePoint);
            neighbour = of(codePoint);
        }
        return neighbour == Neighbour.CASED;
    }

    private static boolean casedAfter(char[] text, int at, int to) {
        Neighbour neighbour = Neighbour.IGNORED;
        for (int i = at; i < to && neighbour == Neighbour.IGNORED; ) {
            int codePoint = Character.codePointAt(text, i, to);
            i += Character.charCount(codePoint);
            neighbour = of(codePoint);
        }
        return neighbour == Neighbour.CASED;
    }

    private static Neighbour of(int codePoint) {
        CharacterClass kind = CharacterClass.of(codePoint);
        if (kind == CharacterClass.SPACE || kind == CharacterClass.CHINESE) {
            return Neighbour.OTHER;
        }
        if (kind == CharacterClass.REMOVED || isCaseIgnorable(codePoint)) {
            return Neighbour.IGNORED;
        }
        boolean cased =
                Character.isLowerCase(codePoint)
                        || Character.isUpperCase(codePoint)
                        || Character.isTitleCase(codePoint);
        return cased ? Neighbour.CASED : Neighbour.OTHER;
    }

    /** The derived property Case_Ignorable: some categories, and the punctuation inside words. */
    private static boolean isCaseIgnorable(int codePoint) {
        return switch (Character.getType(codePoint)) {
            case Character.NON_SPACING_MARK,
                    Character.ENCLOSING_MARK,
                    Character.FORMAT,
                    Character.MODIFIER_LETTER,
                    Character.MODIFIER_SYMBOL ->
                    true;
            default ->
                    switch (codePoint) {
                        case '\'', '.', ':', 0xB7, 0x387, 0x55F, 0x5F4, 0x2018, 0x2019 -> true;
                        case 0x2024, 0x2027, 0xFE13, 0xFE52, 0xFE55, 0xFF07, 0xFF0E, 0xFF1A -> true;
                        default -> false;
                    };
        };
    }
}
