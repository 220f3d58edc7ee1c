package io.github.flinkbert.task;

import io.github.flinkbert.failure.TextRejectedException;
import io.github.flinkbert.text.Pieces;
import io.github.flinkbert.text.Vocabulary;
import io.github.flinkbert.text.Window;
import io.github.flinkbert.text.Windows;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Supplier;
import org.apache.flink.annotation.Experimental;

/**
 * One text and the model that it is asked of: what an ask needs to plan itself. Asks that read the
 * text in the same windows are given the same input. Used by one thread.
 */
@Experimental
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
    private final Map<Object, EncodedInput> byKey = new HashMap<>();

    public TextContext(ModelContext model, String text) {
        this.model = model;
        this.text = text;
        pieces = model.tokenizer().tokenize(text);
        room = model.maxPositions() - model.tokenizer().vocabulary().layout().length(0);
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

    /** In how many windows the text lies side by side, also where it is too long to be read. */
    public int windowsSideBySide() {
        return pieces.size() <= room ? 1 : 1 + (pieces.size() - 1) / room;
    }

    /**
     * The text by itself, a long one in windows that overlap by a quarter, so that tokens have
     * context on both sides.
     *
     * @throws TextRejectedException if it takes too many windows
     */
    public EncodedInput overlapping() {
        return single(overlap(room));
    }

    /**
     * The text by itself, a long one in windows that overlap by a half, so that no token but those
     * of the first window is read behind fewer than half as many as the model can read.
     *
     * @throws TextRejectedException if it takes too many windows
     */
    public EncodedInput halfOverlapping() {
        return single(Math.max(1, room - room / 2));
    }

    /**
     * The text's last pieces, as many as are read at once.
     *
     * @throws TextRejectedException if there is nothing to read
     */
    public EncodedInput ending() {
        if (pieces.size() <= room) {
            return sideBySide();
        }
        Vocabulary vocabulary = model.tokenizer().vocabulary();
        Window last = new Window(pieces.size() - room, pieces.size());
        return EncodedInput.single(vocabulary, pieces, List.of(last));
    }

    /** Like {@link #overlapping()}, of pieces that an ask made of the text in another way. */
    public EncodedInput overlapping(Pieces cut) {
        return read(cut, overlap(room));
    }

    /** The text behind another one, such as a question, in the given windows. */
    public EncodedInput behind(Pieces first, List<Window> windows) {
        return EncodedInput.pair(model.tokenizer().vocabulary(), first, pieces, windows);
    }

    /**
     * An input that an ask makes itself. Asks that name it by equal keys are given the same one.
     *
     * @param key says all that the input depends on, beside the text
     */
    public EncodedInput shared(Object key, Supplier<EncodedInput> make) {
        // Not computeIfAbsent: making one may ask for another.
        EncodedInput known = byKey.get(key);
        if (known == null) {
            known = make.get();
            byKey.put(key, known);
        }
        return known;
    }

    private EncodedInput single(int stride) {
        // One window is the same whatever the stride.
        int key = pieces.size() <= room ? 0 : stride;
        return byStride.computeIfAbsent(key, absent -> read(pieces, stride));
    }

    private EncodedInput read(Pieces cut, int stride) {
        boolean nothing = room == model.maxPositions() && cut.size() == 0; // no special tokens, too
        if (nothing && model.causal()) {
            throw new TextRejectedException(
                    "this model reads texts of at least one piece, found none: no token of its own"
                            + " goes around a text");
        }
        if (nothing) {
            return EncodedInput.of(List.of(), List.of(), 0);
        }
        return EncodedInput.single(
                model.tokenizer().vocabulary(), cut, windows(cut.size(), room, stride));
    }

    /**
     * Windows that overlap by a quarter, over a text that has less room than it has by itself.
     *
     * @param room the most pieces of a window, at least 1
     * @throws TextRejectedException if it takes too many windows
     */
    public static List<Window> overlapping(int pieces, int room) {
        return windows(pieces, room, overlap(room));
    }

    /**
     * Windows side by side, likewise.
     *
     * @param room the most pieces of a window, at least 1
     * @throws TextRejectedException if it takes too many windows
     */
    public static List<Window> sideBySide(int pieces, int room) {
        return windows(pieces, room, room);
    }

    private static List<Window> windows(int pieces, int room, int stride) {
        List<Window> windows = Windows.over(pieces, room, stride);
        if (windows.size() > MOST_WINDOWS) {
            throw new TextRejectedException(
                    "a text may take at most %d windows of %d pieces, found %d pieces, which take %d"
                            .formatted(MOST_WINDOWS, room, pieces, windows.size()));
        }
        return windows;
    }

    private static int overlap(int room) {
        return Math.max(1, room - room / 4);
    }
}
