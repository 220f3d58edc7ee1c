package io.github.flinkbert.console.task.embedding;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.github.flinkbert.testing.RandomSeed;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class EmbeddingMapTest {

    private final Random random = RandomSeed.random(7);

    /** Both ways of computing it: more vectors than numbers in each, and fewer. */
    @ParameterizedTest
    @ValueSource(ints = {12, 200})
    void whatIsAlikeLiesTogether(int width) {
        List<Embedded> all = new ArrayList<>();
        for (int i = 0; i < 60; i++) {
            all.add(embedded(i % 3, width));
        }

        EmbeddingMap map = EmbeddingMap.of(all);

        assertThat(map.points()).hasSize(60);
        for (int i = 0; i < 60; i++) {
            for (int j = 0; j < i; j++) {
                double distance = distance(map.points().get(i), map.points().get(j));
                assertThat(distance < 0.5).isEqualTo(i % 3 == j % 3);
            }
        }
        assertThat(map.explained().get(0) + map.explained().get(1)).isBetween(0.8, 1.0);
        assertThat(map.explained().get(0)).isGreaterThanOrEqualTo(map.explained().get(1));
    }

    @Test
    void distancesInAPlaneAreKept() {
        // Of length 1 each, as the map makes them, on a circle.
        List<Embedded> all = new ArrayList<>();
        for (int i = 0; i < 8; i++) {
            float[] vector = new float[5];
            vector[1] = (float) Math.cos(i);
            vector[3] = (float) Math.sin(i);
            all.add(new Embedded("", "", Map.of(), "", "", vector));
        }
        List<EmbeddingMap.Point> points = EmbeddingMap.of(all).points();

        assertThat(distance(points.get(0), points.get(3)))
                .isCloseTo(Math.hypot(Math.cos(3) - 1, Math.sin(3)), within(1e-5));
    }

    @Test
    void vectorsOfAnotherModelOrWithoutMeaningAreLeftOut() {
        List<Embedded> all = new ArrayList<>();
        all.add(embedded(0, 9));
        all.add(new Embedded("nan", "", Map.of(), "", "", new float[] {Float.NaN, 1, 0, 0}));
        all.add(new Embedded("zero", "", Map.of(), "", "", new float[4]));
        for (int i = 0; i < 5; i++) {
            all.add(embedded(i % 2, 4));
        }

        assertThat(EmbeddingMap.of(all).points()).hasSize(5);
        assertThat(EmbeddingMap.of(all.subList(0, 4)).points()).isEmpty();
        assertThat(EmbeddingMap.of(List.of()).points()).isEmpty();
    }

    private Embedded embedded(int kind, int width) {
        float[] vector = new float[width];
        for (int i = 0; i < width; i++) {
            vector[i] = (float) (random.nextGaussian() * 0.01);
        }
        vector[kind] += 1;
        return new Embedded("id", "text", Map.of(), "", "", vector);
    }

    private static double distance(EmbeddingMap.Point one, EmbeddingMap.Point other) {
        return Math.hypot(one.x() - other.x(), one.y() - other.y());
    }
}
