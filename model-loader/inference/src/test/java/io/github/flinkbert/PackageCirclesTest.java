package io.github.flinkbert;

import org.junit.jupiter.api.Test;

class PackageCirclesTest {

    @Test
    void noPackagesDependOnEachOtherInACircle() {
        PackageCircles.requireNone(Bert.class);
    }
}
