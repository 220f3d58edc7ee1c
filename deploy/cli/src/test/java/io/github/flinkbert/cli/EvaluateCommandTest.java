package io.github.flinkbert.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.flinkbert.cli.terminal.ExitStatus;
import io.github.flinkbert.cli.terminal.Streams;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import org.junit.jupiter.api.Test;

/** What {@code evaluate} refuses before it opens a model. */
class EvaluateCommandTest {

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    @Test
    void optionsOfAnotherTaskAreRefused() {
        assertThat(evaluate("--task", "answers", "--tag-column", "2", "--types", "PER"))
                .isEqualTo(ExitStatus.UNUSABLE);
        assertThat(said())
                .isEqualToIgnoringNewLines(
                        "flink-bert evaluate: --types and --tag-column are for --task entities,"
                                + " found --task answers");
    }

    @Test
    void anOptionWithinAGroupIsRefusedToo() {
        assertThat(evaluate("--task", "answers", "--last-four")).isEqualTo(ExitStatus.UNUSABLE);
        assertThat(said())
                .isEqualToIgnoringNewLines(
                        "flink-bert evaluate: --last-four is for --task similarity, found --task"
                                + " answers");
    }

    @Test
    void aFormatThatIsNotThereIsNamedWithThoseThatAre() {
        assertThat(evaluate("--task", "answers", "--format", "poems"))
                .isEqualTo(ExitStatus.UNUSABLE);
        assertThat(said())
                .contains(
                        "expected one of auto, squad, korquad, conll, klue, korsts, stsb, text,"
                                + " tsv, csv, jsonl, found 'poems'");
    }

    private int evaluate(String... options) {
        String[] all = new String[options.length + 3];
        all[0] = "evaluate";
        all[1] = "--data";
        all[2] = "/nowhere";
        System.arraycopy(options, 0, all, 3, options.length);
        return FlinkBert.commandLine(Streams.utf8(new ByteArrayInputStream(new byte[0]), out, err))
                .execute(all);
    }

    private String said() {
        return err.toString(UTF_8);
    }
}
