package io.github.flinkbert.task;

import io.github.flinkbert.text.Vocabulary;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;

/**
 * Candidates for masks out of the masked-word head's scores. Which window a mask is judged in is
 * {@link MostContext}'s to say. Thread-safe.
 */
public final class MaskDecoder {

    private final Vocabulary vocabulary;
    private final int top;

    public MaskDecoder(Vocabulary vocabulary, Ask.FillMasks ask) {
        this.vocabulary = vocabulary;
        this.top = ask.top();
    }

    /**
     * @param scores one row a mask, in the order of the text; one column a piece of the vocabulary
     */
    public Reply.Masks decode(Matrix scores) {
        List<List<Reply.Candidate>> masks = new ArrayList<>(scores.rows());
        for (int mask = 0; mask < scores.rows(); mask++) {
            masks.add(candidates(Softmax.ofRow(scores, mask)));
        }
        return new Reply.Masks(masks);
    }

    private List<Reply.Candidate> candidates(double[] probabilities) {
        // Worst first, so that the worst can be thrown out; of equals the lower id is better.
        Comparator<Integer> byProbability = Comparator.comparingDouble(id -> probabilities[id]);
        Comparator<Integer> worstFirst = byProbability.thenComparing(Comparator.reverseOrder());
        PriorityQueue<Integer> best = new PriorityQueue<>(worstFirst);
        for (int id = 0; id < probabilities.length; id++) {
            if (best.size() < top || probabilities[id] > probabilities[best.element()]) {
                best.add(id);
                if (best.size() > top) {
                    best.remove();
                }
            }
        }
        List<Integer> ids = new ArrayList<>(best);
        ids.sort(worstFirst.reversed());
        return ids.stream()
                .map(id -> new Reply.Candidate(vocabulary.piece(id), (float) probabilities[id]))
                .toList();
    }
}
