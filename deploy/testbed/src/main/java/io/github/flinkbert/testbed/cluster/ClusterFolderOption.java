package io.github.flinkbert.testbed.cluster;

import java.nio.file.Path;
import java.util.Optional;
import picocli.CommandLine.Option;

/** Which local cluster is meant. */
final class ClusterFolderOption {

    @Option(
            names = "--folder",
            paramLabel = "DIR",
            description =
                    "Where the cluster keeps its data, logs and checkpoints (default: cluster in"
                            + " the distribution's folder).")
    private Optional<Path> folder = Optional.empty();

    Path path() {
        return folder.orElseGet(() -> Distribution.locate().home().resolve("cluster"));
    }
}
