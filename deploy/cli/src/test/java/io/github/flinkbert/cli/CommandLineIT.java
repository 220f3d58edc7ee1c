package io.github.flinkbert.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.github.flinkbert.cli.terminal.ExitStatus;
import io.github.flinkbert.cli.terminal.Streams;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The commands on Google's BERT-Base cased. */
final class CommandLineIT {

    private static final JsonMapper JSON = new JsonMapper();

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    @Test
    void embedAnswersEveryKindOfLineInOrder() throws Exception {
        String lines =
                String.join(
                        "\n",
                        "Marie Curie was born in Warsaw.",
                        "{\"id\":\"json\",\"text\":\"Marie Curie was born in Warsaw.\"}",
                        "",
                        "안녕하세요 😀 👩‍👩‍👧 é\u0301",
                        "word ".repeat(20_000),
                        "{\"id\":\"bad\"}",
                        "{\"id\":\"half\",\"text\":\"\\ud800\"}",
                        "last");

        assertThat(run(lines, "embed")).isEqualTo(ExitStatus.SOME_UNANSWERED);

        List<JsonNode> answers = answers();
        assertThat(answers.stream().map(answer -> answer.path("id").asText()))
                .containsExactly("1", "json", "3", "4", "5", "bad", "half", "8");
        assertThat(answers.get(5).path("error").asText())
                .isEqualTo("\"text\" is missing, expected a string");
        answers.remove(5);
        assertThat(answers).allMatch(answer -> answer.path("embedding").size() == 768);
        assertThat(said()).contains("1 of 8 lines could not be answered");
    }

    @Test
    void embedKeepsTheOrderOfHundredsOfLinesInFlight() throws Exception {
        String lines =
                IntStream.range(0, 300)
                        .mapToObj(i -> "number " + i + " and".repeat(i % 40))
                        .collect(Collectors.joining("\n"));

        assertThat(run(lines, "embed")).isZero();
        assertThat(answers().stream().map(answer -> answer.path("id").asInt()))
                .containsExactlyElementsOf(IntStream.rangeClosed(1, 300).boxed().toList());
    }

    @Test
    void normalizedVectorsHaveLengthOne() throws Exception {
        assertThat(run("Hello", "embed", "--normalize", "--pooling", "cls", "--layer", "-2"))
                .isZero();

        double squares =
                StreamSupport.stream(answers().get(0).path("embedding").spliterator(), false)
                        .mapToDouble(value -> value.asDouble() * value.asDouble())
                        .sum();
        assertThat(squares).isCloseTo(1, within(1e-4));
    }

    @Test
    void lastFourLayersAreFourTimesAsWide() throws Exception {
        assertThat(run("Hello", "embed", "--last-four")).isZero();
        assertThat(answers().get(0).path("embedding").size()).isEqualTo(4 * 768);
    }

    @Test
    void tokensHaveAVectorEachAndTheirPlaceInTheText() throws Exception {
        String text = "Curie 😀 wins.";
        assertThat(run(text, "embed", "--tokens")).isZero();

        JsonNode tokens = answers().get(0).path("tokens");
        assertThat(tokens.size()).isGreaterThan(4);
        for (JsonNode token : tokens) {
            assertThat(token.path("embedding").size()).isEqualTo(768);
            String piece = token.path("token").asText().replace("##", "");
            String covered = text.substring(token.path("start").asInt(), token.path("end").asInt());
            assertThat(piece.equals("[UNK]") ? covered : piece).isEqualTo(covered);
        }
    }

    @Test
    void aLayerThatTheModelLacksIsOneSentence() throws Exception {
        assertThat(run("Hello", "embed", "--layer", "13")).isEqualTo(ExitStatus.UNUSABLE);
        assertThat(said().lines()).hasSize(1);
        assertThat(said()).contains("13").contains("12");
    }

    @Test
    void maskKnowsTheCapitalOfFrance() throws Exception {
        assertThat(run("The capital of France is [MASK].\nno mask", "mask", "--top", "2"))
                .isEqualTo(ExitStatus.SOME_UNANSWERED);

        JsonNode candidates = answers().get(0).path("masks").path(0);
        assertThat(candidates.size()).isEqualTo(2);
        assertThat(candidates.path(0).path("token").asText()).isEqualTo("Paris");
        assertThat(answers().get(1).path("error").asText()).contains("[MASK]");
    }

