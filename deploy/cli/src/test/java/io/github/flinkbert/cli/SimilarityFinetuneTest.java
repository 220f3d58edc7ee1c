package io.github.flinkbert.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.flinkbert.cli.terminal.ExitStatus;
import io.github.flinkbert.cli.terminal.Streams;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What {@code finetune} and {@code evaluate --task similarity} refuse before a model is opened. */
final class SimilarityFinetuneTest {

    private static final String PAIRS = "sentence1\tsentence2\na\tb\nc\td\ne\tf\n";

    @TempDir private Path folder;
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    private void refuses(String name, String content, String sentence, String... options)
            throws IOException {
        Path data = Files.writeString(folder.resolve(name), content);
        List<String> command =
                new ArrayList<>(
                        List.of(
                                "finetune",
                                "--task",
                                "similarity",
                                "--checkpoint",
                                "/no/such/model",
                                "--output",
                                folder.resolve("out").toString(),
                                "--data",
                                data.toString()));
        command.addAll(List.of(options));
        refuses(command, sentence.replace("DATA", data.toString()));
    }

    private void refuses(List<String> command, String sentence) {
        err.reset();
        int status =
                FlinkBert.commandLine(
                                new Streams(
                                        new ByteArrayInputStream(new byte[0]),
                                        new ByteArrayOutputStream(),
                                        new PrintWriter(err, true, UTF_8)))
                        .execute(command.toArray(String[]::new));
        assertThat(status).isEqualTo(ExitStatus.UNUSABLE);
        assertThat(err.toString(UTF_8))
                .isEqualToIgnoringNewLines("flink-bert " + command.get(0) + ": " + sentence);
    }

    @Test
    void badRowsAreNamed() throws IOException {
        refuses(
                "d.tsv",
                "sentence1\tsentence2\na\tb\nc\n",
                "DATA, line 3: expected 2 columns, as in line 1, found 1");
        refuses(
                "d.tsv",
                PAIRS,
                "DATA, line 1: expected a column \"q\" in the header, found sentence1, sentence2",
                "--first-column",
                "q");
    }

    @Test
    void columnsAndSettingsMustGoTogether() throws IOException {
        refuses(
                "d.tsv",
                PAIRS,
                "a second column and a score go with a first column, found none",
                "--second-column",
                "sentence2");
        refuses(
                "d.tsv",
                PAIRS,
                "vectors are trained with the pooling mean or cls, found max",
                "--pooling",
                "max");
        refuses(
                "d.tsv",
                PAIRS,
                "a batch must have at least 2 pairs, found 1",
                "--batch-pairs",
                "1");
    }

    @Test
    void singleTextsCannotBeScored() throws IOException {
        Path single = Files.writeString(folder.resolve("texts.txt"), "one\ntwo\n");
        refuses(
                "d.tsv",
                PAIRS,
                "the development data holds single texts, which vectors cannot be scored on;"
                        + " expected pairs",
                "--development",
                single.toString());
        refuses(
                List.of(
                        "evaluate",
                        "--task",
                        "similarity",
                        "--model",
                        "/no/such/model",
                        "--data",
                        single.toString()),
                single + " holds single texts, expected pairs to score vectors on");
        refuses(
                "t.txt",
                "one\ntwo\n",
                "--folds is for pairs, found single texts alone",
                "--folds",
                "2",
                "--fold",
                "1");
    }

    @Test
    void optionsOfSimilarityAreItsOwn() throws IOException {
        Path data = Files.writeString(folder.resolve("d.tsv"), "text\tlabel\na\tx\nb\ty\n");
        refuses(
                List.of(
                        "finetune",
                        "--task",
                        "labels",
                        "--output",
                        folder.resolve("o").toString(),
                        "--data",
                        data.toString(),
                        "--batch-pairs",
                        "8"),
                "--batch-pairs is for --task similarity, found --task labels");
    }
}
