package io.github.flinkbert.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.flinkbert.cli.terminal.ExitStatus;
import io.github.flinkbert.cli.terminal.Streams;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

final class FlinkBertTest {

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    static Stream<String> commands() {
        return FlinkBert.commandLine(
                Streams.utf8(
                        new ByteArrayInputStream(new byte[0]),
                        new ByteArrayOutputStream(),
                        new ByteArrayOutputStream()))
                .getSubcommands()
                .keySet()
                .stream();
    }

    @ParameterizedTest
    @MethodSource("commands")
    void everyCommandHasHelpOnStandardOutput(String command) {
        assertThat(run(command, "--help")).isZero();
        assertThat(printed()).contains("Usage: flink-bert " + command).contains("--help");
        assertThat(said()).isEmpty();
    }

    @Test
    void helpListsEveryCommand() {
        assertThat(run("--help")).isZero();
        assertThat(printed()).contains("embed", "mask", "tokenize", "inspect", "run", "benchmark");
    }

    @Test
    void theTestbedsCommandsAreNotThereWithoutTheTestbed() {
        assertThat(commands())
                .doesNotContain("quickstart", "local-cluster", "chaos", "scale", "soak");
    }

    @Test
    void noCommandIsAUserError() {
        assertThat(run()).isEqualTo(ExitStatus.UNUSABLE);
        assertThat(said()).startsWith("flink-bert: a command is missing, expected one of embed, ");
    }

    @Test
    void aPageOfAttentionNeedsAText() {
        assertThat(run("inspect", "somewhere", "--html", "page.html"))
                .isEqualTo(ExitStatus.UNUSABLE);
        assertThat(said()).contains("--html is the page of --attention TEXT, which is missing");
    }

    @Test
    void aLongestSequenceNeedsSomethingToRead() {
        assertThat(run("inspect", "somewhere", "--max-positions", "384"))
                .isEqualTo(ExitStatus.UNUSABLE);
        assertThat(said())
                .contains("--max-positions bounds the text of --attention TEXT, which is missing");
    }

    @Test
    void aLongestSequenceOfNothingIsRefused() {
        assertThat(run("embed", "--max-positions", "0")).isEqualTo(ExitStatus.UNUSABLE);
        assertThat(said()).contains("--max-positions must be at least 1, found 0");
    }

    @Test
    void aPortThatIsNoneIsRefused() {
        assertThat(
                        run(
                                "watch",
                                "--bootstrap-servers",
                                "localhost:1",
                                "--topic",
                                "t",
                                "--page-port",
                                "70707"))
                .isEqualTo(ExitStatus.UNUSABLE);
        assertThat(said()).contains("--page-port is from 0 to 65535, found 70707");
    }

    @Test
    void flinkIsAskedByHttp() {
        assertThat(
                        run(
                                "watch",
                                "--bootstrap-servers",
                                "localhost:1",
                                "--topic",
                                "t",
                                "--flink",
                                "localhost:8081"))
                .isEqualTo(ExitStatus.UNUSABLE);
        assertThat(said())
                .contains("--flink must begin with http:// or https://, found localhost:8081");
    }

    @Test
    void anUpdateSaysWhichModelOrTheJobsOwn() {
        assertThat(run("update", "--bootstrap-servers", "b:1", "--updates-topic", "t"))
                .isEqualTo(ExitStatus.UNUSABLE);
        assertThat(said())
                .contains("expected --own, or --model, --adapter or --precision, found neither");
    }

    @Test
    void deadLettersOfARegistryNeedTheRegistry() {
        assertThat(
                        run(
                                "resend",
                                "--bootstrap-servers",
                                "b:1",
                                "--dead-letter-topic",
                                "t",
                                "--dead-letter-format",
                                "avro-confluent"))
                .isEqualTo(ExitStatus.UNUSABLE);
        assertThat(said()).contains("the format avro-confluent needs the schema registry's URL");
    }

    @Test
    void misspeltOptionGetsASuggestion() {
        assertThat(run("embed", "--poling")).isEqualTo(ExitStatus.UNUSABLE);
        assertThat(said())
                .contains("Unknown option: '--poling'")
                .contains("--pooling")
                .contains("Try 'flink-bert embed --help'.");
    }

    @Test
    void misspeltCommandGetsASuggestion() {
        assertThat(run("embd")).isEqualTo(ExitStatus.UNUSABLE);
        assertThat(said()).contains("embed");
    }

    @ParameterizedTest
    @ValueSource(strings = {"quickstart", "chaos", "soak", "scale", "local-cluster", "broker"})
    void aCommandOfTheTestbedSaysWhereItIs(String command) {
        assertThat(run(command, "--records", "3")).isEqualTo(ExitStatus.UNUSABLE);
        assertThat(said())
                .startsWith("flink-bert: " + command + " is of the testbed, which is not here")
                .contains("flink-bert-testbed-")
                .doesNotContain("Unmatched", "Unknown");
    }

