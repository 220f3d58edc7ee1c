package io.github.flinkbert.task;

import io.github.flinkbert.text.Pieces;
import java.util.Arrays;
import java.util.function.Function;

/**
 * A text with {@code [MASK]} in it, cut into pieces: what stands between the masks is tokenized as
 * any text, each mask is one piece and one word.
 *
 * @param pieces the pieces, with offsets into the whole text
 * @param masks indices of the pieces that are masks, ascending
 */
@SuppressWarnings("ArrayRecordComponent") // handed over once, not compared
public record MaskedText(Pieces pieces, int[] masks) {

    /** How a mask is written, in cased and uncased releases alike. */
    public static final String MASK = "[MASK]";

    /**
     * @param cut a tokenizer's {@code tokenize}
     * @param maskId the vocabulary's id of {@code [MASK]}
     * @throws TextRefusedException if there is no mask
     */
    public static MaskedText tokenize(String text, Function<String, Pieces> cut, int maskId) {
        Growing pieces = new Growing();
        int from = 0;
        for (int at = text.indexOf(MASK); at >= 0; at = text.indexOf(MASK, from)) {
            pieces.add(cut.apply(text.substring(from, at)), from);
            from = at + MASK.length();
            pieces.addMask(maskId, at, from);
        }
        pieces.add(cut.apply(text.substring(from)), from);
        if (pieces.maskCount == 0) {
            throw new TextRefusedException("a text to fill in must have a [MASK], found none");
        }
        return pieces.toMaskedText();
    }

    private static final class Growing {
        private int[] ids = new int[64];
        private int[] starts = new int[64];
        private int[] ends = new int[64];
        private int[] words = new int[64];
        private int[] masks = new int[4];
        private int size;
        private int maskCount;

        void add(Pieces pieces, int offset) {
            int firstWord = size == 0 ? 0 : words[size - 1] + 1;
            for (int i = 0; i < pieces.size(); i++) {
                add(
                        pieces.id(i),
                        pieces.start(i) + offset,
                        pieces.end(i) + offset,
                        pieces.word(i) + firstWord);
            }
        }

        void addMask(int id, int start, int end) {
            if (maskCount == masks.length) {
                masks = Arrays.copyOf(masks, 2 * maskCount);
            }
            masks[maskCount++] = size;
            add(id, start, end, size == 0 ? 0 : words[size - 1] + 1);
        }

        private void add(int id, int start, int end, int word) {
            if (size == ids.length) {
                ids = Arrays.copyOf(ids, 2 * size);
                starts = Arrays.copyOf(starts, 2 * size);
                ends = Arrays.copyOf(ends, 2 * size);
                words = Arrays.copyOf(words, 2 * size);
            }
            ids[size] = id;
            starts[size] = start;
            ends[size] = end;
            words[size++] = word;
        }

        MaskedText toMaskedText() {
            Pieces pieces =
                    new Pieces(
                            Arrays.copyOf(ids, size),
                            Arrays.copyOf(starts, size),
                            Arrays.copyOf(ends, size),
                            Arrays.copyOf(words, size));
            return new MaskedText(pieces, Arrays.copyOf(masks, maskCount));
        }
    }
}
