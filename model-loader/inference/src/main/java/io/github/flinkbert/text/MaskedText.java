package io.github.flinkbert.text;

import java.util.Arrays;
import org.apache.flink.annotation.Internal;

/**
 * A text in which every literal {@code [MASK]} is one piece, {@code [MASK]} itself. Immutable.
 *
 * <p>The one place where text makes a special token, and only for the task of filling masks. The
 * stretches around the masks are tokenized each as a text of its own; offsets are those of the
 * whole text.
 */
@Internal
public final class MaskedText {

    /** What stands for a masked word in a text; upper case, whatever the release's casing. */
    public static final String MASK = "[MASK]";

    private final Pieces pieces;
    private final int[] masks;

    private MaskedText(Pieces pieces, int[] masks) {
        this.pieces = pieces;
        this.masks = masks;
    }

    /**
     * @param text may have any number of masks, none too
     * @throws IllegalArgumentException where the vocabulary has no {@code [MASK]}
     */
    public static MaskedText of(Tokenizer tokenizer, String text) {
        int maskId = tokenizer.vocabulary().maskId();
        PieceList pieces = new PieceList(text.length() / 4 + 8);
        TextPass pass = tokenizer.pass(text, pieces);
        int[] masks = new int[text.length() / MASK.length()];
        int count = 0;
        int from = 0;
        for (int at = text.indexOf(MASK); at >= 0; at = text.indexOf(MASK, from)) {
            tokenizer.read(pass, text, from, at);
            masks[count++] = pieces.size();
            from = at + MASK.length();
            pass.add(maskId, at, from);
        }
        tokenizer.read(pass, text, from, text.length());
        return new MaskedText(pieces.toPieces(), Arrays.copyOf(masks, count));
    }

    public Pieces pieces() {
        return pieces;
    }

    /** The pieces that are masks, ascending, a copy. */
    public int[] masks() {
        return masks.clone();
    }
}
