package io.github.flinkbert;

import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class PackageCirclesTest {

    @Test
    void packagesDependDownAndNotInACircleTestsIncluded() {
        PackageCircles.requireDown(
                List.of(
                        "io.github.flinkbert",
                        "io.github.flinkbert.engine..",
                        "io.github.flinkbert.task..",
                        "io.github.flinkbert.family..",
                        "io.github.flinkbert.encoder..",
                        "io.github.flinkbert.quantization..",
                        "io.github.flinkbert.checkpoint..",
                        "io.github.flinkbert.location..",
                        "io.github.flinkbert.tensor..",
                        "io.github.flinkbert.text..",
                        "io.github.flinkbert.failure.."),
                Bert.class,
                PackageCirclesTest.class);
    }

    @Test
    void publicTypesSayWhoMayUseThem() {
        PackageCircles.requireMarked(Bert.class);
    }

    @Test
    void whatUsersMayCallMentionsNothingThatTheyMayNotUse() {
        PublicSignatures.requireUsable(Bert.class, Set.of());
    }

    @Test
    void packagesSayThatNothingIsNullButWhatIsMarked() {
        PackageCircles.requireNullMarked(Bert.class);
    }
}
