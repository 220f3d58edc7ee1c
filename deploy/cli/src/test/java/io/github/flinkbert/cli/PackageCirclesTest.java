package io.github.flinkbert.cli;

import io.github.flinkbert.PackageCircles;
import java.util.List;
import org.junit.jupiter.api.Test;

class PackageCirclesTest {

    @Test
    void packagesDependDownAndNotInACircleTestsIncluded() {
        PackageCircles.requireDown(
                List.of(
                        "io.github.flinkbert.cli",
                        "io.github.flinkbert.cli.lines..",
                        "io.github.flinkbert.cli.option..",
                        "io.github.flinkbert.cli.terminal.."),
                FlinkBert.class,
                PackageCirclesTest.class);
    }
}
