package io.github.flinkbert.training;

import io.github.flinkbert.PackageCircles;
import org.junit.jupiter.api.Test;

class PackageCirclesTest {

    @Test
    void noPackagesDependOnEachOtherInACircle() {
        PackageCircles.requireNone(Trainer.class);
    }
}
