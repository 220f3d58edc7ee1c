package io.github.flinkbert.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.github.flinkbert.cli.terminal.Streams;
import io.github.flinkbert.location.CacheFolder;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** From files to a result that the other commands take, on a BERT of random weights. */
@Timeout(300)
final class FinetuneIT {

    private static final JsonMapper JSON = new JsonMapper();

    @TempDir static Path temp;
    private static String checkpoint;
    private static String sentences;

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    @BeforeAll
    static void write() throws IOException {
        System.setProperty(CacheFolder.PROPERTY, temp.resolve("cache").toString());
        checkpoint = TinyData.checkpoint(temp).toString();
        sentences = TinyData.sentences(temp).toString();
    }

    @AfterAll
    static void forget() {
        System.clearProperty(CacheFolder.PROPERTY);
    }

    @Test
    void tenSentencesAreLearntByHeart() throws IOException {
        String result = result("by-heart");
        List<String> command = byHeart(result, "lora", "--lora-layers", "2", "--lora-rank", "8");

        assertThat(run("", command)).as(said()).isZero();

        assertThat(printed())
                .contains("(kept)")
                .contains("Next:\n  echo '…' | flink-bert entities --adapter " + result);
        assertThat(run("Uli Orr is in Rome\n", "entities", "--cased", "--adapter", result))
                .as(said())
                .isZero();
        JsonNode found = JSON.readTree(printed()).path("entities");
        assertThat(found).hasSizeGreaterThan(0);
        assertThat(f1("--adapter", result)).isEqualTo(1.0);
    }

    @Test
    void theResultSaysHowItWasMade() throws IOException {
        String result = result("card");
        List<String> command = byHeart(result, "head");
        command.addAll(
                List.of("--data-licence", "CC BY 4.0", "--note", "Made for a test.", "--test"));
        command.add(sentences);

        assertThat(run("", command)).as(said()).isZero();

        String card = Files.readString(Path.of(result, "README.md"));
        assertThat(card)
                .contains("flink-bert finetune --task entities --checkpoint tiny")
                .contains("| train.conll | training | 10 sentences; LOC, ORG, PER | CC BY 4.0 |")
                .contains("`B-PER`")
                .contains("- Made for a test.")
                .contains("test: train.conll")
                .contains("flink-bert entities --adapter card")
                .doesNotContain(temp.toString());
        assertThat(Files.readString(Path.of(result, "curves.svg"))).contains("Learning rate");
        List<JsonNode> log = log(result);
        assertThat(log.get(0).path("event").asText()).isEqualTo("started");
        assertThat(log.get(log.size() - 1).path("event").asText()).isEqualTo("finished");
        assertThat(log).anyMatch(line -> line.path("scores").has("f1"));
    }

    @Test
    void theCardHasScoresByTypeAndTypicalErrorsWhereTheLicenceLetsTextsBeShown()
            throws IOException {
        Path development =
                Files.writeString(
                        temp.resolve("development.conll"),
                        // No two of which can be right.
                        "Oslo B-PER\nwas O\n\nOslo B-LOC\nwas O\n\nOslo B-ORG\nwas O\n");
        String open = card("open", development, "--data-licence", "CC BY 4.0");
        assertThat(open)
                .contains("By type, on development:")
                .contains("| PER | ")
                .contains("## Typical errors")
                .contains(" on development data (development.conll, CC BY 4.0): ")
                .contains("| error | text | right | found | score |")
                .contains("| Oslo was |");
        assertThat(card("unknown", development))
                .contains("By type, on development:")
                .contains("none is shown, for no licence is known")
                .doesNotContain("Oslo");
        assertThat(card("kept-out", development, "--data-licence", "MIT", "--no-examples"))
                .contains("none is shown (--no-examples)")
                .doesNotContain("Oslo");

        assertThat(
                        run(
                                "",
                                "evaluate",
                                "--task",
                                "entities",
                                "--cased",
                                "--adapter",
                                result("open"),
                                "--data",
                                development.toString(),
                                "--errors",
                                "10",
                                "--data-licence",
                                "CC BY 4.0"))
                .as(said())
                .isZero();
        String table = open.substring(open.indexOf("| error |"), open.indexOf("\n\n## Limits"));
        assertThat(printed()).contains("By type, on development.conll:").contains(table);
    }

    private String card(String name, Path development, String... options) throws IOException {
        List<String> command =
                finetune("entities", sentences, result(name), "--tuning-method", "head");
        command.addAll(List.of("--epochs", "1", "--development", development.toString()));
        command.addAll(List.of(options));
        assertThat(run("", command)).as(said()).isZero();
        return Files.readString(Path.of(result(name), "README.md"));
    }

    @Test
    void aWholeModelIsACheckpoint() throws IOException {
        String result = result("whole");

        assertThat(run("", byHeart(result, "full"))).as(said()).isZero();

        assertThat(printed()).contains("flink-bert entities --model " + result);
        assertThat(f1("--checkpoint", result)).isEqualTo(1.0);
    }

