package io.github.flinkbert.testbed;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.flinkbert.cli.CommandLineFixture;
import io.github.flinkbert.cli.terminal.ExitStatus;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

/** The command line with the testbed on the class path. */
final class TestbedCommandsTest {

    private final CommandLineFixture line = new CommandLineFixture();

    /** All commands, the command line's own among them. */
    static Stream<String> commands() {
        return CommandLineFixture.commands();
    }

    @Test
    void areBesideTheCommandLinesOwn() {
        assertThat(commands())
                .contains(
                        "embed",
                        "run",
                        "benchmark",
                        "quickstart",
                        "local-cluster",
                        "chaos",
                        "scale",
                        "soak");
    }

    @Test
    void aFaultIsTakenUnderItsOldName() {
        CommandLine parsed = CommandLineFixture.commandLine();
        parsed.parseArgs(
                "chaos", "--faults", "malformed-update,garbage-on-control-topic,kill-broker");

        assertThat(
                        parsed.getSubcommands()
                                .get("chaos")
                                .getCommandSpec()
                                .findOption("--faults")
                                .<Object>getValue())
                .hasToString("[MALFORMED_UPDATE, MALFORMED_UPDATE, KILL_BROKER]");
    }

    @Test
    void helpListsEveryCommand() {
        assertThat(line.run("--help")).isZero();
        assertThat(line.printed()).contains(commands().toList());
    }

    @ParameterizedTest
    @MethodSource("commands")
    void everyCommandHasHelpOnStandardOutput(String command) {
        assertThat(line.run(command, "--help")).isZero();
        assertThat(line.printed()).contains("Usage: flink-bert " + command).contains("--help");
        assertThat(line.said()).isEmpty();
    }

    @Test
    void checkpointThatIsNotThereIsOneSentence(@TempDir Path folder) {
        assertThat(line.run("quickstart", "--checkpoint", folder.resolve("missing").toString()))
                .isEqualTo(ExitStatus.UNUSABLE);
        assertThat(line.said())
                .contains("missing")
                .doesNotContain("\tat ")
                .doesNotContain("Exception");
        assertThat(line.printed()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"--records", "--parallelism"})
    void quickstartNeedsAtLeastOneOfEverything(String option) {
        assertThat(line.run("quickstart", option, "0")).isEqualTo(ExitStatus.UNUSABLE);
        assertThat(line.said()).contains(option + " must be at least 1, found 0");
    }

    @Test
    void misspeltFaultOfAChaosRunNamesTheRightOnes() {
        assertThat(line.run("chaos", "--faults", "nonsense")).isEqualTo(ExitStatus.UNUSABLE);
        assertThat(line.said()).contains("expected one of").contains("found 'nonsense'");
    }
}
