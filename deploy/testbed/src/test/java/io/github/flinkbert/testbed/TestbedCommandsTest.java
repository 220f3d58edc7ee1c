package io.github.flinkbert.testbed;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.flinkbert.cli.FlinkBert;
import io.github.flinkbert.cli.terminal.ExitStatus;
import io.github.flinkbert.cli.terminal.Streams;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
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

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    /** All commands, the command line's own among them. */
    static Stream<String> commands() {
        return line().getSubcommands().keySet().stream();
    }

    static CommandLine line() {
        return FlinkBert.commandLine(
                Streams.utf8(
                        new ByteArrayInputStream(new byte[0]),
                        new ByteArrayOutputStream(),
                        new ByteArrayOutputStream()));
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
        CommandLine line = line();
        line.parseArgs(
                "chaos", "--faults", "malformed-update,garbage-on-control-topic,kill-broker");

        assertThat(
                        line.getSubcommands()
                                .get("chaos")
                                .getCommandSpec()
                                .findOption("--faults")
                                .<Object>getValue())
                .hasToString("[MALFORMED_UPDATE, MALFORMED_UPDATE, KILL_BROKER]");
    }

    @Test
    void helpListsEveryCommand() {
        assertThat(run("--help")).isZero();
        assertThat(printed()).contains(commands().toList());
    }

    @ParameterizedTest
    @MethodSource("commands")
    void everyCommandHasHelpOnStandardOutput(String command) {
        assertThat(run(command, "--help")).isZero();
        assertThat(printed()).contains("Usage: flink-bert " + command).contains("--help");
        assertThat(said()).isEmpty();
    }

    @Test
    void checkpointThatIsNotThereIsOneSentence(@TempDir Path folder) {
        assertThat(run("quickstart", "--checkpoint", folder.resolve("missing").toString()))
                .isEqualTo(ExitStatus.UNUSABLE);
        assertThat(said()).contains("missing").doesNotContain("\tat ").doesNotContain("Exception");
        assertThat(printed()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"--records", "--parallelism"})
    void quickstartNeedsAtLeastOneOfEverything(String option) {
        assertThat(run("quickstart", option, "0")).isEqualTo(ExitStatus.UNUSABLE);
        assertThat(said()).contains(option + " must be at least 1, found 0");
    }

    @Test
    void misspeltFaultOfAChaosRunNamesTheRightOnes() {
        assertThat(run("chaos", "--faults", "nonsense")).isEqualTo(ExitStatus.UNUSABLE);
        assertThat(said()).contains("expected one of").contains("found 'nonsense'");
    }

    private int run(String... arguments) {
        return FlinkBert.commandLine(Streams.utf8(new ByteArrayInputStream(new byte[0]), out, err))
                .execute(arguments);
    }

    private String printed() {
        return out.toString(UTF_8);
    }

    private String said() {
        return err.toString(UTF_8);
    }
}