    @Test
    void tokenizeGivesGooglesPieces() throws Exception {
        assertThat(run("Marie Curie", "tokenize")).isZero();
        assertThat(out.toString(UTF_8))
                .isEqualTo(
                        """
                        {"id":1,"tokens":[\
                        {"token":"Marie","id":4238,"start":0,"end":5},\
                        {"token":"C","id":140,"start":6,"end":7},\
                        {"token":"##uri","id":8212,"start":7,"end":10},\
                        {"token":"##e","id":1162,"start":10,"end":11}]}
                        """);
    }

    @Test
    void inputCanBeAFile(@TempDir Path folder) throws Exception {
        Path file = Files.writeString(folder.resolve("in.txt"), "one\ntwo\n");

        assertThat(run("not read", "tokenize", "--input", file.toString())).isZero();
        assertThat(answers()).hasSize(2);
    }

    @Test
    void inspectSaysWhatItIs() throws Exception {
        assertThat(execute("", "inspect", "--json", "--variables", BertBaseCased.location()))
                .isZero();

        JsonNode inspected = JSON.readTree(out.toByteArray());
        assertThat(inspected.path("casing").asText()).isEqualTo("cased");
        assertThat(inspected.path("config").path("layers").asInt()).isEqualTo(12);
        assertThat(inspected.path("digest").asText()).matches("[0-9a-f]{64}");
        assertThat(inspected.path("shapes").path("bert/embeddings/word_embeddings").toString())
                .isEqualTo("[28996,768]");
    }

    @Test
    void launcherIsQuietAndSpeaksUtf8InAnyLocale() throws Exception {
        Process process = launch("C", "exec ../bin/flink-bert mask --checkpoint \"$0\" --top 1");
        process.getOutputStream()
                .write("{\"id\":\"서울\",\"text\":\"Seoul is in [MASK].\"}".getBytes(UTF_8));
        process.getOutputStream().close();
        String printed = new String(process.getInputStream().readAllBytes(), UTF_8);

        assertThat(process.waitFor()).isZero();
        assertThat(JSON.readTree(printed).path("id").asText()).isEqualTo("서울");
        assertThat(new String(process.getErrorStream().readAllBytes(), UTF_8)).isEmpty();
    }

    @Test
    void aReaderThatGoesAwayIsNoError() throws Exception {
        Process process =
                launch(
                        "C.UTF-8",
                        "yes | head -n 200000 | ../bin/flink-bert tokenize --checkpoint \"$0\""
                                + " | head -n 1");

        assertThat(new String(process.getInputStream().readAllBytes(), UTF_8).lines()).hasSize(1);
        assertThat(new String(process.getErrorStream().readAllBytes(), UTF_8)).isEmpty();
    }

    private static Process launch(String locale, String script) throws Exception {
        ProcessBuilder builder = new ProcessBuilder("sh", "-c", script, BertBaseCased.location());
        builder.environment().put("LC_ALL", locale);
        builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
        // This module's own class path: a testbed that was built earlier would hold an older one.
        builder.environment().put("FLINK_BERT_JAVA_OPTS", "-cp target/classes:target/lib/*");
        return builder.start();
    }

    private int run(String lines, String command, String... options) throws Exception {
        List<String> arguments =
                new ArrayList<>(List.of(command, "--checkpoint", BertBaseCased.location()));
        arguments.addAll(List.of(options));
        return execute(lines, arguments.toArray(String[]::new));
    }

    private int execute(String lines, String... arguments) throws IOException {
        Streams streams = Streams.utf8(new ByteArrayInputStream(lines.getBytes(UTF_8)), out, err);
        int exit = FlinkBert.commandLine(streams).execute(arguments);
        streams.flush();
        return exit;
    }

    private List<JsonNode> answers() throws IOException {
        List<JsonNode> answers = new ArrayList<>();
        for (String line : out.toString(UTF_8).split("\n", -1)) {
            if (!line.isEmpty()) {
                answers.add(JSON.readTree(line));
            }
        }
        return answers;
    }

    private String said() {
        return err.toString(UTF_8);
    }
}
