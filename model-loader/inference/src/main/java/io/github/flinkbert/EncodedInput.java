package io.github.flinkbert;

import io.github.flinkbert.encoder.Output;
import io.github.flinkbert.task.Reply;
import io.github.flinkbert.task.ScoredWindow;
import io.github.flinkbert.tensor.Matrix;
import io.github.flinkbert.text.Pieces;
import io.github.flinkbert.text.Sequence;
import io.github.flinkbert.text.Vocabulary;
import io.github.flinkbert.text.Window;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;

/**
 * One way of cutting one text into sequences, and everything that is asked of these sequences: asks
 * that can share sequences share their pass through the encoder. Used by one thread.
 */
final class EncodedInput {

    /** Answers an ask out of what came back for each window. */
    interface Decoder extends Function<Scores, Reply> {}

    /** What came back for a reading's sequences: for each window, one matrix an output. */
    record Scores(EncodedInput reading, List<Map<Output, Matrix>> windows) {

        Matrix of(int window, Output output) {
            return windows.get(window).get(output);
        }

        /** The token scores of all windows; row 0 of a sequence is {@code [CLS]}. */
        List<ScoredWindow> ofTokens(Output output) {
            List<ScoredWindow> scored = new ArrayList<>(windows.size());
            for (int i = 0; i < windows.size(); i++) {
                Window window = reading.windows.get(i);
                scored.add(
                        new ScoredWindow(
                                window.from(), window.to(), reading.firstRow, of(i, output)));
            }
            return scored;
        }
    }

    private final Pieces pieces;
    private final List<Window> windows;
    private final List<Sequence> sequences;
    private final int firstRow;
    private final Set<Output> outputs = new LinkedHashSet<>();
    private final Map<Integer, Decoder> decoders = new TreeMap<>();

    private EncodedInput(Pieces pieces, List<Window> windows, List<Sequence> sequences, int firstRow) {
        this.pieces = pieces;
        this.windows = windows;
        this.sequences = sequences;
        this.firstRow = firstRow;
    }

    /** A text by itself: {@code [CLS] window [SEP]}. */
    static EncodedInput single(Vocabulary vocabulary, Pieces pieces, List<Window> windows) {
        List<Sequence> sequences =
                windows.stream()
                        .map(w -> Sequence.single(vocabulary, pieces, w.from(), w.to()))
                        .toList();
        return new EncodedInput(pieces, windows, sequences, 1);
    }

    /** A question and a text: {@code [CLS] question [SEP] window [SEP]}. */
    static EncodedInput pair(
            Vocabulary vocabulary, Pieces question, Pieces pieces, List<Window> windows) {
        List<Sequence> sequences =
                windows.stream()
                        .map(
                                w ->
                                        Sequence.pair(
                                                vocabulary,
                                                question,
                                                0,
                                                question.size(),
                                                pieces,
                                                w.from(),
                                                w.to()))
                        .toList();
        return new EncodedInput(pieces, windows, sequences, question.size() + 2);
    }

    Pieces pieces() {
        return pieces;
    }

    List<Window> windows() {
        return windows;
    }

    List<Sequence> sequences() {
        return sequences;
    }

    /** Every output once, in the order of asking: the same asks give the same list. */
    List<Output> outputs() {
        return List.copyOf(outputs);
    }

    /**
     * @param index the ask's place among the text's asks
     */
    void ask(int index, List<? extends Output> needed, Decoder decoder) {
        outputs.addAll(needed);
        decoders.put(index, decoder);
    }

    /**
     * Puts each ask's reply into its place.
     *
     * @param results for each sequence, one matrix an output
     */
    void reply(List<List<Matrix>> results, Reply[] replies) {
        List<Output> order = outputs();
        List<Map<Output, Matrix>> found = new ArrayList<>(results.size());
        for (List<Matrix> result : results) {
            Map<Output, Matrix> byOutput = new java.util.HashMap<>();
            for (int i = 0; i < order.size(); i++) {
                byOutput.put(order.get(i), result.get(i));
            }
            found.add(byOutput);
        }
        Scores scores = new Scores(this, found);
        decoders.forEach((index, decoder) -> replies[index] = decoder.apply(scores));
    }
}
