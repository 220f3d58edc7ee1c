package io.github.flinkbert.image;

import io.github.flinkbert.PackageCircles;
import org.junit.jupiter.api.Test;

class PackageCirclesTest {

    @Test
    void noPackagesDependOnEachOtherInACircle() {
        PackageCircles.requireNone(ImageCommands.class, PackageCirclesTest.class);
    }

    @Test
    void publicTypesSayWhoMayUseThem() {
        PackageCircles.requireMarked(ImageCommands.class);
    }
}
