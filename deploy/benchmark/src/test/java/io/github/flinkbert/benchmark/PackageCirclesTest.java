package io.github.flinkbert.benchmark;

import io.github.flinkbert.PackageCircles;
import java.util.List;
import org.junit.jupiter.api.Test;

class PackageCirclesTest {

    @Test
    void packagesDependDownAndNotInACircleTestsIncluded() {
        PackageCircles.requireDown(
                List.of(
                        "io.github.flinkbert.benchmark",
                        "io.github.flinkbert.benchmark.report..",
                        "io.github.flinkbert.benchmark.measure..",
                        "io.github.flinkbert.benchmark.texts..",
                        "io.github.flinkbert.benchmark.peer..",
                        "io.github.flinkbert.benchmark.usage.."),
                Benchmark.class,
                PackageCirclesTest.class);
    }

    @Test
    void publicTypesSayWhoMayUseThem() {
        PackageCircles.requireMarked(Benchmark.class);
    }
}
