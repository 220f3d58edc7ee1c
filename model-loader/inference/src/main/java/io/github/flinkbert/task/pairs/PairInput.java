package io.github.flinkbert.task.pairs;

import io.github.flinkbert.failure.TextRejectedException;
import io.github.flinkbert.task.EncodedInput;
import io.github.flinkbert.task.TextContext;
import io.github.flinkbert.text.Pieces;
import io.github.flinkbert.text.Sequence;
import io.github.flinkbert.text.Window;
import java.util.List;

/**
 * Two texts as the encoder reads them: {@code [CLS] first [SEP] second [SEP]}.
 *
 * @param truncated whether pieces were cut off
 */
record PairInput(EncodedInput input, boolean truncated) {

    /** What an input depends on beside the first text. */
    private record Key(String second, LongPairs longPairs) {}

    /** How many pieces of each text are left. */
    record Lengths(int first, int second) {}

    /**
     * @param text the first text
     * @throws TextRejectedException if the second is empty, or the first leaves no room for windows
     *     of it
     */
    static PairInput of(TextContext text, String second, LongPairs longPairs) {
        Pieces other = text.model().tokenizer().tokenize(second);
        if (other.size() == 0) {
            throw new TextRejectedException("a second text must have words, found none");
        }
        int room =
                text.model().maxPositions()
                        - text.model().tokenizer().vocabulary().layout().length(0, 0);
        boolean fits = text.pieces().size() + other.size() <= room;
        if (fits || longPairs == LongPairs.TRUNCATE) {
            Lengths kept = longestFirst(text.pieces().size(), other.size(), room);
            Key key = new Key(second, LongPairs.TRUNCATE);
            return new PairInput(text.shared(key, () -> truncated(text, other, kept)), !fits);
        }
        Key key = new Key(second, LongPairs.WINDOWS);
        return new PairInput(text.shared(key, () -> windows(text, other, room)), false);
    }

    private static EncodedInput truncated(TextContext text, Pieces other, Lengths kept) {
        Sequence sequence =
                Sequence.pair(
                        text.model().tokenizer().vocabulary(),
                        text.pieces(),
                        0,
                        kept.first(),
                        other,
                        0,
                        kept.second());
        return EncodedInput.of(
                List.of(new Window(0, kept.second())),
                List.of(sequence),
                sequence.secondSegmentAt());
    }

    private static EncodedInput windows(TextContext text, Pieces other, int room) {
        Pieces first = text.pieces();
        int left = room - first.size();
        if (left < 1) {
            throw new TextRejectedException(
                    ("beside windows of a second text a first one may have at most %d pieces, found"
                                    + " %d")
                            .formatted(room - 1, first.size()));
        }
        List<Window> windows = TextContext.overlapping(other.size(), left);
        return EncodedInput.pair(text.model().tokenizer().vocabulary(), first, other, windows);
    }

    /**
     * What is left of two texts of which pieces are taken off the end of the longer one, of the
     * second where both are as long, until they have {@code room} together.
     */
    static Lengths longestFirst(int first, int second, int room) {
        if (first + second <= room) {
            return new Lengths(first, second);
        }
        // The longer one is cut first, to the other's length at least; then both in turn.
        int shorter = Math.min(first, second);
        if (room - shorter >= shorter) {
            return first > second
                    ? new Lengths(room - shorter, shorter)
                    : new Lengths(shorter, room - shorter);
        }
        return new Lengths(room - room / 2, room / 2);
    }
}
