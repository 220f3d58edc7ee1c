package io.github.flinkbert.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.github.flinkbert.checkpoint.MiniatureCheckpoint;
import io.github.flinkbert.cli.terminal.ExitStatus;
import io.github.flinkbert.cli.terminal.Streams;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The command compare, on a miniature and on word vectors. */
@Timeout(120)
final class CompareCommandTest {

    @TempDir static Path folder;

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    @BeforeAll
    static void write() throws IOException {
        MiniatureCheckpoint.of(MiniatureCheckpoint.smallVocabulary(), 3)
                .writeTo(folder.resolve("bert"));
        Files.writeString(
                folder.resolve("words.txt"),
                "the 1 0\nend 0.8 0.6\nstop 0.6 0.8\nwas -1 0.1\nit 0 -1\n");
    }

    private int compare(String... options) {
        out.reset();
        err.reset();
        List<String> arguments = new ArrayList<>(List.of("compare", "--cased"));
        arguments.addAll(List.of(options));
        return FlinkBert.commandLine(Streams.utf8(new ByteArrayInputStream(new byte[0]), out, err))
                .execute(arguments.toArray(String[]::new));
    }

    @Test
    void aWordHasOneVectorInATableAndOneASentenceInAnEncoder() throws Exception {
        Path picture = folder.resolve("end.svg");
        assertThat(
                        compare(
                                "--word",
                                "end",
                                "--json",
                                "--top",
                                "2",
                                "--picture",
                                picture.toString(),
                                "--model",
                                "words=" + folder.resolve("words.txt"),
                                "--model",
                                "bert=" + folder.resolve("bert"),
                                "The end of it was in.",
                                "It was the end."))
                .as(err.toString(UTF_8))
                .isZero();
        JsonNode all = new JsonMapper().readTree(out.toByteArray());
        assertThat(all).hasSize(2);
        JsonNode words = all.get(0);
        assertThat(words.get("model").textValue()).isEqualTo("words");
        assertThat(words.at("/cosines/0/1").doubleValue()).isCloseTo(1, within(1e-6));
        assertThat(words.at("/uses/0/neighbours/0/word").textValue()).isEqualTo("stop");
        assertThat(words.at("/uses/0/neighbours/0/score").doubleValue())
                .isCloseTo(0.96, within(1e-6));
        assertThat(words.at("/uses/0").has("attendsTo")).isFalse();
        JsonNode bert = all.get(1);
        assertThat(bert.get("family").textValue()).isEqualTo("BERT");
        assertThat(bert.at("/cosines/0/1").doubleValue()).isLessThan(0.9999);
        assertThat(bert.at("/uses/0/attendsTo")).hasSize(2);
        assertThat(bert.at("/uses/1/use/start").intValue()).isEqualTo(11);
        assertThat(
                        DocumentBuilderFactory.newInstance()
                                .newDocumentBuilder()
                                .parse(picture.toFile())
                                .getElementsByTagName("rect")
                                .getLength())
                .isEqualTo(1 + 2 * 4);
    }

    @Test
    void peopleReadTheSentencesWithTheWordMarked() {
        assertThat(
                        compare(
                                "--word",
                                "end",
                                "--model",
                                folder.resolve("bert").toString(),
                                "The end.",
                                "It was the end 🙂"))
                .isZero();
        assertThat(out.toString(UTF_8))
                .contains("  1  The [end].", "  2  It was the [end] 🙂", "  1 and 2: cosine ");
    }

    @Test
    void whatCannotBeComparedIsToldInASentence() {
        String[][] faults = {
            {"--word", "end", "The end.", "No such.", "found none in: No such."},
            {"--word", "end", "The end.", "The end.", "--top", "0", "--top must be at least 1"},
            {"--word", "Krishna", "sentences are missing: only those of bank and 배 ship"},
        };
        for (String[] fault : faults) {
            String[] arguments = new String[fault.length + 1];
            arguments[0] = "--model";
            arguments[1] = folder.resolve("bert").toString();
            System.arraycopy(fault, 0, arguments, 2, fault.length - 1);
            assertThat(compare(arguments)).isEqualTo(ExitStatus.UNUSABLE);
            assertThat(err.toString(UTF_8)).contains(fault[fault.length - 1]);
        }
    }
}
