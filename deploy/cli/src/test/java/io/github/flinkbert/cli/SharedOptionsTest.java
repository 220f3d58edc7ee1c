package io.github.flinkbert.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import io.github.flinkbert.cli.labels.LabelOptions;
import io.github.flinkbert.cli.option.JobOptionTexts;
import io.github.flinkbert.cli.terminal.Streams;
import io.github.flinkbert.cli.terminal.Words;
import io.github.flinkbert.flink.config.JobOptions;
import io.github.flinkbert.flink.config.SqlOptions;
import io.github.flinkbert.flink.option.Option;
import io.github.flinkbert.task.embedding.Layers;
import io.github.flinkbert.task.labels.ZeroShot;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;
import picocli.CommandLine.Model.OptionSpec;

/** Options of commands that the Kafka job and SQL have too are defined there. */
class SharedOptionsTest {

    /** Commands that take texts. */
    private static final List<String> OF_TEXTS =
            List.of(
                    "embed",
                    "chunk",
                    "entities",
                    "answer",
                    "label",
                    "pair",
                    "mask",
                    "redact",
                    "evaluate");

    /** Of the same name, and said otherwise: several of them, or a default of the command's own. */
    private static final Set<String> OF_COMMANDS =
            Set.of(
                    "--adapter",
                    "--model",
                    "--checkpoint",
                    "--redact-entities",
                    "--redact-key-file");

    private static final Map<String, Option<?>> OF_JOB =
            Stream.concat(JobOptions.ALL.stream(), SqlOptions.ALL.stream())
                    .collect(Collectors.toMap(Option::key, Function.identity(), (a, b) -> a));

    private static CommandLine command(String name) {
        return FlinkBert.commandLine(
                        Streams.utf8(
                                new ByteArrayInputStream(new byte[0]),
                                new ByteArrayOutputStream(),
                                new ByteArrayOutputStream()))
                .getSubcommands()
                .get(name);
    }

    private static boolean isShared(OptionSpec option) {
        return option.descriptionKey() != null
                && option.descriptionKey().startsWith(JobOptionTexts.PREFIX);
    }

    /** The job's option that one of a command stands for. */
    private static Optional<Option<?>> ofJob(OptionSpec option) {
        return isShared(option)
                ? Optional.ofNullable(
                        OF_JOB.get(
                                option.descriptionKey().substring(JobOptionTexts.PREFIX.length())))
                : Optional.empty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "embed",
                "chunk",
                "entities",
                "answer",
                "label",
                "pair",
                "mask",
                "redact",
                "evaluate",
                "watch"
            })
    void aSharedOptionHasTheJobsNameDescriptionAndDefault(String name) {
        List<OptionSpec> shared =
                command(name).getCommandSpec().options().stream()
                        .filter(SharedOptionsTest::isShared)
                        .toList();

        assertThat(shared).isNotEmpty();
        for (OptionSpec option : shared) {
            Option<?> ofJob =
                    ofJob(option).orElseGet(() -> fail("no option of the job: " + option));
            assertThat(("--" + ofJob.key()))
                    .as("but for the task, which the command is")
                    .isIn(option.names()[0], "--labels-" + option.names()[0].substring(2));
            assertThat(option.description())
                    .containsExactly(JobOptionTexts.description(ofJob).replace("%%", "%"));
            if (option.defaultValue() != null) {
                assertThat(ofJob.defaultText()).contains(option.defaultValue());
            }
        }
    }

    @Test
    void anOptionOfTheJobsNameIsTheJobs() {
        List<String> othersOfThatName = new ArrayList<>();
        for (String name : OF_TEXTS) {
            for (OptionSpec option : command(name).getCommandSpec().options()) {
                for (String each : option.names()) {
                    if (OF_JOB.containsKey(each.substring(2))
                            && !OF_COMMANDS.contains(each)
                            && ofJob(option).isEmpty()) {
                        othersOfThatName.add(name + " " + each);
                    }
                }
            }
        }

        assertThat(othersOfThatName).isEmpty();
    }

    @Test
    void defaultsArriveWhereNothingIsGiven() {
        assertThat(parsed("answer", "--n-best")).isEqualTo(1);
        assertThat(parsed("answer", "--max-answer-pieces")).isEqualTo(30);
        assertThat(parsed("answer", "--max-answer-length")).isEqualTo(30);
        assertThat(parsed("mask", "--top")).isEqualTo(5);
        assertThat(parsed("embed", "--normalize")).isEqualTo(Optional.empty());
        assertThat(parsed("embed", "--normalize", "--normalize=false"))
                .isEqualTo(Optional.of(false));
        assertThat(parsed("embed", "--normalize", "--normalize")).isEqualTo(Optional.of(true));
        assertThat(parsed("embed", "--layer", "--layer", "last-four"))
                .hasToString("Layers[first=-4, count=4]");
    }

    @Test
    void whatCommandsTakeForAnOptionThatIsNotGivenIsTheJobsDefault() {
        assertThat(OF_JOB.get("labels-problem-type").defaultText())
                .contains(Words.word(new LabelOptions().problem()));
        assertThat(OF_JOB.get("labels-join").defaultText())
                .contains(Words.word(new LabelOptions().join()));
        assertThat(OF_JOB.get("layer").defaultText()).contains(String.valueOf(Layers.LAST.first()));
        assertThat(OF_JOB.get("hypothesis-template").defaultText()).contains(ZeroShot.HYPOTHESIS);
    }

    private static Object parsed(String name, String option, String... arguments) {
        CommandLine command = command(name);
        command.getParent()
                .parseArgs(
                        Stream.concat(Stream.of(name), Stream.of(arguments))
                                .toArray(String[]::new));
        return command.getCommandSpec().findOption(option).getValue();
    }

    @Test
    void noHelpLeavesAPlaceOpen() {
        for (CommandLine each : command("embed").getParent().getSubcommands().values()) {
            assertThat(each.getUsageMessage()).doesNotContain("${", "bundle:");
        }
    }
}
