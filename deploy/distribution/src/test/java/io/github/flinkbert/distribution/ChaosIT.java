package io.github.flinkbert.distribution;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.flinkbert.testing.RandomSeed;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A short chaos run on the real processes. A long one: {@code -Dflinkbert.chaos.duration=10min},
 * with {@code -Dflinkbert.seed=N} for another.
 */
final class ChaosIT {

    @TempDir Path folder;

    @Test
    void everyRecordComesOutInPlaceExactlyOnceThoughItsRegistryComesAndGoes() throws Exception {
        String duration = System.getProperty("flinkbert.chaos.duration", "");
        List<String> arguments =
                new ArrayList<>(
                        List.of(
                                "--seed",
                                String.valueOf(RandomSeed.next(7)),
                                "--folder",
                                folder.resolve("night").toString(),
                                "--report",
                                folder.resolve("report.json").toString(),
                                "--task-managers",
                                "2",
                                "--in-place",
                                "avro"));
        arguments.addAll(
                duration.isEmpty()
                        ? List.of(
                                "--duration",
                                "1s",
                                "--pause",
                                "2s",
                                "--rate",
                                "100",
                                "--faults",
                                "stop-registry,kill-task-manager,full-checkpoint-disk")
                        : List.of("--duration", duration));

        Assembled.Run run =
                Assembled.run(folder.resolve("errors"), "chaos", arguments.toArray(String[]::new));

        assertThat(run.exit()).as(run.out() + run.err()).isZero();
        assertThat(run.out())
                .contains("SURVIVED", "missing 0, repeated 0, misplaced 0", "altered 0");
        assertThat(Files.readString(folder.resolve("report.json"))).contains("\"survived\" : true");
        assertThat(processesOf(folder)).isEmpty();
    }

    private static List<String> processesOf(Path folder) {
        try (Stream<ProcessHandle> all = ProcessHandle.allProcesses()) {
            return all.flatMap(process -> process.info().commandLine().stream())
                    .filter(command -> command.contains(folder.toString()))
                    .toList();
        }
    }
}
