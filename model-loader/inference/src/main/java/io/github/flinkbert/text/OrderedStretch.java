package io.github.flinkbert.text;

/**
 * A stretch of combining characters, some of which normalisation may put into another order.
 *
 * <p>Stripped marks change places too, but nobody sees it; the order shows only among spacing
 * marks, and these are rare. So the stretch is normalised as a whole, as Google normalises every
 * word. If that moves characters, each of them stands for the whole stretch: ranges must not run
 * backwards.
 */
final class OrderedStretch {

    private final CharacterTable table;
    private final char[] text;
    private final int from;
    private final int to;
    private int lastEnd;

    /**
     * @param from where the stretch begins
     * @param limit where the text ends
     */
    OrderedStretch(CharacterTable table, char[] text, int from, int limit) {
        this.table = table;
        this.text = text;
        this.from = from;
        this.to = end(limit);
    }

    /** Hands the stretch to a pass over the text; returns the first code unit after it. */
    int readInto(TextPass pass) {
        StringBuilder apart = new StringBuilder();
        for (int at = from; at < to; at = next(at)) {
            int codePoint = codePoint(at);
            if (CharacterTable.kind(table.entry(codePoint)) != CharacterTable.REMOVED) {
                apart.append(table.decompose(codePoint));
                lastEnd = next(at);
            }
        }
        String together = Normalization.decompose(apart.toString());
        if (together.contentEquals(apart)) {
            for (int at = from; at < to; at = next(at)) {
                read(table.decompose(codePoint(at)), at, next(at), pass);
            }
        } else {
            read(together, from, lastEnd, pass);
        }
        return to;
    }

    private void read(String decomposed, int start, int end, TextPass pass) {
        decomposed
                .codePoints()
                .forEach(
                        c -> {
                            CharacterClass kind = CharacterClass.of(c);
                            if (kind == CharacterClass.REMOVED) {
                                return;
                            }
                            int entry =
                                    Normalization.isStripped(c)
                                            ? CharacterTable.MARK
                                            : table.normalised(c);
                            pass.take(c, entry, start, end);
                        });
    }

    private int end(int limit) {
        int at = from;
        while (at < limit) {
            int codePoint = Character.codePointAt(text, at, limit);
            int kind = CharacterTable.kind(table.entry(codePoint));
            if (kind != CharacterTable.ORDERED
                    && kind != CharacterTable.MARK
                    && kind != CharacterTable.REMOVED) {
                break;
            }
            at += Character.charCount(codePoint);
        }
        return at;
    }

    private int codePoint(int at) {
        return Character.codePointAt(text, at, to);
    }

    private int next(int at) {
        return at + Character.charCount(codePoint(at));
    }
}
