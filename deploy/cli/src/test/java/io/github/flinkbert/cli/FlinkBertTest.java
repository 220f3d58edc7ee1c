package io.github.flinkbert.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.flinkbert.cli.terminal.ExitStatus;
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

    private final CommandLineFixture line = new CommandLineFixture();

    static Stream<String> commands() {
        return CommandLineFixture.commands();
    }

    @ParameterizedTest
    @MethodSource("commands")
    void everyCommandHasHelpOnStandardOutput(String command) {
        assertThat(line.run(command, "--help")).isZero();
        assertThat(line.printed()).contains("Usage: flink-bert " + command).contains("--help");
        assertThat(line.said()).isEmpty();
    }

    @Test
    void helpListsEveryCommand() {
        assertThat(line.run("--help")).isZero();
        assertThat(line.printed())
                .contains("embed", "mask", "tokenize", "inspect", "run", "benchmark");
    }

    @Test
    void theTestbedsCommandsAreNotThereWithoutTheTestbed() {
        assertThat(commands())
                .doesNotContain("quickstart", "local-cluster", "chaos", "scale", "soak");
    }

    @Test
    void noCommandIsAUserError() {
        assertThat(line.run()).isEqualTo(ExitStatus.UNUSABLE);
        assertThat(line.said())
                .startsWith("flink-bert: a command is missing, expected one of embed, ");
    }

    @Test
    void aPageOfAttentionNeedsAText() {
        assertThat(line.run("inspect", "somewhere", "--html", "page.html"))
                .isEqualTo(ExitStatus.UNUSABLE);
        assertThat(line.said())
                .contains("--html is the page of --attention TEXT, which is missing");
    }

    @Test
    void aLongestSequenceNeedsSomethingToRead() {
        assertThat(line.run("inspect", "somewhere", "--max-positions", "384"))
                .isEqualTo(ExitStatus.UNUSABLE);
        assertThat(line.said())
                .contains("--max-positions bounds the text of --attention TEXT, which is missing");
    }

    @Test
    void aLongestSequenceOfNothingIsRefused() {
        assertThat(line.run("embed", "--max-positions", "0")).isEqualTo(ExitStatus.UNUSABLE);
        assertThat(line.said()).contains("--max-positions must be at least 1, found 0");
    }

    @Test
    void aPortThatIsNoneIsRefused() {
        assertThat(
                        line.run(
                                "watch",
                                "--bootstrap-servers",
                                "localhost:1",
                                "--topic",
                                "t",
                                "--page-port",
                                "70707"))
                .isEqualTo(ExitStatus.UNUSABLE);
        assertThat(line.said()).contains("--page-port is from 0 to 65535, found 70707");
    }

    @Test
    void flinkIsAskedByHttp() {
        assertThat(
                        line.run(
                                "watch",
                                "--bootstrap-servers",
                                "localhost:1",
                                "--topic",
                                "t",
                                "--flink",
                                "localhost:8081"))
                .isEqualTo(ExitStatus.UNUSABLE);
        assertThat(line.said())
                .contains("--flink must begin with http:// or https://, found localhost:8081");
    }

    @Test
    void anUpdateSaysWhichModelOrTheJobsOwn() {
        assertThat(line.run("update", "--bootstrap-servers", "b:1", "--updates-topic", "t"))
                .isEqualTo(ExitStatus.UNUSABLE);
        assertThat(line.said())
                .contains("expected --own, or --model, --adapter or --precision, found neither");
    }

    @Test
    void deadLettersOfARegistryNeedTheRegistry() {
        assertThat(
                        line.run(
                                "resend",
                                "--bootstrap-servers",
                                "b:1",
                                "--dead-letter-topic",
                                "t",
                                "--dead-letter-format",
                                "avro-confluent"))
                .isEqualTo(ExitStatus.UNUSABLE);
        assertThat(line.said())
                .contains("the format avro-confluent needs the schema registry's URL");
    }

    @Test
    void misspeltOptionGetsASuggestion() {
        assertThat(line.run("embed", "--poling")).isEqualTo(ExitStatus.UNUSABLE);
        assertThat(line.said())
                .contains("Unknown option: '--poling'")
                .contains("--pooling")
                .contains("Try 'flink-bert embed --help'.");
    }

    @Test
    void misspeltCommandGetsASuggestion() {
        assertThat(line.run("embd")).isEqualTo(ExitStatus.UNUSABLE);
        assertThat(line.said()).contains("embed");
    }

    @ParameterizedTest
    @ValueSource(strings = {"quickstart", "chaos", "soak", "scale", "local-cluster", "broker"})
    void aCommandOfTheTestbedSaysWhereItIs(String command) {
        assertThat(line.run(command, "--records", "3")).isEqualTo(ExitStatus.UNUSABLE);
        assertThat(line.said())
                .startsWith("flink-bert: " + command + " is of the testbed, which is not here")
                .contains("flink-bert-testbed-")
                .doesNotContain("Unmatched", "Unknown");
    }

    @Test
    void aCommandOfTheDistributionSaysWhereItIs() {
        assertThat(line.run("image", "--output", "x.tar")).isEqualTo(ExitStatus.UNUSABLE);
        assertThat(line.said()).startsWith("flink-bert: image is of the distribution");
    }

    @Test
    void misspeltJobOptionGetsASuggestion() {
        assertThat(line.run("run", "--output-topik", "x")).isEqualTo(ExitStatus.UNUSABLE);
        assertThat(line.said()).contains("'--output-topik'").contains("--output-topic");
    }

    @Test
    void allFaultsOfAJobAreSaidTogether() {
        assertThat(line.run("run", "--output-topic", "x", "--kafka.security.protocol=SASL_SSL"))
                .isEqualTo(ExitStatus.UNUSABLE);
        assertThat(line.said())
                .contains("bootstrap-servers is required")
                .contains("model is required")
                .contains("input-topics");
    }

    @Test
    void optionsOfAJobAreTakenUnderTheirOldNamesWhichHelpDoesNotShow(@TempDir Path folder)
            throws Exception {
        assertThat(line.run("run", "--checkpoint", "m", "--word-label", "max"))
                .isEqualTo(ExitStatus.UNUSABLE);
        assertThat(line.said())
                .contains("bootstrap-servers is required")
                .contains("aggregation-strategy is for the task entities")
                .doesNotContain("model is required");

        assertThat(line.run("run", "--checkpoint", "m", "--model", "n"))
                .isEqualTo(ExitStatus.UNUSABLE);
        assertThat(line.said()).contains("model and checkpoint are names of one option");

        Path file = Files.writeString(folder.resolve("job.properties"), "checkpoint = m\n");
        assertThat(line.run("run", "--properties", file.toString(), "--model", "n"))
                .isEqualTo(ExitStatus.UNUSABLE);
        assertThat(line.said())
                .contains("bootstrap-servers is required")
                .doesNotContain("names of one option")
                .doesNotContain("model is required");

        assertThat(line.run("run", "--help")).isZero();
        assertThat(line.printed())
                .contains("--model=", "--aggregation-strategy=")
                .doesNotContain("--checkpoint=", "--word-label");
    }

    @Test
    void wrongWordNamesTheRightOnes() {
        assertThat(line.run("embed", "--pooling", "median")).isEqualTo(ExitStatus.UNUSABLE);
        assertThat(line.said())
                .contains(
                        "expected one of cls, mean, max, cls-pooler, mean-sqrt-len, weighted-mean,"
                                + " last-token, normalized-mean, sif, found 'median'");
    }

    @Test
    void tokenVectorsArePooledByNothing() {
        assertThat(line.run("embed", "--tokens", "--pooling", "max"))
                .isEqualTo(ExitStatus.UNUSABLE);
        assertThat(line.said()).contains("--tokens").contains("--pooling");
    }

    @Test
    void missingInputIsSaidBeforeAModelIsLoaded() {
        assertThat(line.run("mask", "--checkpoint", "/nowhere", "--input", "/no/such/file"))
                .isEqualTo(ExitStatus.UNUSABLE);
        assertThat(line.said())
                .isEqualToIgnoringNewLines(
                        "flink-bert mask: --input /no/such/file: there is no such file");
    }

    @ParameterizedTest
    @ValueSource(strings = {"embed", "entities", "answer", "mask", "tokenize", "update", "watch"})
    void helpCallsTheModelByItsName(String command) {
        assertThat(line.run(command, "--help")).isZero();
        assertThat(line.printed()).contains("--model");
    }

    @ParameterizedTest
    @ValueSource(strings = {"inspect", "tokenize --model", "tokenize --checkpoint"})
    void checkpointThatIsNotThereIsOneSentence(String command, @TempDir Path folder) {
        List<String> arguments = new ArrayList<>(List.of(command.split(" ", -1)));
        arguments.add(folder.resolve("missing").toString());

        assertThat(line.run(arguments.toArray(String[]::new))).isEqualTo(ExitStatus.UNUSABLE);
        assertThat(line.said())
                .contains("missing")
                .doesNotContain("\tat ")
                .doesNotContain("Exception");
        assertThat(line.printed()).isEmpty();
    }

    @Test
    void folderThatIsNoCheckpointIsOneSentence(@TempDir Path folder) throws Exception {
        Files.writeString(folder.resolve("readme.txt"), "nothing here");

        assertThat(line.run("inspect", folder.toString())).isEqualTo(ExitStatus.UNUSABLE);
        assertThat(line.said().lines()).hasSize(1);
    }

    @Test
    void stackTraceIsThereWhenAskedFor() {
        assertThat(line.run("inspect", "--stacktrace", "/nowhere")).isEqualTo(ExitStatus.UNUSABLE);
        assertThat(line.said()).contains("\tat ");
    }

    @ParameterizedTest
    @ValueSource(strings = {"--rounds", "--seconds"})
    void benchmarkNeedsSomeLength(String option) {
        assertThat(line.run("benchmark", option, "0")).isEqualTo(ExitStatus.UNUSABLE);
        assertThat(line.said()).contains("--rounds and --seconds must be positive");
    }

    @Test
    void benchmarkSaysThatItsTextsAreMissing() {
        assertThat(line.run("benchmark", "--texts", "/no/such/file"))
                .isEqualTo(ExitStatus.UNUSABLE);
        assertThat(line.said()).contains("--texts /no/such/file: there is no such file");
    }
}
