package io.github.flinkbert.console.task.embedding;

import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Texts of the stream that are like another, by the cosine of their embeddings. */
final class Nearest {

    private Nearest() {}

    /**
     * @param cosine from -1 to 1
     */
    record Neighbour(String id, String text, double cosine) {}

    /** The nearest of those whose embeddings are as wide, each text once, nearest first. */
    static List<Neighbour> of(float[] vector, List<Embedded> all, int most) {
        Set<String> texts = new HashSet<>();
        return all.stream()
                .filter(each -> each.vector().length == vector.length)
                .map(each -> new Neighbour(each.id(), each.text(), cosine(vector, each.vector())))
                .filter(each -> !Double.isNaN(each.cosine()))
                .sorted(Comparator.comparingDouble(Neighbour::cosine).reversed())
                .filter(each -> texts.add(each.text()))
                .limit(most)
                .toList();
    }

    private static double cosine(float[] one, float[] other) {
        double product = 0;
        double ones = 0;
        double others = 0;
        for (int i = 0; i < one.length; i++) {
            product += one[i] * other[i];
            ones += one[i] * one[i];
            others += other[i] * other[i];
        }
        return product / Math.sqrt(ones * others);
    }
}
