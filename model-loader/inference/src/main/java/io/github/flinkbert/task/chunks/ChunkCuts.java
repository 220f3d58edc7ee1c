package io.github.flinkbert.task.chunks;

import io.github.flinkbert.text.Pieces;
import java.util.ArrayList;
import java.util.List;

/** Where a text is cut: as many whole sentences to a chunk as fit. */
final class ChunkCuts {

    private ChunkCuts() {}

    /**
     * The chunks, in the text's order, without white space at their edges; none where the text has
     * no pieces.
     *
     * @param pieces all of the text's
     * @param most pieces of a chunk; a longer sentence is cut
     * @param overlap sentences at a chunk's end that the next one begins with, fewer where they
     *     would leave no room for the sentence behind them
     */
    static List<Stretch> of(String text, Pieces pieces, int most, int overlap) {
        List<Stretch> sentences = Sentences.of(text, pieces, most);
        List<Stretch> chunks = new ArrayList<>();
        int first = 0;
        int after = 0; // the first sentence that is in no chunk yet
        while (after < sentences.size()) {
            after++;
            while (after < sentences.size() && fit(sentences, first, after, most)) {
                after++;
            }
            Stretch chunk = sentences.get(first).through(sentences.get(after - 1));
            chunks.add(chunk.trimmed(text));
            if (after < sentences.size()) {
                first = Math.max(first + 1, after - overlap);
                while (first < after && !fit(sentences, first, after, most)) {
                    first++;
                }
            }
        }
        return List.copyOf(chunks);
    }

    private static boolean fit(List<Stretch> sentences, int first, int last, int most) {
        return sentences.get(last).to() - sentences.get(first).from() <= most;
    }
}
