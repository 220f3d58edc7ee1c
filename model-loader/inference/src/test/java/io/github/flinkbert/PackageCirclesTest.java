package io.github.flinkbert;

import org.junit.jupiter.api.Test;

class PackageCirclesTest {

    @Test
    void noPackagesDependOnEachOtherInACircleTestsIncluded() {
        PackageCircles.requireNone(Bert.class, PackageCirclesTest.class);
    }
}
