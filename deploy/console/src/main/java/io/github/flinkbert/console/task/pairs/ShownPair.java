package io.github.flinkbert.console.task.pairs;

import io.github.flinkbert.console.task.labels.ShownLabel;
import java.util.List;
import org.apache.flink.annotation.Internal;

/**
 * The labels of two texts, best first.
 *
 * @param truncated whether the two were longer together than the encoder reads, and cut
 */
@Internal
public record ShownPair(List<ShownLabel> labels, boolean truncated) {

    public ShownPair {
        labels = List.copyOf(labels);
    }

    ShownPair bounded() {
        return new ShownPair(ShownLabel.bounded(labels), truncated);
    }
}
