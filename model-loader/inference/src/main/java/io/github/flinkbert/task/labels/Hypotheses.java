package io.github.flinkbert.task.labels;

import io.github.flinkbert.failure.TextRejectedException;
import io.github.flinkbert.task.EncodedInput;
import io.github.flinkbert.task.ModelContext;
import io.github.flinkbert.task.TextContext;
import io.github.flinkbert.text.Pieces;
import io.github.flinkbert.text.Sequence;
import io.github.flinkbert.text.Window;
import java.util.ArrayList;
import java.util.List;

/**
 * What candidate labels say of a text, cut into pieces. Immutable.
 *
 * @param each one a candidate, in their order
 * @param room pieces of a text that are read beside the longest of them, at least 1
 */
record Hypotheses(List<Pieces> each, int room) {

    /** A text may not take more of the device than so many sequences at once. */
    private static final int MOST_SEQUENCES = 1024;

    /** The candidates and the template in which they are said. */
    record Said(List<String> labels, String hypothesis) {}

    /**
     * What is read: for each candidate, all windows.
     *
     * @param windows of the text, the same beside each hypothesis
     */
    record Laid(EncodedInput input, List<Window> windows) {}

    /**
     * @throws IllegalArgumentException if one leaves no room for a text
     */
    static Hypotheses of(Said said, ModelContext model) {
        List<Pieces> each =
                said.labels().stream()
                        .map(label -> said.hypothesis().replace("{}", label))
                        .map(model.tokenizer()::tokenize)
                        .toList();
        int longest = each.stream().mapToInt(Pieces::size).max().orElseThrow();
        int room =
                model.maxPositions() - model.tokenizer().vocabulary().layout().length(0, longest);
        if (room < 1) {
            throw new IllegalArgumentException(
                    "a hypothesis of %d pieces leaves no room for a text in sequences of %d tokens"
                            .formatted(longest, model.maxPositions()));
        }
        return new Hypotheses(each, room);
    }

    /**
     * {@code [CLS] window of the text [SEP] hypothesis [SEP]}.
     *
     * @throws TextRejectedException if the text takes too many windows
     */
    Laid lay(TextContext text) {
        Pieces pieces = text.pieces();
        List<Window> windows = TextContext.overlapping(pieces.size(), room);
        if (windows.size() * each.size() > MOST_SEQUENCES) {
            throw new TextRejectedException(
                    ("a text and its candidate labels may take at most %d sequences, found %d"
                                    + " windows of each of %d candidates")
                            .formatted(MOST_SEQUENCES, windows.size(), each.size()));
        }
        List<Window> all = new ArrayList<>();
        List<Sequence> sequences = new ArrayList<>();
        for (Pieces hypothesis : each) {
            for (Window window : windows) {
                all.add(window);
                sequences.add(
                        Sequence.pair(
                                text.model().tokenizer().vocabulary(),
                                pieces,
                                window.from(),
                                window.to(),
                                hypothesis,
                                0,
                                hypothesis.size()));
            }
        }
        return new Laid(
                EncodedInput.of(
                        all, sequences, text.model().tokenizer().vocabulary().layout().firstAt()),
                windows);
    }
}