    @Test
    void questionsAreLearntByHeart() throws IOException {
        String questions = TinyData.questions(temp).toString();
        String result = result("questions");
        List<String> command =
                finetune("answers", questions, result, "--depth", "full", "--epochs", "80");

        assertThat(run("", command)).as(said()).isZero();

        assertThat(
                        run(
                                "",
                                "evaluate",
                                "--task",
                                "answers",
                                "--cased",
                                "--data",
                                questions,
                                "--checkpoint",
                                result))
                .as(said())
                .isZero();
        assertThat(JSON.readTree(printed()).path("f1").asDouble()).isEqualTo(100);
    }

    @Test
    void plainTextTeachesMaskedWords() throws IOException {
        Path texts = Files.writeString(temp.resolve("texts.txt"), "the end of it\n".repeat(20));
        String result = result("mask");

        assertThat(
                        run(
                                "",
                                finetune(
                                        "mask",
                                        texts.toString(),
                                        result,
                                        "--depth",
                                        "full",
                                        "--whole-words",
                                        "--epochs",
                                        "30")))
                .as(said())
                .isZero();

        assertThat(
                        run(
                                "the [MASK] of it\n",
                                "mask",
                                "--cased",
                                "--top",
                                "1",
                                "--checkpoint",
                                result))
                .as(said())
                .isZero();
        assertThat(printed()).contains("\"token\":\"");
    }

    @Test
    void killedAndResumedItEndsWithTheNumbersOfAnUnbrokenRun() throws Exception {
        String unbroken = result("unbroken");
        String killed = result("killed");
        assertThat(launch(longRun(unbroken)).waitFor()).isZero();

        Process process = launch(longRun(killed));
        Path log = Path.of(killed, "training.jsonl");
        await().atMost(Duration.ofMinutes(2)).until(() -> steps(log) >= 60);
        process.descendants().forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly();
        assertThat(process.waitFor(20, TimeUnit.SECONDS)).isTrue();
        assertThat(Path.of(killed, "adapter_model.safetensors")).doesNotExist();
        List<String> again = longRun(killed);
        again.add("--resume");
        assertThat(launch(again).waitFor()).isZero();

        assertThat(losses(killed)).isEqualTo(losses(unbroken));
        assertThat(Path.of(killed, "adapter_model.safetensors"))
                .hasSameBinaryContentAs(Path.of(unbroken, "adapter_model.safetensors"));
        assertThat(log(killed)).anyMatch(line -> line.path("resumed_at").asInt() > 0);
    }

    @Test
    void interruptedItKeepsItsLastStepAndEndsWithTheNumbersOfAnUnbrokenRun() throws Exception {
        String unbroken = result("whole-run");
        String interrupted = result("interrupted");
        List<String> command = longRun(unbroken);
        command.set(command.indexOf("--snapshot-steps") + 1, "1000");
        assertThat(launch(command).waitFor()).isZero();

        command.set(command.indexOf(unbroken), interrupted);
        Process process = launch(command);
        Path log = Path.of(interrupted, "training.jsonl");
        await().atMost(Duration.ofMinutes(2)).until(() -> steps(log) >= 5);
        process.descendants().forEach(ProcessHandle::destroy);
        process.destroy();
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        String told = Files.readString(temp.resolve("launched.log"));
        assertThat(told)
                .containsPattern("Interrupted\\. Everything up to step \\d+ is kept")
                .contains("--resume");
        List<String> again = new ArrayList<>(command);
        again.add("--resume");
        assertThat(launch(again).waitFor()).isZero();

        assertThat(losses(interrupted)).isEqualTo(losses(unbroken));
        assertThat(Path.of(interrupted, "adapter_model.safetensors"))
                .hasSameBinaryContentAs(Path.of(unbroken, "adapter_model.safetensors"));
        assertThat(log(interrupted))
                .anyMatch(
                        line ->
                                line.path("resumed_at").asInt() > 0
                                        && line.path("resumed_at").asInt()
                                                < line.path("steps").asInt());
    }

    @Test
    void fewSentencesAreSeenOftenWithAWarningAndATime() throws IOException {
        String result = result("few");

        assertThat(run("", finetune("entities", sentences, result))).as(said()).isZero();

        assertThat(said())
                .contains("Warning: few entities to learn from of LOC (")
                .contains("Warning: 1 to develop on are few sentences")
                .contains("they are seen 150 times instead of 3")
                .contains("Warning: 9 examples are few")
                .contains("150 steps will take about ");
        assertThat(log(result))
                .anyMatch(
                        line ->
                                line.path("event").asText().equals("estimate")
                                        && line.path("seconds").asDouble() > 0);
        assertThat(Files.readString(Path.of(result, "README.md"))).contains("150");
    }

