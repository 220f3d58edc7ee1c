package io.github.flinkbert.text;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicReferenceArray;

/**
 * What becomes of every code point: basic tokenization, normalisation and the vocabulary's alphabet
 * in one look-up.
 *
 * <p>An entry is an {@code int}: its top byte is one of the kinds below, the rest is the kind's
 * value. Entries stand in pages of 256 code points, each made when a text first needs it. Safe for
 * use by many threads: a page is written before it is shown, and making one twice makes the same.
 */
final class CharacterTable {

    /**
     * Part of a word; the value is its symbol. Every entry below {@link #ALONE} is of this kind.
     */
    static final int LETTER = 0;

    /** A word of its own; the value is the id of its piece. */
    static final int ALONE = 1 << 24;

    static final int SPACE = 2 << 24;
    static final int REMOVED = 3 << 24;

    /** Stripped, but still part of what the character before it looks like. */
    static final int MARK = 4 << 24;

    /** Several letters or words; the value is an index into {@link #expansion}. */
    static final int EXPANDED = 5 << 24;

    /** The capital sigma, which needs {@link FinalSigma}. */
    static final int SIGMA = 6 << 24;

    /** May change places with its neighbours; the whole stretch has to be normalised. */
    static final int ORDERED = 7 << 24;

    private static final int KIND = 0x7F << 24;
    private static final int PAGE = 256;

    private static final class Page {

        final int[] entries = new int[PAGE];
        final List<int[]> expansions = new ArrayList<>();
    }

    private final AtomicReferenceArray<Page> pages =
            new AtomicReferenceArray<>((Character.MAX_CODE_POINT + 1) / PAGE);
    private final int[] firstPage;
    private final Vocabulary vocabulary;
    private final Alphabet alphabet;
    private final boolean lowerCases;
    private final boolean stripsAccents;
    private final boolean ideographsApart;

    CharacterTable(Vocabulary vocabulary, Alphabet alphabet, Casing casing, TokenizerRules rules) {
        this.vocabulary = vocabulary;
        this.alphabet = alphabet;
        this.lowerCases = rules.lowerCases(casing);
        this.stripsAccents = rules.stripsAccents(casing);
        this.ideographsApart = rules.ideographsApart();
        this.firstPage = page(0).entries;
    }

    static int kind(int entry) {
        return entry & KIND;
    }

    static int value(int entry) {
        return entry & ~KIND;
    }

    /** The entries of U+0000 to U+00FF, for the inner loop; not to be written to. */
    int[] latin() {
        return firstPage;
    }

    int entry(int codePoint) {
        return page(codePoint / PAGE).entries[codePoint % PAGE];
    }

    /** The entries, letters or words alone, that an expanded code point stands for. */
    int[] expansion(int codePoint, int entry) {
        return page(codePoint / PAGE).expansions.get(value(entry));
    }

    /** The entry of a code point that is normalised already: a letter or a word alone. */
    int normalised(int codePoint) {
        return CharacterClass.of(codePoint) == CharacterClass.PUNCTUATION
                ? alone(codePoint)
                : LETTER | alphabet.symbol(codePoint);
    }

    boolean ideographsApart() {
        return ideographsApart;
    }

    boolean stripsAccents() {
        return stripsAccents;
    }

    /**
     * The code points that are left of one, whatever stands beside it; none for a stripped mark.
     */
    int[] normalise(int codePoint) {
        String cased = cased(codePoint);
        return stripsAccents
                ? Normalization.strip(Normalization.decompose(cased)).toArray()
                : cased.codePoints().toArray();
    }

    /** One code point in the release's case, decomposed, its marks still there. */
    String decompose(int codePoint) {
        return Normalization.decompose(cased(codePoint));
    }

    private String cased(int codePoint) {
        return lowerCases ? Normalization.lower(codePoint) : Character.toString(codePoint);
    }

    private Page page(int number) {
        Page page = pages.get(number);
        if (page == null) {
            page = make(number * PAGE);
            pages.set(number, page);
        }
        return page;
    }

    private Page make(int from) {
        Page page = new Page();
        for (int i = 0; i < PAGE; i++) {
            page.entries[i] = make(from + i, page.expansions);
        }
        return page;
    }

    private int make(int codePoint, List<int[]> expansions) {
        CharacterClass kind = CharacterClass.of(codePoint);
        if (kind == CharacterClass.REMOVED) {
            return REMOVED;
        }
        if (kind == CharacterClass.SPACE) {
            return SPACE;
        }
        boolean apart = ideographsApart && kind == CharacterClass.CHINESE;
        if (lowerCases && codePoint == FinalSigma.CAPITAL) {
            return SIGMA;
        }
        int[] normalised = normalise(codePoint);
        if (normalised.length == 0) {
            return MARK;
        }
        if (stripsAccents) {
            for (int c : normalised) {
                if (Normalization.isOrdered(c)) {
                    return ORDERED;
                }
            }
        }
        if (normalised.length == 1) {
            return apart ? alone(normalised[0]) : normalised(normalised[0]);
        }
        for (int i = 0; i < normalised.length; i++) {
            normalised[i] = normalised(normalised[i]);
        }
        expansions.add(normalised);
        return EXPANDED | (expansions.size() - 1);
    }

    private int alone(int codePoint) {
        int id = vocabulary.wordPiece(Character.toString(codePoint));
        return ALONE | (id < 0 ? vocabulary.unknownId() : id);
    }
}
