package io.github.flinkbert.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.flinkbert.cli.terminal.ExitStatus;
import io.github.flinkbert.cli.terminal.Streams;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What {@code finetune} refuses before it opens a model: none of these names one that is there. */
final class FinetuneCommandTest {

    @TempDir private Path folder;
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();
    private String data;

    @BeforeEach
    void write() throws IOException {
        data = TinyData.sentences(folder).toString();
    }

    @Test
    void aMisspeltOptionGetsASuggestion() {
        assertThat(finetune("--data", data, "--lora-rnak", "4")).isEqualTo(ExitStatus.UNUSABLE);
        assertThat(said()).contains("'--lora-rnak'").contains("--lora-rank");
    }

    @Test
    void aMissingFileIsNamedWithItsOption() {
        assertThat(finetune("--data", data, "--development", "/no/such/file"))
                .isEqualTo(ExitStatus.UNUSABLE);
        assertThat(said())
                .isEqualToIgnoringNewLines(
                        "flink-bert finetune: --development /no/such/file: there is no such file");
    }

    @Test
    void aBadLineIsNamedWithFileAndLine() throws IOException {
        Path bad = folder.resolve("bad.conll");
        Files.writeString(bad, "Ann B-PER\nwas\nin O\n");

        assertThat(finetune("--data", data, bad.toString())).isEqualTo(ExitStatus.UNUSABLE);
        assertThat(said())
                .isEqualToIgnoringNewLines(
                        "flink-bert finetune: %s, line 2: expected a token and, in the last column, a tag such as O or B-PER, found 1 columns, the last of them \"was\""
                                .formatted(bad));
    }

    @Test
    void developmentDataIsChosenInOneWay() {
        assertThat(finetune("--data", data, "--no-development", "--holdout-sentences", "2"))
                .isEqualTo(ExitStatus.UNUSABLE);
        assertThat(said()).contains("found --no-development and --holdout-sentences");
    }

    @Test
    void aFoldNeedsItsNumberOfFolds() {
        assertThat(finetune("--data", data, "--fold", "2")).isEqualTo(ExitStatus.UNUSABLE);
        assertThat(said()).contains("--folds and --fold go together");
    }

    @Test
    void typesThatAPartialFileMayNotHaveAreNamed() {
        assertThat(finetune("--data", data, "--partial", "train.conll=PER,LOC"))
                .isEqualTo(ExitStatus.UNUSABLE);
        assertThat(said()).contains("has only the types LOC, PER, but found ORG in it");
        assertThat(finetune("--data", data, "--partial", "other.conll=PER"))
                .isEqualTo(ExitStatus.UNUSABLE);
        assertThat(said()).contains("no file of this name is given as data");
    }

    @Test
    void aFolderThatHoldsSomethingIsNotWrittenInto() throws IOException {
        Files.createDirectories(folder.resolve("result/deep"));

        assertThat(finetune("--data", data)).isEqualTo(ExitStatus.UNUSABLE);
        assertThat(said()).contains("is not empty; expected a new folder, or --resume");
    }

    @Test
    void dataWithoutEntitiesIsRefused() throws IOException {
        Path none = Files.writeString(folder.resolve("none.conll"), "a O\nb O\n");

        assertThat(finetune("--data", none.toString())).isEqualTo(ExitStatus.UNUSABLE);
        assertThat(said()).contains("the data has no entity in it");
    }

    @Test
    void aFileOfAnotherTaskIsRefused() throws IOException {
        String questions = TinyData.questions(folder).toString();

        assertThat(finetune("--data", questions)).isEqualTo(ExitStatus.UNUSABLE);
        assertThat(said()).contains("has the format squad").contains("expected one of conll, klue");
    }

    @Test
    void anOptionOfAnotherTaskIsRefused() {
        assertThat(finetune("--data", data, "--whole-words", "--holdout-articles", "2"))
                .isEqualTo(ExitStatus.UNUSABLE);
        assertThat(said()).contains(" is for --task ").contains(", found --task entities");
    }

    @Test
    void aTaskThatIsNotThereIsNamedWithThoseThatAre() {
        int exit =
                FlinkBert.commandLine(Streams.utf8(new ByteArrayInputStream(new byte[0]), out, err))
                        .execute("finetune", "--task", "poems", "--data", data, "--output", "x");

        assertThat(exit).isEqualTo(ExitStatus.UNUSABLE);
        assertThat(said())
                .contains(
                        "expected one of entities, answers, mask, labels, similarity, found"
                                + " 'poems'");
    }

    @Test
    void theTuningMethodHasItsOldNameToo() {
        for (String name : List.of("--tuning-method", "--depth")) {
            assertThat(finetune("--data", data, name, "poems")).isEqualTo(ExitStatus.UNUSABLE);
            assertThat(said()).contains("expected one of head, lora, full, found 'poems'");
            err.reset();
        }
    }

    @Test
    void helpListsTasksFormatsAndFiles() {
        FlinkBert.commandLine(Streams.utf8(new ByteArrayInputStream(new byte[0]), out, err))
                .execute("finetune", "--help");

        assertThat(out.toString(UTF_8).replaceAll("\\s+", " "))
                .contains("--task=entities|answers|mask|labels|similarity")
                .contains("--format=auto|conll|klue|squad|korquad|tsv|csv|jsonl|korsts|stsb|text")
                .contains(
                        "The files to learn from. entities: CoNLL columns in any scheme, or KLUE's"
                                + " character rows; answers: SQuAD's JSON, 1.1 or 2.0; mask: plain"
                                + " text, a text a line; labels: tab-separated or comma-separated"
                                + " values, or JSON lines; similarity: pairs with scores as the STS"
                                + " benchmark has them, questions and passages in SQuAD's JSON,"
                                + " tables or JSON lines of texts or pairs, a text a line.")
                .contains("--holdout-sentences")
                .contains("--holdout-articles")
                .contains("--mask-share");
    }

    private int finetune(String... options) {
        List<String> arguments =
                new ArrayList<>(
                        List.of(
                                "finetune",
                                "--task",
                                "entities",
                                "--checkpoint",
                                "/nowhere",
                                "--output",
                                folder.resolve("result").toString()));
        arguments.addAll(List.of(options));
        return FlinkBert.commandLine(Streams.utf8(new ByteArrayInputStream(new byte[0]), out, err))
                .execute(arguments.toArray(String[]::new));
    }

    private String said() {
        return err.toString(UTF_8);
    }
}
