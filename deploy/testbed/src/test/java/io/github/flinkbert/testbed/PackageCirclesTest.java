package io.github.flinkbert.testbed;

import io.github.flinkbert.PackageCircles;
import java.util.List;
import org.junit.jupiter.api.Test;

class PackageCirclesTest {

    @Test
    void packagesDependDownAndNotInACircleTestsIncluded() {
        PackageCircles.requireDown(
                List.of(
                        "io.github.flinkbert.testbed",
                        "io.github.flinkbert.testbed.scale..",
                        "io.github.flinkbert.testbed.cluster.."),
                TestbedCommands.class,
                PackageCirclesTest.class);
    }

    @Test
    void publicTypesSayWhoMayUseThem() {
        PackageCircles.requireMarked(TestbedCommands.class);
    }
}
