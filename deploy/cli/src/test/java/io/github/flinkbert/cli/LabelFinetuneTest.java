package io.github.flinkbert.cli;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What {@code finetune --task labels} refuses before it opens a model. */
final class LabelFinetuneTest {

    @TempDir private Path folder;

    private void refuses(String content, String sentence, String... options) throws IOException {
        new FinetuneRefusals("labels", folder.resolve("data.tsv"))
                .refuses(content, sentence, options);
    }

    private static final String TABLE = "text\tlabel\na\tx\nb\ty\nc\tx\n";

    @Test
    void badRowsAreNamed() throws IOException {
        refuses(
                "text\tlabel\na\tx\nb\n",
                "DATA, line 3: expected 2 columns, as in line 1, found 1");
        refuses(
                TABLE,
                "DATA, line 1: expected a column \"body\" in the header, found text, label",
                "--text-column",
                "body");
        refuses(
                TABLE,
                "DATA, line 2: expected a number as score, found \"x\"",
                "--problem",
                "score");
        refuses(
                "text\tlabel\na\tx,y\n",
                "DATA, line 2: expected one label, found 2",
                "--problem",
                "single",
                "--label-separator",
                ",");
    }

    @Test
    void weightsAreOfLabelsOfTheData() throws IOException {
        refuses(
                TABLE,
                "a weight is given for the label \"z\", which the data does not have",
                "--class-weights",
                "z=2");
        refuses(
                TABLE,
                "--class-weights must be none, balanced, or labels with positive weights such as"
                        + " spam=2, found x=0",
                "--class-weights",
                "x=0");
    }

    @Test
    void aThresholdIsAProbability() throws IOException {
        refuses(
                TABLE,
                "--threshold must be from 0 to 1, found 3.0",
                "--threshold",
                "3",
                "--problem",
                "multi");
    }

    @Test
    void aThresholdIsForSeveralLabels() throws IOException {
        refuses(
                TABLE,
                "--threshold is for texts that may have several labels, found --problem single",
                "--threshold",
                "0.3");
    }

    @Test
    void aTableMayLackAHeader() throws IOException {
        refuses(
                "1\t2\na\tx\n",
                "the data has one label only, x: expected at least two",
                "--header",
                "--text-column",
                "1",
                "--label-column",
                "2");
        refuses(
                "a\tx\n",
                "the data has one label only, x: expected at least two",
                "--no-header",
                "--text-column",
                "1",
                "--label-column",
                "2");
    }

    @Test
    void anotherTasksFormatIsRefused() throws IOException {
        refuses(
                TABLE,
                "DATA has the format conll, which this task is not scored on; expected one of tsv,"
                        + " csv, jsonl",
                "--format",
                "conll");
    }

    @Test
    void oneLabelAloneCannotBeLearnt() throws IOException {
        refuses(
                "text\tlabel\na\tx\nb\tx\n",
                "the data has one label only, x: expected at least two");
    }
}
