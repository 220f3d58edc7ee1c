package io.github.flinkbert.flink.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.github.flinkbert.flink.option.JobConfigException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

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
    void anOptionCountsMoreThanTheFilesUnderWhicheverOfItsNames() throws Exception {
        Path file = folder.resolve("job.properties");
        Files.writeString(file, "checkpoint = /old\nword-label = max\n");
        Path later = folder.resolve("later.properties");
        Files.writeString(later, "aggregation-strategy = average\n");

        assertThat(
                        JobArguments.parse(
                                "--model",
                                "/new",
                                "--properties",
                                file.toString(),
                                "--properties",
                                later.toString()))
                .containsExactlyInAnyOrderEntriesOf(
                        Map.of("model", "/new", "aggregation-strategy", "average"));
        Files.writeString(file, "model = /new\n");
        assertThat(JobArguments.parse("--properties", file.toString(), "--checkpoint", "/old"))
                .containsExactlyInAnyOrderEntriesOf(Map.of("checkpoint", "/old"));
    }

    @ParameterizedTest
    @CsvSource({
        "cached-texts, 100, cache-size, 64mb",
        "cache-size, 64mb, cached-texts, 100",
        "adapters, 'a=/a,b=/b', adapter, entities-en",
        "adapter, entities-en, adapters, 'a=/a,b=/b'",
        "input-topics, texts, input-topic-pattern, te.*",
        "input-topic-pattern, te.*, input-topics, texts"
    })
    void anArgumentCountsMoreThanAnOptionOfTheFileThatSaysTheSameInAnotherWay(
            String inFile, String value, String argument, String given) throws Exception {
        Path file = folder.resolve("job.properties");
        Files.writeString(file, "%s = %s\ncapacity = 5\n".formatted(inFile, value));

        assertThat(JobArguments.parse("--properties", file.toString(), "--" + argument, given))
                .containsExactlyInAnyOrderEntriesOf(Map.of(argument, given, "capacity", "5"));
    }

    @Test
    void faultsAreToldTogetherAndRepeatNoValue() {
        JobConfigException e =
                catchThrowableOfType(
                        JobConfigException.class,
                        () ->
                                JobArguments.parse(
                                        "hunter2",
                                        "--properties",
                                        "/nowhere",
                                        "--order",
                                        "ordered",
                                        "--order",
                                        "unordered",
                                        "--capacity"));

        assertThat(e.problems())
                .containsExactly(
                        "argument 1 must begin with --",
                        "--properties: there is no file /nowhere",
                        "--order is given twice, with different values",
                        "--capacity needs a value");
    }
}
