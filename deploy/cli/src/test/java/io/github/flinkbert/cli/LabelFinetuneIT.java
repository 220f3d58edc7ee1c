package io.github.flinkbert.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.github.flinkbert.cli.terminal.Streams;
import io.github.flinkbert.location.CacheFolder;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** From tables to a result that {@code evaluate} scores, on a BERT of random weights. */
@Timeout(300)
final class LabelFinetuneIT {

    private static final JsonMapper JSON = new JsonMapper();

    @TempDir static Path temp;
    private static String checkpoint;

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    @BeforeAll
    static void write() throws IOException {
        System.setProperty(CacheFolder.PROPERTY, temp.resolve("cache").toString());
        checkpoint = TinyData.checkpoint(temp).toString();
    }

    @AfterAll
    static void forget() {
        System.clearProperty(CacheFolder.PROPERTY);
    }

    private int run(List<String> command) {
        out.reset();
        return FlinkBert.commandLine(
                        new Streams(
                                new ByteArrayInputStream(new byte[0]),
                                out,
                                new PrintWriter(err, true, UTF_8)))
                .execute(command.toArray(String[]::new));
    }

    private static Path file(String name, String content) throws IOException {
        Path file = temp.resolve(name);
        Files.writeString(file, content);
        return file;
    }

    private Path finetune(String name, Path data, String tuning, String... options) {
        return finetune(checkpoint, name, data, tuning, options);
    }

    private Path finetune(String base, String name, Path data, String tuning, String... options) {
        Path output = temp.resolve(name);
        List<String> command =
                new ArrayList<>(
                        List.of(
                                "finetune",
                                "--task",
                                "labels",
                                "--cased",
                                "--checkpoint",
                                base,
                                "--data",
                                data.toString(),
                                "--development",
                                data.toString(),
                                "--test",
                                data.toString(),
                                "--output",
                                output.toString(),
                                "--tuning-method",
                                tuning,
                                "--precision",
                                "float32",
                                "--batch-tokens",
                                "128",
                                "--epochs",
                                "150"));
        command.addAll(List.of(options));
        assertThat(run(command)).as(err.toString(UTF_8)).isZero();
        return output;
    }

    private JsonNode evaluate(Path data, String... options) throws IOException {
        List<String> command =
                new ArrayList<>(
                        List.of(
                                "evaluate",
                                "--task",
                                "labels",
                                "--cased",
                                "--precision",
                                "float32",
                                "--data",
                                data.toString()));
        command.addAll(List.of(options));
        assertThat(run(command)).as(err.toString(UTF_8)).isZero();
        return JSON.readTree(out.toByteArray());
    }

    @Test
    void anAdapterOfOneLabelATextIsScoredAsItWasInTraining() throws IOException {
        Path data =
                file(
                        "one.csv",
                        """
                        label,text
                        yes,"the end, of"
                        no,it is
                        yes,of the end
                        no,"was, on"
                        yes,the end
                        no,is it
                        """);
        Path adapter =
                finetune("one", data, "lora", "--learning-rate", "5e-3", "--lora-layers", "2");
        JsonNode scores = evaluate(data, "--adapter", adapter.toString());
        assertThat(scores.get("accuracy").asDouble()).isOne();
        assertThat(scores.get("matthews_corrcoef").asDouble()).isOne();
        assertThat(scores.path("labels").path("yes").path("support").asInt()).isEqualTo(3);
        assertThat(scores.get("refused").asInt()).isZero();
        assertThat(Files.readString(adapter.resolve("README.md")))
                .contains(
                        "pipeline_tag: text-classification",
                        "Labels: `no`, `yes`",
                        "| test: one.csv | 1.0000 |",
                        "(confusion.svg)");
        assertThat(Files.readString(adapter.resolve("confusion.svg"))).contains(">yes<");
        JsonNode config = JSON.readTree(adapter.resolve("config.json").toFile());
        assertThat(config.get("problem_type").asText()).isEqualTo("single_label_classification");
    }

    @Test
    void aWholeModelOfSeveralLabelsATextIsScoredByItsThreshold() throws IOException {
        Path data =
                file(
                        "several.jsonl",
                        """
                        {"text": "the end of it", "label": ["end", "it"]}
                        {"text": "was on", "label": []}
                        {"text": "the end", "label": ["end"]}
                        {"text": "it is", "label": ["it"]}
                        {"text": "is on", "label": []}
                        """);
        Path model =
                finetune("several", data, "full", "--learning-rate", "1e-3", "--threshold", "0.4");
        JsonNode scores = evaluate(data, "--checkpoint", model.toString(), "--threshold", "0.4");
        assertThat(scores.get("f1_macro").asDouble()).isOne();
        assertThat(scores.get("accuracy").asDouble()).isOne();
        assertThat(JSON.readTree(model.resolve("config.json").toFile()).get("threshold").asDouble())
                .isEqualTo(0.4);
        assertThat(Files.readString(model.resolve("README.md")))
                .contains(
                        "Of the checkpoint's heads `cls/predictions` was not trained with the"
                                + " encoder and is left out");

        // An adapter on it is tested by its own head.
        Path one = file("on-top.csv", "label,text\nyes,the end\nno,it is\nyes,of the end\n");
        Path adapter =
                finetune(
                        model.toString(),
                        "on-top",
                        one,
                        "lora",
                        "--learning-rate",
                        "5e-3",
                        "--lora-layers",
                        "2");
        assertThat(Files.readString(adapter.resolve("README.md")))
                .contains("| test: on-top.csv | 1.0000 |");
    }

    @Test
    void scoresOfPairsAreCorrelated() throws IOException {
        Path data =
                file(
                        "pairs.tsv",
                        """
                        a\tb\ts
                        the end\tof it\t0.5
                        it is\tit is\t5
                        was on\tthe end\t1
                        of\tof\t4.5
                        is on\tof it\t0
                        """);
        Path adapter =
                finetune(
                        "pairs",
                        data,
                        "lora",
                        "--text-column",
                        "a",
                        "--second-text-column",
                        "b",
                        "--label-column",
                        "s",
                        "--problem",
                        "score",
                        "--learning-rate",
                        "5e-3",
                        "--lora-layers",
                        "2");
        JsonNode scores =
                evaluate(
                        data,
                        "--adapter",
                        adapter.toString(),
                        "--text-column",
                        "a",
                        "--second-text-column",
                        "b",
                        "--label-column",
                        "s",
                        "--problem",
                        "score");
        assertThat(scores.get("pearson").asDouble()).isGreaterThan(0.9);
        assertThat(scores.get("total").asInt()).isEqualTo(5);
    }
}
