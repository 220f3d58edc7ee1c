package io.github.flinkbert.flink.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JobArgumentsTest {

    @TempDir private Path folder;

    @Test
    void argumentsCountMoreThanTheFile() throws Exception {
        Path file = folder.resolve("job.properties");
        Files.writeString(file, "output-topic = größer\ncapacity = 5\n");

        assertThat(
                        JobArguments.parse(
                                "--capacity",
                                "7",
                                "--properties",
                                file.toString(),
                                "--layer",
                                "-1"))
                .containsExactlyInAnyOrderEntriesOf(
                        Map.of("output-topic", "größer", "capacity", "7", "layer", "-1"));
    }

    @Test
    void faultsAreToldTogetherAndRepeatNoValue() {
        JobConfigException e =
                catchThrowableOfType(
                        JobConfigException.class,
                        () ->
                                JobArguments.parse(
                                        "hunter2", "--properties", "/nowhere", "--capacity"));

        assertThat(e.problems())
                .containsExactly(
                        "argument 1 must begin with --",
                        "--properties: there is no file /nowhere",
                        "--capacity needs a value");
    }
}
