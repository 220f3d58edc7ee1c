package io.github.flinkbert.cli;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What {@code finetune --task mask --next-sentence} refuses before it opens a model. */
final class NextSentenceFinetuneTest {

    private static final String DOCUMENTS = "a b\nc\n\nd\ne f\n";

    @TempDir private Path folder;

    private void refuses(String content, String sentence, String... options) throws IOException {
        new FinetuneRefusals("mask", folder.resolve("data.txt"))
                .refuses(content, sentence, options);
    }

    @Test
    void documentsWithoutANextOrARandomSentence() throws IOException {
        refuses(
                "a\nb\nc\n",
                "next sentences are told from lines of other documents: expected at least two"
                        + " documents with a blank line between them, found 1",
                "--next-sentence");
        refuses(
                "a\n\nb\n\nc\n",
                "a next sentence is the next line of the same document: expected documents of two"
                        + " or more lines, found 3 of one line each",
                "--next-sentence");
    }

    @Test
    void optionsThatWouldSayNothing() throws IOException {
        refuses(
                DOCUMENTS,
                "--short-sequences is for --next-sentence, which is not given",
                "--short-sequences",
                "0.2");
        refuses(
                DOCUMENTS,
                "--dupe-factor is for --next-sentence, which is not given",
                "--dupe-factor",
                "2");
        refuses(
                DOCUMENTS,
                "--short-sequences must be from 0 to 1, found 1.5",
                "--next-sentence",
                "--short-sequences",
                "1.5");
        refuses(
                DOCUMENTS,
                "--dupe-factor must be at least 1, found 0",
                "--next-sentence",
                "--dupe-factor",
                "0");
        refuses(
                DOCUMENTS,
                "--mask-share must be above 0 and at most 1, found 1.5",
                "--mask-share",
                "1.5");
        refuses(
                DOCUMENTS,
                "--mask-share must be above 0 and at most 1, found 0.0",
                "--next-sentence",
                "--mask-share",
                "0");
        refuses(
                DOCUMENTS,
                "--next-sentence is scored on --development only: --test and --folds are for tasks"
                        + " that evaluate has",
                "--next-sentence",
                "--folds",
                "2",
                "--fold",
                "1");
    }
}
