package io.github.flinkbert.task.labels;

import io.github.flinkbert.encoder.Output;
import io.github.flinkbert.task.Scores;
import io.github.flinkbert.tensor.Matrix;
import io.github.flinkbert.text.Window;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.flink.annotation.PublicEvolving;

/**
 * How the scores (logits) of a long text's windows become the text's, label by label, before any
 * softmax or sigmoid.
 */
@PublicEvolving
public enum WindowJoin {

    /**
     * The mean over the windows, each weighted by its number of pieces, special tokens left out.
     * Windows overlap, so a piece in two windows counts in both.
     */
    MEAN {
        @Override
        double[] join(List<Window> windows, List<Matrix> scores) {
            double[] sums = new double[scores.get(0).columns()];
            double pieces = 0;
            for (int i = 0; i < windows.size(); i++) {
                // A text without pieces has one window, and that window's scores.
                double weight = Math.max(1, windows.get(i).length());
                for (int label = 0; label < sums.length; label++) {
                    sums[label] += weight * scores.get(i).get(0, label);
                }
                pieces += weight;
            }
            for (int label = 0; label < sums.length; label++) {
                sums[label] /= pieces;
            }
            return sums;
        }
    },

    /** The greatest of the windows' scores: a label holds that holds anywhere in the text. */
    MAX {
        @Override
        double[] join(List<Window> windows, List<Matrix> scores) {
            double[] greatest = new double[scores.get(0).columns()];
            Arrays.fill(greatest, Double.NEGATIVE_INFINITY);
            for (Matrix window : scores) {
                for (int label = 0; label < greatest.length; label++) {
                    greatest[label] = Math.max(greatest[label], window.get(0, label));
                }
            }
            return greatest;
        }
    };

    /**
     * The scores of a text.
     *
     * @param windows all of the text's, at least one
     * @param scores [1, labels] of each window
     */
    abstract double[] join(List<Window> windows, List<Matrix> scores);

    /** Those of all windows of an input. */
    double[] join(List<Window> windows, Scores scores, Output output) {
        return join(windows, scores, output, 0);
    }

    /**
     * Those of some windows of an input.
     *
     * @param first the input's window that is the first of {@code windows}
     */
    double[] join(List<Window> windows, Scores scores, Output output, int first) {
        List<Matrix> each =
                IntStream.range(first, first + windows.size())
                        .mapToObj(window -> scores.of(window, output))
                        .toList();
        return join(windows, each);
    }
}
