package io.github.flinkbert.flink.duplicates;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class HyperplaneKeysTest {

    private static final int TEXTS = 100_000;
    private static final int PLANTED = 1_000;
    private static final int DIMENSION = 48;

    /** The worst case: all pairs lie at the threshold itself. */
    @Test
    void nearlyAllPairsAtTheThresholdShareAKeyAndNoOthersAreNear() {
        double threshold = 0.95;
        HyperplaneKeys keys = HyperplaneKeys.finding(threshold);
        SplittableRandom random = new SplittableRandom(3);
        Map<Long, List<float[]>> seen = new HashMap<>();
        List<float[]> originals = new ArrayList<>();
        for (int i = 0; i < TEXTS; i++) {
            float[] vector = direction(random);
            for (long key : keys.of(vector)) {
                seen.computeIfAbsent(key, none -> new ArrayList<>()).add(vector);
            }
            if (i % (TEXTS / PLANTED) == 0) {
                originals.add(vector);
            }
        }

        int found = 0;
        for (float[] original : originals) {
            if (isNear(at(original, threshold + 1e-6, random), keys, seen, threshold)) {
                found++;
            }
        }
        int wrong = 0;
        for (int i = 0; i < PLANTED; i++) {
            if (isNear(direction(random), keys, seen, threshold)) {
                wrong++;
            }
        }

        assertThat((double) found / PLANTED).isGreaterThanOrEqualTo(0.99);
        assertThat((double) wrong / PLANTED).isLessThanOrEqualTo(0.001);
    }

    @Test
    void aLowerThresholdTakesMoreTables() {
        assertThat(HyperplaneKeys.finding(1).tables()).isEqualTo(1);
        assertThat(HyperplaneKeys.finding(0.95).tables()).isBetween(10, 15);
        assertThat(HyperplaneKeys.finding(0.8).tables()).isBetween(40, 60);
    }

    @Test
    void aVectorIsNearToItselfAtAnyThresholdAndLength() {
        SplittableRandom random = new SplittableRandom(4);
        for (float length : new float[] {1e-30f, 1, 3, 1e30f}) {
            for (int i = 0; i < 200; i++) {
                float[] vector = direction(random);
                float[] other = vector.clone();
                for (int j = 0; j < DIMENSION; j++) {
                    other[j] *= length;
                }
                double cosine = HyperplaneKeys.cosine(vector, HyperplaneKeys.direction(other));
                assertThat(cosine).isLessThanOrEqualTo(1);
                assertThat(HyperplaneKeys.isNear(cosine, 1)).isTrue();
            }
        }
        assertThat(HyperplaneKeys.direction(new float[] {0, 0})).isNull();
        assertThat(HyperplaneKeys.direction(new float[] {Float.NaN, 0})).isNull();
    }

    @Test
    void keysAreTheSameInEveryProcess() {
        float[] vector = direction(new SplittableRandom(1));

        assertThat(HyperplaneKeys.finding(0.9).of(vector))
                .isEqualTo(HyperplaneKeys.finding(0.9).of(vector))
                .doesNotHaveDuplicates();
        assertThat(HyperplaneKeys.finding(1).of(new float[] {1, -2, 3})).containsExactly(144);
    }

    private static boolean isNear(
            float[] vector, HyperplaneKeys keys, Map<Long, List<float[]>> seen, double threshold) {
        for (long key : keys.of(vector)) {
            for (float[] other : seen.getOrDefault(key, List.of())) {
                if (HyperplaneKeys.isNear(HyperplaneKeys.cosine(vector, other), threshold)) {
                    return true;
                }
            }
        }
        return false;
    }

    private static float[] direction(SplittableRandom random) {
        float[] vector = new float[DIMENSION];
        for (int i = 0; i < DIMENSION; i++) {
            vector[i] = (float) random.nextGaussian();
        }
        return scaled(vector);
    }

    /** Of this cosine to another of length 1. */
    private static float[] at(float[] other, double cosine, SplittableRandom random) {
        float[] vector = direction(random);
        double along = HyperplaneKeys.cosine(vector, other);
        for (int i = 0; i < DIMENSION; i++) {
            vector[i] -= (float) (along * other[i]);
        }
        float[] across = scaled(vector);
        double sine = Math.sqrt(1 - cosine * cosine);
        for (int i = 0; i < DIMENSION; i++) {
            across[i] = (float) (cosine * other[i] + sine * across[i]);
        }
        return across;
    }

    private static float[] scaled(float[] vector) {
        return HyperplaneKeys.direction(vector);
    }
}
