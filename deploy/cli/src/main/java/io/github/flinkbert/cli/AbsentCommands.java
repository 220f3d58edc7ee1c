package io.github.flinkbert.cli;

import java.util.Optional;
import java.util.Set;

/** Commands of other modules: where they are if not here. */
final class AbsentCommands {

    private static final Set<String> TESTBED =
            Set.of("quickstart", "chaos", "soak", "scale", "local-cluster", "broker");

    private AbsentCommands() {}

    /** Where the command is that a user gave and that is not here; empty if nobody knows. */
    static Optional<String> sentence(String command) {
        if (command.equals("image")) {
            return Optional.of(
                    "image is of the distribution, which it makes an image of; expected"
                        + " bin/flink-bert of an unpacked flink-bert-….tar.gz, or in a source tree"
                        + " deploy/target/flink-bert-…/bin/flink-bert after mvn -q package"
                        + " -DskipTests");
        }
        return TESTBED.contains(command)
                ? Optional.of(
                        ("%s is of the testbed, which is not here; expected the archive"
                             + " flink-bert-testbed-….tar.gz unpacked over this folder, or in a"
                             + " source tree mvn -pl deploy/testbed -am package")
                                .formatted(command))
                : Optional.empty();
    }
}
