package io.github.flinkbert.task;

import io.github.flinkbert.failure.TextRejectedException;
import io.github.flinkbert.text.Pieces;
import io.github.flinkbert.text.Sequence;
import io.github.flinkbert.text.Window;
import io.github.flinkbert.text.Windows;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * One text and the model that it is asked of: what an ask needs to plan itself. Asks that read the
 * text in the same windows are given the same input. Used by one thread.
 */
public final class TextContext {

    /**
     * Enough for some 100,000 pieces; a text beyond that is rejected rather than let block others.
     */
    static final int MOST_WINDOWS = 256;

    private final ModelContext model;
    private final String text;
    private final Pieces pieces;
    private final int room;
    private final Map<Integer, EncodedInput> byStride = new TreeMap<>();

    public TextContext(ModelContext model, String text) {
        this.model = model;
        this.text = text;
        pieces = model.tokenizer().tokenize(text);
        room = model.maxPositions() - Sequence.length(0);
    }

    /** The text as it came in. */
    public String text() {
        return text;
    }

    /** The text's pieces, without special tokens. */
    public Pieces pieces() {
        return pieces;
    }

    public ModelContext model() {
        return model;
    }

    /**
     * The text by itself, a long one in windows side by side: each token is read once.
     *
     * @throws TextRejectedException if it takes too many windows
     */
    public EncodedInput sideBySide() {
        return single(room);
    }

    /**
     * The text by itself, a long one in windows that overlap by a quarter, so that tokens have
     * context on both sides.
     *
     * @throws TextRejectedException if it takes too many windows
     */
    public EncodedInput overlapping() {
        return single(overlap());
    }

    /** Like {@link #overlapping()}, of pieces that an ask made of the text in another way. */
    public EncodedInput overlapping(Pieces cut) {
        return read(cut, overlap());
    }

    /** The text behind another one, such as a question, in the given windows. */
    public EncodedInput behind(Pieces first, List<Window> windows) {
        return EncodedInput.pair(model.tokenizer().vocabulary(), first, pieces, windows);
    }

    private EncodedInput single(int stride) {
        // One window is the same whatever the stride.
        int key = pieces.size() <= room ? 0 : stride;
        return byStride.computeIfAbsent(key, absent -> read(pieces, stride));
    }

    private EncodedInput read(Pieces cut, int stride) {
        List<Window> windows = Windows.over(cut.size(), room, stride);
        if (windows.size() > MOST_WINDOWS) {
            throw new TextRejectedException(
                    "a text may take at most %d windows of %d pieces, found %d pieces, which take %d"
                            .formatted(MOST_WINDOWS, room, cut.size(), windows.size()));
        }
        return EncodedInput.single(model.tokenizer().vocabulary(), cut, windows);
    }

    private int overlap() {
        return Math.max(1, room - room / 4);
    }
}
