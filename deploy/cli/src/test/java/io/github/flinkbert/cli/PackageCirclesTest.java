package io.github.flinkbert.cli;

import io.github.flinkbert.PackageCircles;
import org.junit.jupiter.api.Test;

class PackageCirclesTest {

    @Test
    void noPackagesDependOnEachOtherInACircle() {
        PackageCircles.requireNone(FlinkBert.class);
    }
}
