package io.github.flinkbert.cli;

import io.github.flinkbert.PackageCircles;
import io.github.flinkbert.PublicSignatures;
import java.util.List;
import java.util.Set;
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

    @Test
    void publicTypesSayWhoMayUseThem() {
        PackageCircles.requireMarked(FlinkBert.class);
    }

    @Test
    void whatUsersMayCallMentionsNothingThatTheyMayNotUse() {
        PublicSignatures.requireUsable(FlinkBert.class, Set.of());
    }
}
