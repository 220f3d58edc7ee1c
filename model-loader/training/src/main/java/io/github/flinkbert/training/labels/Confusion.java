package io.github.flinkbert.training.labels;

import static java.util.Objects.requireNonNull;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import org.apache.flink.annotation.Experimental;

/**
 * Which labels were taken for which: {@code confusion_matrix} of scikit-learn. Where a text may
 * have several labels, a cell counts the texts that have the row's label and were given the
 * column's.
 *
 * @param labels of rows and of columns
 * @param counts by the label that a text has, then by the one that it was given
 */
@Experimental
public record Confusion(List<String> labels, List<List<Integer>> counts) {

    public Confusion {
        labels = List.copyOf(labels);
        counts = counts.stream().map(List::copyOf).toList();
    }

    /**
     * @param labels in their order; labels that they lack come after them
     */
    static Confusion of(List<String> labels, List<List<String>> gold, List<List<String>> found) {
        List<String> all = new ArrayList<>(labels);
        TreeSet<String> others = new TreeSet<>();
        gold.forEach(others::addAll);
        found.forEach(others::addAll);
        all.forEach(others::remove);
        all.addAll(others);
        Map<String, Integer> ids = new TreeMap<>();
        for (int id = 0; id < all.size(); id++) {
            ids.put(all.get(id), id);
        }
        int[][] counts = new int[all.size()][all.size()];
        for (int i = 0; i < gold.size(); i++) {
            for (String right : gold.get(i)) {
                int[] row = counts[requireNonNull(ids.get(right), right)];
                for (String said : found.get(i)) {
                    row[requireNonNull(ids.get(said), said)]++;
                }
            }
        }
        List<List<Integer>> rows = new ArrayList<>();
        for (int[] row : counts) {
            rows.add(java.util.Arrays.stream(row).boxed().toList());
        }
        return new Confusion(all, rows);
    }
}