    @Test
    void misspeltJobOptionGetsASuggestion() {
        assertThat(run("run", "--output-topik", "x")).isEqualTo(ExitStatus.UNUSABLE);
        assertThat(said()).contains("'--output-topik'").contains("--output-topic");
    }

    @Test
    void allFaultsOfAJobAreSaidTogether() {
        assertThat(run("run", "--output-topic", "x", "--kafka.security.protocol=SASL_SSL"))
                .isEqualTo(ExitStatus.UNUSABLE);
        assertThat(said())
                .contains("bootstrap-servers is required")
                .contains("model is required")
                .contains("input-topics");
    }

    @Test
    void optionsOfAJobAreTakenUnderTheirOldNamesWhichHelpDoesNotShow(@TempDir Path folder)
            throws Exception {
        assertThat(run("run", "--checkpoint", "m", "--word-label", "max"))
                .isEqualTo(ExitStatus.UNUSABLE);
        assertThat(said())
                .contains("bootstrap-servers is required")
                .contains("aggregation-strategy is for the task entities")
                .doesNotContain("model is required");

        err.reset();
        assertThat(run("run", "--checkpoint", "m", "--model", "n")).isEqualTo(ExitStatus.UNUSABLE);
        assertThat(said()).contains("model and checkpoint are names of one option");

        err.reset();
        Path file = Files.writeString(folder.resolve("job.properties"), "checkpoint = m\n");
        assertThat(run("run", "--properties", file.toString(), "--model", "n"))
                .isEqualTo(ExitStatus.UNUSABLE);
        assertThat(said())
                .contains("bootstrap-servers is required")
                .doesNotContain("names of one option")
                .doesNotContain("model is required");

        assertThat(run("run", "--help")).isZero();
        assertThat(printed())
                .contains("--model=", "--aggregation-strategy=")
                .doesNotContain("--checkpoint=", "--word-label");
    }

    @Test
    void wrongWordNamesTheRightOnes() {
        assertThat(run("embed", "--pooling", "median")).isEqualTo(ExitStatus.UNUSABLE);
        assertThat(said()).contains("expected one of cls, mean, max, cls-pooler, found 'median'");
    }

    @Test
    void tokenVectorsArePooledByNothing() {
        assertThat(run("embed", "--tokens", "--pooling", "max")).isEqualTo(ExitStatus.UNUSABLE);
        assertThat(said()).contains("--tokens").contains("--pooling");
    }

    @Test
    void missingInputIsSaidBeforeAModelIsLoaded() {
        assertThat(run("mask", "--checkpoint", "/nowhere", "--input", "/no/such/file"))
                .isEqualTo(ExitStatus.UNUSABLE);
        assertThat(said())
                .isEqualToIgnoringNewLines(
                        "flink-bert mask: --input /no/such/file: there is no such file");
    }

    @ParameterizedTest
    @ValueSource(strings = {"embed", "entities", "answer", "mask", "tokenize", "update", "watch"})
    void helpCallsTheModelByItsName(String command) {
        assertThat(run(command, "--help")).isZero();
        assertThat(printed()).contains("--model");
    }

    @ParameterizedTest
    @ValueSource(strings = {"inspect", "tokenize --model", "tokenize --checkpoint"})
    void checkpointThatIsNotThereIsOneSentence(String command, @TempDir Path folder) {
        List<String> arguments = new ArrayList<>(List.of(command.split(" ", -1)));
        arguments.add(folder.resolve("missing").toString());

        assertThat(run(arguments.toArray(String[]::new))).isEqualTo(ExitStatus.UNUSABLE);
        assertThat(said()).contains("missing").doesNotContain("\tat ").doesNotContain("Exception");
        assertThat(printed()).isEmpty();
    }

    @Test
    void folderThatIsNoCheckpointIsOneSentence(@TempDir Path folder) throws Exception {
        Files.writeString(folder.resolve("readme.txt"), "nothing here");

        assertThat(run("inspect", folder.toString())).isEqualTo(ExitStatus.UNUSABLE);
        assertThat(said().lines()).hasSize(1);
    }

    @Test
    void stackTraceIsThereWhenAskedFor() {
        assertThat(run("inspect", "--stacktrace", "/nowhere")).isEqualTo(ExitStatus.UNUSABLE);
        assertThat(said()).contains("\tat ");
    }

    @ParameterizedTest
    @ValueSource(strings = {"--rounds", "--seconds"})
    void benchmarkNeedsSomeLength(String option) {
        assertThat(run("benchmark", option, "0")).isEqualTo(ExitStatus.UNUSABLE);
        assertThat(said()).contains("--rounds and --seconds must be positive");
    }

    @Test
    void benchmarkSaysThatItsTextsAreMissing() {
        assertThat(run("benchmark", "--texts", "/no/such/file")).isEqualTo(ExitStatus.UNUSABLE);
        assertThat(said()).contains("--texts /no/such/file: there is no such file");
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
