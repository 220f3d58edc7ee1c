package io.github.flinkbert.testbed;

import io.github.flinkbert.PackageCircles;
import org.junit.jupiter.api.Test;

class PackageCirclesTest {

    @Test
    void noPackagesDependOnEachOtherInACircle() {
        PackageCircles.requireNone(TestbedCommands.class);
    }
}