    @Test
    void namedEpochsAreObeyedWithAWarningWhereTheyAreFew() throws IOException {
        assertThat(run("", finetune("entities", sentences, result("three"), "--epochs", "3")))
                .as(said())
                .isZero();

        assertThat(said()).contains("epochs: 3, steps: 3").contains("Warning: 3 steps are few");
    }

    @Test
    void aFileScoresTheSameWithCharactersThatNobodySees() throws IOException {
        String result = result("visible");
        assertThat(run("", byHeart(result, "full"))).as(said()).isZero();
        StringBuilder marked = new StringBuilder("\uFEFF");
        for (String line : Files.readAllLines(Path.of(sentences))) {
            marked.append(line.isEmpty() ? "\u200b\tO" : "\u200e" + line.replace(' ', '\t'))
                    .append(line.isEmpty() ? "\r\r" : "\r");
        }
        Path file = Files.writeString(temp.resolve("marked.conll"), marked);

        assertThat(
                        run(
                                "",
                                "evaluate",
                                "--task",
                                "entities",
                                "--cased",
                                "--data",
                                file.toString(),
                                "--checkpoint",
                                result))
                .as(said())
                .isZero();

        assertThat(JSON.readTree(printed()).path("f1").asDouble()).isEqualTo(1);
        assertThat(said()).contains("tokens are empty, white space or of characters");
    }

    private static List<String> longRun(String result) {
        return finetune(
                "entities",
                sentences,
                result,
                "--epochs",
                "150",
                "--batch-tokens",
                "64",
                "--holdout-sentences",
                "2",
                "--snapshot-steps",
                "7");
    }

    private static List<String> byHeart(String result, String tuning, String... more) {
        List<String> command =
                finetune(
                        "entities",
                        sentences,
                        result,
                        "--tuning-method",
                        tuning,
                        "--epochs",
                        "80",
                        "--development",
                        sentences);
        command.addAll(List.of(more));
        return command;
    }

    private static List<String> finetune(String task, String data, String result, String... more) {
        List<String> command =
                new ArrayList<>(
                        List.of(
                                "finetune",
                                "--task",
                                task,
                                "--checkpoint",
                                checkpoint,
                                "--cased",
                                "--data",
                                data,
                                "--output",
                                result,
                                "--learning-rate",
                                "5e-3",
                                "--dropout",
                                "0"));
        command.addAll(List.of(more));
        return command;
    }

    private double f1(String option, String model) throws IOException {
        assertThat(
                        run(
                                "",
                                "evaluate",
                                "--task",
                                "entities",
                                "--cased",
                                "--data",
                                sentences,
                                option,
                                model))
                .as(said())
                .isZero();
        return JSON.readTree(printed()).path("f1").asDouble();
    }

    private static String result(String name) {
        return temp.resolve(name).toString();
    }

    private static Process launch(List<String> arguments) throws IOException {
        List<String> command = new ArrayList<>(List.of("../bin/flink-bert"));
        command.addAll(arguments);
        ProcessBuilder builder = new ProcessBuilder(command);
        builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
        // This module's own class path: a testbed that was built earlier would hold an older one.
        builder.environment()
                .put(
                        "FLINK_BERT_JAVA_OPTS",
                        "-cp target/classes:target/lib/* -D"
                                + CacheFolder.PROPERTY
                                + "="
                                + temp.resolve("cache"));
        return builder.redirectErrorStream(true)
                .redirectOutput(temp.resolve("launched.log").toFile())
                .start();
    }

    private static long steps(Path log) throws IOException {
        return Files.exists(log)
                ? Files.readAllLines(log).stream().filter(l -> l.contains("loss")).count()
                : 0;
    }

    /** Step by step; what a run says of time is left out. */
    private static List<String> losses(String result) throws IOException {
        List<String> losses = new ArrayList<>();
        for (JsonNode line : log(result)) {
            if (line.path("event").asText().equals("step")) {
                losses.add(line.path("step") + " " + line.path("loss"));
            }
        }
        return losses;
    }

    private static List<JsonNode> log(String result) throws IOException {
        List<JsonNode> lines = new ArrayList<>();
        for (String line : Files.readAllLines(Path.of(result, "training.jsonl"))) {
            lines.add(JSON.readTree(line));
        }
        return lines;
    }

    private int run(String lines, List<String> arguments) throws IOException {
        return run(lines, arguments.toArray(String[]::new));
    }

    private int run(String lines, String... arguments) throws IOException {
        out.reset();
        err.reset();
        Streams streams = Streams.utf8(new ByteArrayInputStream(lines.getBytes(UTF_8)), out, err);
        int exit = FlinkBert.commandLine(streams).execute(arguments);
        streams.flush();
        return exit;
    }

    private String printed() {
        return out.toString(UTF_8);
    }

    private String said() {
        return err.toString(UTF_8);
    }
}
