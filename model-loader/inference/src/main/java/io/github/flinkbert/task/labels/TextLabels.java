package io.github.flinkbert.task.labels;

import java.util.List;
import org.apache.flink.annotation.PublicEvolving;

/**
 * The labels of a text with their scores. Immutable.
 *
 * @param scores all labels, the best first; equal ones in the model's order
 * @param held how many of them hold, from the first on: of one among many the first; of any among
 *     many those that reach the threshold; of a regression all
 */
@PublicEvolving
public record TextLabels(List<LabelScore> scores, int held) {

    /** A score and the references to it and its label, which many results share. */
    private static final long SCORE_BYTES = 32;

    public TextLabels {
        scores = List.copyOf(scores);
        if (scores.isEmpty() || held < 0 || held > scores.size()) {
            throw new IllegalArgumentException(
                    "of labels, at least one, 0 to all may hold; found %d of %d"
                            .formatted(held, scores.size()));
        }
    }

    /** The best label, whether it holds or not. */
    public LabelScore best() {
        return scores.get(0);
    }

    /** The best labels, at most so many, whether they hold or not. */
    public List<LabelScore> best(int most) {
        return scores.subList(0, Math.min(most, scores.size()));
    }

    /** The labels that hold, the best first; none where no label reaches the threshold. */
    public List<LabelScore> holding() {
        return scores.subList(0, held);
    }

    /** Bytes that these take in memory, about. */
    public long bytes() {
        return SCORE_BYTES * scores.size();
    }
}
