package io.github.flinkbert.training.masks;

import io.github.flinkbert.text.Pieces;
import java.util.List;

/**
 * A document's lines, each cut into pieces.
 *
 * @param lines none without pieces
 */
record PlainDocument(List<Pieces> lines) {

    PlainDocument {
        lines = List.copyOf(lines);
    }

    int size() {
        return lines.size();
    }

    /**
     * Where so many lines from {@code from} on end that they have {@code target} pieces together,
     * or the document's end; behind {@code from} at any rate.
     */
    int end(int from, int target) {
        int end = from;
        int pieces = 0;
        do {
            pieces += lines.get(end++).size();
        } while (end < lines.size() && pieces < target);
        return end;
    }

    /** The lines {@code from} to {@code to} as one text, of whose pieces no offsets are known. */
    Pieces joined(int from, int to) {
        int size = lines.subList(from, to).stream().mapToInt(Pieces::size).sum();
        int[] ids = new int[size];
        int[] words = new int[size];
        int at = 0;
        int word = 0;
        for (Pieces line : lines.subList(from, to)) {
            line.copyIds(0, line.size(), ids, at);
            for (int piece = 0; piece < line.size(); piece++) {
                words[at++] = word + line.word(piece);
            }
            word = words[at - 1] + 1;
        }
        return new Pieces(ids, new int[size], new int[size], words);
    }
}
