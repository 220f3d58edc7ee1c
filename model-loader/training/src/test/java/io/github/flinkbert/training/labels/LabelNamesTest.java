package io.github.flinkbert.training.labels;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.flinkbert.testing.RandomSeed;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

class LabelNamesTest {

    /** "10" stands before "1a" before "9" as text, and 9 before 10 as numbers. */
    @Test
    void labelsHaveOneOrderHoweverTheyAreFound() {
        List<String> sorted =
                List.of(
                        "01",
                        "1",
                        "2",
                        "9",
                        "10",
                        "999999999",
                        " 1",
                        "-1",
                        "1000000000",
                        "1a",
                        "b");
        Random random = RandomSeed.random(3);
        for (int round = 0; round < 200; round++) {
            List<String> found = new ArrayList<>(sorted);
            Collections.shuffle(found, random);
            List<LabelledText> texts =
                    found.stream()
                            .map(
                                    label ->
                                            new LabelledText(
                                                    "text", Optional.empty(), List.of(label), 1))
                            .toList();

            assertThat(LabelNames.SAME.all(texts)).isEqualTo(sorted);
        }
    }
}
