package io.github.flinkbert.training;

import io.github.flinkbert.PackageCircles;
import io.github.flinkbert.PublicSignatures;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class PackageCirclesTest {

    @Test
    void packagesDependDownAndNotInACircleTestsIncluded() {
        PackageCircles.requireDown(
                List.of(
                        "io.github.flinkbert.training.tasks",
                        "io.github.flinkbert.training",
                        "io.github.flinkbert.training.model..",
                        "io.github.flinkbert.training.objective..",
                        "io.github.flinkbert.training.graph.."),
                Trainer.class,
                PackageCirclesTest.class);
    }

    @Test
    void publicTypesSayWhoMayUseThem() {
        PackageCircles.requireMarked(Trainer.class);
    }

    @Test
    void whatUsersMayCallMentionsNothingThatTheyMayNotUse() {
        PublicSignatures.requireUsable(Trainer.class, Set.of());
    }

    @Test
    void packagesSayThatNothingIsNullButWhatIsMarked() {
        PackageCircles.requireNullMarked(Trainer.class);
    }
}
