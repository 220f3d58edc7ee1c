package io.github.flinkbert.task.entities;

import io.github.flinkbert.checkpoint.AggregationStrategy;
import io.github.flinkbert.task.ScoredWindow;
import io.github.flinkbert.text.Pieces;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.annotation.Internal;

/**
 * Entities out of label scores. Thread-safe.
 *
 * <ol>
 *   <li>Words are the tokenizer's basic tokens ({@link Pieces#word}), not stretches between spaces.
 *   <li>Each word is labelled in the window where it has most context ({@link
 *       io.github.flinkbert.text.Windows#ofMostContext}).
 *   <li>{@link AggregationStrategy} says how the pieces' softmax probabilities become the word's.
 *   <li>The likeliest label sequence that the scheme allows is found by Viterbi's algorithm, so no
 *       label sequence is ever repaired afterwards.
 *   <li>An entity is a longest run of words that go on from each other; its text runs from its
 *       first piece's first code unit to its last piece's last.
 * </ol>
 *
 * <p>An entity's {@code score} is its posterior probability: that exactly this entity, with this
 * type and these borders, is there, over all legal label sequences. It is comparable between
 * entities of any length and type, and as well calibrated as the model's softmax: among many
 * entities scored 0.8, about 80 % are to be found in the gold data as they stand, if the model's
 * word probabilities are right and given the words independent. A type that is certain with an
 * uncertain border scores low, as entity F1 counts it.
 */
@Internal
public final class EntityDecoder {

    private final LabelSet labels;
    private final AggregationStrategy aggregation;
    private final Viterbi viterbi;

    public EntityDecoder(LabelSet labels, AggregationStrategy aggregation) {
        this.labels = labels;
        this.aggregation = aggregation;
        this.viterbi = new Viterbi(labels);
    }

    /**
     * @param text the text as it came in
     * @param pieces its pieces, without special tokens
     * @param windows label scores (logits) of windows that together hold every piece; a column a
     *     label, in the label set's order
     * @throws IllegalArgumentException if windows, labels and pieces do not fit each other, or a
     *     score is not a finite number
     */
    public Entities decode(String text, Pieces pieces, List<ScoredWindow> windows) {
        for (ScoredWindow window : windows) {
            if (window.scores().columns() != labels.size()) {
                throw new IllegalArgumentException(
                        "a window must have one score for each of %d labels, found %d"
                                .formatted(labels.size(), window.scores().columns()));
            }
        }
        WordScores scores = WordScores.join(pieces, windows, aggregation);
        int[] path = viterbi.decode(scores.probabilities());
        List<Entity> entities = new ArrayList<>();
        ChunkPosterior posterior = null; // most texts of a stream have no entity at all
        int first = 0;
        while (first < path.length) {
            int afterLast = first + 1;
            while (afterLast < path.length
                    && labels.continues(path[afterLast - 1], path[afterLast])) {
                afterLast++;
            }
            if (!labels.isOutside(path[first])) {
                if (posterior == null) {
                    posterior = new ChunkPosterior(labels, scores.probabilities());
                }
                String type = labels.type(path[first]);
                int start = pieces.start(scores.firstPiece()[first]);
                int end = pieces.end(scores.afterLastPiece()[afterLast - 1] - 1);
                float score = (float) posterior.of(first, afterLast, type);
                if (start < end) { // pieces of spaces alone stand for nothing
                    entities.add(new Entity(type, text.substring(start, end), start, end, score));
                }
            }
            first = afterLast;
        }
        return new Entities(entities);
    }
}
