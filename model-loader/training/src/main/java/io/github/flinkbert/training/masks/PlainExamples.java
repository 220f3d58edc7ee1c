package io.github.flinkbert.training.masks;

import io.github.flinkbert.text.Pieces;
import io.github.flinkbert.text.Sequence;
import io.github.flinkbert.text.Tokenizer;
import io.github.flinkbert.text.Window;
import io.github.flinkbert.text.Windows;
import io.github.flinkbert.training.data.TextWindows;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.apache.flink.annotation.Experimental;

/**
 * Plain text, a text a line, as sequences to learn masked words from. A line that is longer than
 * the encoder reads becomes several, side by side, so that each word is seen once in an epoch.
 *
 * @param maxPositions the longest sequence that the encoder takes
 */
@Experimental
public record PlainExamples(Tokenizer tokenizer, int maxPositions) {

    private static final int SPECIAL = -1;

    /** The examples of all texts, in their order; a text without words has none. */
    public List<PlainSequence> of(List<String> texts) {
        List<PlainSequence> examples = new ArrayList<>(texts.size());
        for (String text : texts) {
            Pieces pieces = tokenizer.tokenize(text);
            int room = maxPositions - Sequence.length(0);
            for (Window window : Windows.over(pieces.size(), room, room)) {
                if (window.length() > 0) {
                    examples.add(example(pieces, window));
                }
            }
        }
        return examples;
    }

    private PlainSequence example(Pieces pieces, Window window) {
        Sequence sequence =
                Sequence.single(tokenizer.vocabulary(), pieces, window.from(), window.to());
        int[] words = new int[sequence.length()];
        Arrays.fill(words, SPECIAL);
        for (int piece = window.from(); piece < window.to(); piece++) {
            words[TextWindows.FIRST_ROW + piece - window.from()] = pieces.word(piece);
        }
        return new PlainSequence(sequence, words);
    }
}
