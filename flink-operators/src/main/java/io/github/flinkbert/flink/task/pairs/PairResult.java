package io.github.flinkbert.flink.task.pairs;

import io.github.flinkbert.task.labels.LabelScore;
import java.util.List;
import org.apache.flink.annotation.PublicEvolving;

/**
 * What a model said of two texts. Immutable.
 *
 * @param labels best first, as {@link io.github.flinkbert.flink.task.labels.LabelSelection} says;
 *     empty where none holds
 * @param truncated whether the two were longer together than the encoder reads, and cut
 */
@PublicEvolving
public record PairResult(List<LabelScore> labels, boolean truncated) {
    public PairResult {
        labels = List.copyOf(labels);
    }
}
