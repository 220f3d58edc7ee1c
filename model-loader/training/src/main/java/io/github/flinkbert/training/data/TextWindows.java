package io.github.flinkbert.training.data;

import io.github.flinkbert.text.Pieces;
import io.github.flinkbert.text.Sequence;
import io.github.flinkbert.text.Tokenizer;
import io.github.flinkbert.text.Vocabulary;
import io.github.flinkbert.text.Window;
import io.github.flinkbert.text.Windows;
import java.util.List;
import org.apache.flink.annotation.Experimental;

/**
 * A text by itself as the encoder reads it: in one sequence, or, where it is longer, in windows
 * that overlap by a quarter.
 *
 * @param pieces the text's
 * @param windows over the pieces, ascending
 */
@Experimental
public record TextWindows(Pieces pieces, List<Window> windows) {

    /** Row of a sequence's first piece: {@code [CLS]} is before it. */
    public static final int FIRST_ROW = 1;

    /**
     * @param maxPositions the longest sequence that the encoder takes
     */
    public static TextWindows of(Tokenizer tokenizer, String text, int maxPositions) {
        Pieces pieces = tokenizer.tokenize(text);
        int room = maxPositions - Sequence.length(0);
        int stride = Math.max(1, room - room / 4);
        return new TextWindows(pieces, Windows.over(pieces.size(), room, stride));
    }

    public Sequence sequence(Vocabulary vocabulary, Window window) {
        return Sequence.single(vocabulary, pieces, window.from(), window.to());
    }
}
