package io.github.flinkbert.task.entities;

import java.util.Arrays;

/**
 * The likeliest legal label sequence (Viterbi 1967): greatest product of the words' probabilities
 * among the sequences that a {@link LabelSet} allows. Of equals the lower label wins.
 */
final class Viterbi {

    private final LabelSet labels;

    /** For each label, the labels that may stand before it. */
    private final int[][] predecessors;

    Viterbi(LabelSet labels) {
        this.labels = labels;
        this.predecessors = new int[labels.size()][];
        for (int label = 0; label < labels.size(); label++) {
            predecessors[label] = before(label);
        }
    }

    /**
     * @param probabilities words x labels, all greater than zero
     * @return one label a word
     */
    int[] decode(double[][] probabilities) {
        int words = probabilities.length;
        int[] path = new int[words];
        if (words == 0) {
            return path;
        }
        int[][] cameFrom = new int[words][labels.size()];
        double[] best = new double[labels.size()];
        for (int label = 0; label < labels.size(); label++) {
            best[label] =
                    labels.mayBegin(label)
                            ? Math.log(probabilities[0][label])
                            : Double.NEGATIVE_INFINITY;
        }
        for (int word = 1; word < words; word++) {
            best = step(best, probabilities[word], cameFrom[word]);
        }
        path[words - 1] = bestEnd(best);
        for (int word = words - 1; word > 0; word--) {
            path[word - 1] = cameFrom[word][path[word]];
        }
        return path;
    }

    private double[] step(double[] before, double[] probabilities, int[] cameFrom) {
        double[] best = new double[before.length];
        Arrays.fill(best, Double.NEGATIVE_INFINITY);
        for (int label = 0; label < best.length; label++) {
            for (int previous : predecessors[label]) {
                if (before[previous] > best[label]) {
                    best[label] = before[previous];
                    cameFrom[label] = previous;
                }
            }
            best[label] += Math.log(probabilities[label]);
        }
        return best;
    }

    private int bestEnd(double[] best) {
        int found = -1;
        for (int label = 0; label < best.length; label++) {
            if (labels.mayEnd(label) && (found < 0 || best[label] > best[found])) {
                found = label;
            }
        }
        return found;
    }

    private int[] before(int label) {
        int[] found = new int[labels.size()];
        int count = 0;
        for (int previous = 0; previous < labels.size(); previous++) {
            if (labels.legal(previous, label)) {
                found[count++] = previous;
            }
        }
        return Arrays.copyOf(found, count);
    }
}
