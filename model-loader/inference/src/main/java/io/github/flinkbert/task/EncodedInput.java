package io.github.flinkbert.task;

import io.github.flinkbert.text.Pieces;
import io.github.flinkbert.text.Sequence;
import io.github.flinkbert.text.Vocabulary;
import io.github.flinkbert.text.Window;
import java.util.List;
import org.apache.flink.annotation.Experimental;

/**
 * One way of cutting one text into the sequences that the encoder reads.
 *
 * <p>Compared by identity: asks that were given the same object share its passes.
 */
@Experimental
public final class EncodedInput {

    /** No sequence at all. */
    static final EncodedInput NONE = new EncodedInput(List.of(), List.of(), 0);

    private final List<Window> windows;
    private final List<Sequence> sequences;
    private final int firstRow;

    private EncodedInput(List<Window> windows, List<Sequence> sequences, int firstRow) {
        this.windows = List.copyOf(windows);
        this.sequences = List.copyOf(sequences);
        this.firstRow = firstRow;
    }

    /**
     * Sequences that an ask laid out itself. They reach the engine together.
     *
     * @param windows which pieces of the text each sequence reads
     * @param sequences one a window
     * @param firstRow row of a window's first piece among its sequence's tokens
     */
    public static EncodedInput of(List<Window> windows, List<Sequence> sequences, int firstRow) {
        if (windows.size() != sequences.size()) {
            throw new IllegalArgumentException(
                    "a sequence reads one window, found %d sequences of %d windows"
                            .formatted(sequences.size(), windows.size()));
        }
        return new EncodedInput(windows, sequences, firstRow);
    }

    /** A text by itself; of BERT {@code [CLS] window [SEP]}. */
    static EncodedInput single(Vocabulary vocabulary, Pieces pieces, List<Window> windows) {
        List<Sequence> sequences =
                windows.stream()
                        .map(w -> Sequence.single(vocabulary, pieces, w.from(), w.to()))
                        .toList();
        return new EncodedInput(windows, sequences, vocabulary.layout().firstAt());
    }

    /** Two texts; of BERT {@code [CLS] first [SEP] window of the second [SEP]}. */
    public static EncodedInput pair(
            Vocabulary vocabulary, Pieces first, Pieces second, List<Window> windows) {
        List<Sequence> sequences =
                windows.stream()
                        .map(
                                w ->
                                        Sequence.pair(
                                                vocabulary,
                                                first,
                                                0,
                                                first.size(),
                                                second,
                                                w.from(),
                                                w.to()))
                        .toList();
        return new EncodedInput(windows, sequences, vocabulary.layout().secondAt(first.size()));
    }

    /** Stretches of the text's pieces, one a sequence, ascending. */
    public List<Window> windows() {
        return windows;
    }

    /** What the encoder reads. */
    public List<Sequence> sequences() {
        return sequences;
    }

    /** Row of a window's first piece among its sequence's tokens. */
    public int firstRow() {
        return firstRow;
    }

    /** Tokens of all sequences, special tokens included. */
    public int tokens() {
        return sequences.stream().mapToInt(Sequence::length).sum();
    }
}
