package io.github.flinkbert.flink.quality;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/**
 * How far the labels of the last window are from those of the first one, the reference: the
 * population stability index, the sum over all labels of {@code (p - q) ln(p / q)}. Below 0.1 is
 * taken for the same, above 0.25 for another population (Siddiqi 2006, "Credit Risk Scorecards").
 * Thread-safe.
 */
final class Drift {

    private final int window;
    private final Map<String, Integer> reference = new HashMap<>();
    private final Map<String, Integer> current = new HashMap<>();
    private int referenced;
    private int counted;
    private double index;

    /**
     * @param window labels of the reference, and of each window after it
     */
    Drift(int window) {
        this.window = window;
    }

    synchronized void add(String label) {
        if (referenced < window) {
            reference.merge(label, 1, Integer::sum);
            referenced++;
            return;
        }
        current.merge(label, 1, Integer::sum);
        counted++;
        if (counted == window) {
            index = stabilityIndex();
            current.clear();
            counted = 0;
        }
    }

    /** Of the last whole window; 0 until there is one. */
    synchronized double index() {
        return index;
    }

    /** A label that one of the two has not counts half there, for a logarithm of 0 says nothing. */
    private double stabilityIndex() {
        Set<String> labels = new HashSet<>(reference.keySet());
        labels.addAll(current.keySet());
        double sum = 0;
        for (String label : labels) {
            double before = Math.max(0.5, reference.getOrDefault(label, 0)) / window;
            double now = Math.max(0.5, current.getOrDefault(label, 0)) / window;
            sum += (now - before) * Math.log(now / before);
        }
        return sum;
    }
}
