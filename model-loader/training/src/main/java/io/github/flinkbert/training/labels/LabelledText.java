package io.github.flinkbert.training.labels;

import java.util.List;
import java.util.Optional;
import org.apache.flink.annotation.Experimental;

/**
 * A text, or a pair of texts, with what is right for it, as a file has it.
 *
 * @param second the second text of a pair
 * @param labels their names in the order of the file; for a score its number alone
 * @param line of the file, from 1
 */
@Experimental
public record LabelledText(String text, Optional<String> second, List<String> labels, int line) {

    public LabelledText {
        labels = List.copyOf(labels);
    }

    /** The score of a text that has one; the file's reader has made sure that it is a number. */
    public double score() {
        return Double.parseDouble(labels.get(0));
    }
}
