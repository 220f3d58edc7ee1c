package io.github.flinkbert.console;

import io.github.flinkbert.PackageCircles;
import io.github.flinkbert.console.page.LivePage;
import java.util.List;
import org.junit.jupiter.api.Test;

class PackageCirclesTest {

    @Test
    void packagesDependDownAndNotInACircleTestsIncluded() {
        PackageCircles.requireDown(
                List.of(
                        "io.github.flinkbert.console",
                        "io.github.flinkbert.console.page..",
                        "io.github.flinkbert.console.ask.."),
                LivePage.class,
                PackageCirclesTest.class);
    }

    @Test
    void publicTypesSayWhoMayUseThem() {
        PackageCircles.requireMarked(LivePage.class);
    }
}
