package io.github.flinkbert.text;

import java.util.stream.IntStream;
import org.apache.flink.annotation.Internal;

/**
 * A text in which every literal {@code [MASK]} is one piece, the vocabulary's own token for a
 * masked word. Immutable.
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
     * @throws IllegalArgumentException where the vocabulary has no token for a mask
     */
    public static MaskedText of(Tokenizer tokenizer, String text) {
        int maskId = tokenizer.vocabulary().maskId();
        Pieces pieces = tokenizer.tokenize(text, MASK, maskId);
        int[] masks =
                IntStream.range(0, pieces.size()).filter(i -> pieces.id(i) == maskId).toArray();
        return new MaskedText(pieces, masks);
    }

    public Pieces pieces() {
        return pieces;
    }

    /** The pieces that are masks, ascending, a copy. */
    public int[] masks() {
        return masks.clone();
    }
}
