package io.github.flinkbert.text;

/**
 * One pass over one text: reads code points, gathers words, cuts them into pieces. For one thread.
 *
 * <p>Ranges: a letter stands for the code point that it comes from, and for the stripped marks that
 * follow it; removed characters belong to nobody. All that one code point expands into stands for
 * the whole code point.
 */
final class TextPass {

    private final CharacterTable table;
    private final WordPieceTrie trie;
    private final int unknownId;
    private final char[] text;
    private final PieceList pieces;
    private final Word word;

    private int from;
    private int to;
    private int words;

    /** Whether the last piece is a word alone that a mark may still follow. */
    private boolean afterAlone;

    TextPass(
            CharacterTable table,
            WordPieceTrie trie,
            int unknownId,
            int longestWord,
            char[] text,
            PieceList pieces) {
        this.table = table;
        this.trie = trie;
        this.unknownId = unknownId;
        this.word = new Word(longestWord);
        this.text = text;
        this.pieces = pieces;
    }

    /** Adds the pieces of the code units {@code from} to {@code to}, as if they were a text. */
    void read(int from, int to) {
        this.from = from;
        this.to = to;
        int[] latin = table.latin();
        int at = from;
        while (at < to) {
            char unit = text[at];
            if (unit < latin.length) {
                int entry = latin[unit];
                if (entry < CharacterTable.ALONE) {
                    word.append(entry, at, at + 1);
                } else {
                    take(unit, entry, at, at + 1);
                }
                at++;
            } else {
                at = readWide(at);
            }
        }
        endWord();
        afterAlone = false;
    }

    /** Adds a piece that is a word of its own, whatever the text says. */
    void add(int id, int start, int end) {
        pieces.add(id, start, end, words++);
    }

    private int readWide(int at) {
        int codePoint = Character.codePointAt(text, at, to);
        int next = at + Character.charCount(codePoint);
        int entry = table.entry(codePoint);
        if (CharacterTable.kind(entry) == CharacterTable.ORDERED) {
            return new OrderedStretch(table, text, at, to).readInto(this);
        }
        take(codePoint, entry, at, next);
        return next;
    }

    /** Takes one code point, which is in the range {@code start} to {@code end}. */
    void take(int codePoint, int entry, int start, int end) {
        switch (CharacterTable.kind(entry)) {
            case CharacterTable.LETTER -> letter(entry, start, end);
            case CharacterTable.ALONE -> {
                endWord();
                add(CharacterTable.value(entry), start, end);
                afterAlone = true;
            }
            case CharacterTable.SPACE -> {
                endWord();
                afterAlone = false;
            }
            case CharacterTable.MARK -> mark(end);
            case CharacterTable.EXPANDED -> {
                for (int part : table.expansion(codePoint, entry)) {
                    take(codePoint, part, start, end);
                }
            }
            case CharacterTable.SIGMA -> {
                boolean isFinal = FinalSigma.at(text, from, to, start);
                int lower = isFinal ? FinalSigma.FINAL : FinalSigma.SMALL;
                letter(table.normalised(lower), start, end);
            }
            default -> {
                // Removed: neither a letter nor the end of a word.
            }
        }
    }

    private void letter(int symbol, int start, int end) {
        word.append(symbol, start, end);
        afterAlone = false;
    }

    private void mark(int end) {
        if (word.length > 0) {
            word.extendLast(end);
        } else if (afterAlone) {
            pieces.extendLast(end);
        }
    }

    private void endWord() {
        if (word.length == 0) {
            return;
        }
        int before = pieces.size();
        if (word.isTooLong() || !trie.cut(word, words, pieces)) {
            pieces.truncate(before);
            pieces.add(unknownId, word.start(), word.end(), words);
        }
        words++;
        word.length = 0;
    }
}
