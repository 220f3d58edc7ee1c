package io.github.flinkbert.benchmark.measure;

import java.util.List;
import org.apache.flink.annotation.Internal;

/**
 * How alike two systems' vectors are: the cosine of the angle between them, text by text.
 *
 * @param texts how many were compared
 */
@Internal
public record Likeness(int texts, double mean, double worst) {

    /**
     * @param found one vector a text
     * @param expected one vector a text, of the same texts
     */
    public static Likeness of(List<float[]> found, List<float[]> expected) {
        if (found.size() != expected.size() || found.isEmpty()) {
            throw new IllegalArgumentException(
                    "vectors are compared text by text, found %d and %d"
                            .formatted(found.size(), expected.size()));
        }
        double sum = 0;
        double worst = 1;
        for (int i = 0; i < found.size(); i++) {
            double cosine = cosine(found.get(i), expected.get(i));
            sum += cosine;
            worst = Math.min(worst, cosine);
        }
        return new Likeness(found.size(), sum / found.size(), worst);
    }

    private static double cosine(float[] a, float[] b) {
        double product = 0;
        double aa = 0;
        double bb = 0;
        for (int i = 0; i < a.length; i++) {
            product += (double) a[i] * b[i];
            aa += (double) a[i] * a[i];
            bb += (double) b[i] * b[i];
        }
        return product / Math.sqrt(aa * bb);
    }
}
