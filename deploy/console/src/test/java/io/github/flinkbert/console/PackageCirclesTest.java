package io.github.flinkbert.console;

import io.github.flinkbert.PackageCircles;
import io.github.flinkbert.console.page.LivePage;
import org.junit.jupiter.api.Test;

class PackageCirclesTest {

    @Test
    void noPackagesDependOnEachOtherInACircle() {
        PackageCircles.requireNone(LivePage.class);
    }
}
