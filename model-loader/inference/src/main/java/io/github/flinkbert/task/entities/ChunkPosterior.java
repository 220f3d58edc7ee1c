package io.github.flinkbert.task.entities;

/**
 * How probable an entity is, under the distribution over legal label sequences in which a sequence
 * weighs the product of its words' probabilities.
 *
 * <p>The forward-backward algorithm (Baum 1972; Rabiner 1989, section III), scaled at each word,
 * over words x labels; an entity's probability sums every sequence that holds exactly this entity:
 * this type, beginning here, ending there (Culotta and McCallum 2004, "Confidence Estimation for
 * Information Extraction").
 */
final class ChunkPosterior {

    private final LabelSet labels;
    private final double[][] probabilities;
    private final double[][] forward;
    private final double[][] backward;
    private final double[] scale;

    ChunkPosterior(LabelSet labels, double[][] probabilities) {
        this.labels = labels;
        this.probabilities = probabilities;
        this.forward = new double[probabilities.length][labels.size()];
        this.backward = new double[probabilities.length][labels.size()];
        this.scale = new double[probabilities.length];
        if (probabilities.length > 0) {
            goForward();
            goBackward();
        }
    }

    /**
     * @param first the entity's first word
     * @param afterLast one past its last word
     * @param type its type
     */
    double of(int first, int afterLast, String type) {
        double[] weight = new double[labels.size()];
        for (int label = 0; label < weight.length; label++) {
            if (!labels.isOutside(label) && labels.type(label).equals(type)) {
                weight[label] = begins(first, label);
            }
        }
        for (int word = first + 1; word < afterLast; word++) {
            weight = goOn(weight, word);
        }
        double sum = 0;
        for (int label = 0; label < weight.length; label++) {
            sum += weight[label] == 0 ? 0 : weight[label] * ends(afterLast, label);
        }
        return Math.min(1, sum);
    }

    private double begins(int word, int label) {
        double before = 0;
        if (word == 0) {
            before = labels.mayBegin(label) ? 1 : 0;
        } else {
            for (int previous = 0; previous < labels.size(); previous++) {
                before += labels.turns(previous, label) ? forward[word - 1][previous] : 0;
            }
        }
        return before * probabilities[word][label] / scale[word];
    }

    private double[] goOn(double[] weight, int word) {
        double[] next = new double[weight.length];
        for (int previous = 0; previous < weight.length; previous++) {
            for (int label = 0; weight[previous] > 0 && label < next.length; label++) {
                if (labels.continues(previous, label)) {
                    next[label] += weight[previous] * probabilities[word][label] / scale[word];
                }
            }
        }
        return next;
    }

    private double ends(int afterLast, int label) {
        if (afterLast == probabilities.length) {
            return backward[afterLast - 1][label];
        }
        double after = 0;
        for (int next = 0; next < labels.size(); next++) {
            if (labels.turns(label, next)) {
                after += probabilities[afterLast][next] * backward[afterLast][next];
            }
        }
        return after / scale[afterLast];
    }

    private void goForward() {
        for (int word = 0; word < probabilities.length; word++) {
            for (int label = 0; label < labels.size(); label++) {
                double before = 0;
                if (word == 0) {
                    before = labels.mayBegin(label) ? 1 : 0;
                } else {
                    for (int previous = 0; previous < labels.size(); previous++) {
                        before += labels.legal(previous, label) ? forward[word - 1][previous] : 0;
                    }
                }
                forward[word][label] = before * probabilities[word][label];
                scale[word] += forward[word][label];
            }
            for (int label = 0; label < labels.size(); label++) {
                forward[word][label] /= scale[word];
            }
        }
    }

    private void goBackward() {
        int last = probabilities.length - 1;
        double total = 0;
        for (int label = 0; label < labels.size(); label++) {
            total += labels.mayEnd(label) ? forward[last][label] : 0;
        }
        for (int label = 0; label < labels.size(); label++) {
            backward[last][label] = labels.mayEnd(label) ? 1 / total : 0;
        }
        for (int word = last - 1; word >= 0; word--) {
            for (int label = 0; label < labels.size(); label++) {
                double after = 0;
                for (int next = 0; next < labels.size(); next++) {
                    if (labels.legal(label, next)) {
                        after += probabilities[word + 1][next] * backward[word + 1][next];
                    }
                }
                backward[word][label] = after / scale[word + 1];
            }
        }
    }
}
