package io.github.flinkbert.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.github.flinkbert.cli.terminal.ExitStatus;
import io.github.flinkbert.cli.terminal.Streams;
import io.github.flinkbert.location.CacheFolder;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Commands on a file of word vectors. */
@Timeout(120)
final class WordVectorsCommandsTest {

    private static final JsonMapper JSON = new JsonMapper();

    @TempDir static Path temp;
    private static Path vectors;

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    @BeforeAll
    static void write() throws IOException {
        System.setProperty(CacheFolder.PROPERTY, temp.resolve("cache").toString());
        vectors = Files.writeString(temp.resolve("vectors.txt"), "river 3 4\nbank 1 0\n");
    }

    @AfterAll
    static void forget() {
        System.clearProperty(CacheFolder.PROPERTY);
    }

    @Test
    void textsAreEmbedded() throws IOException {
        assertThat(embedding("The river bank.").toString()).isEqualTo("[2.0,2.0]");
        assertThat(embedding("the river", "--pooling", "normalized-mean", "--dimensions", "1"))
                .hasSize(1);
        assertThat(embedding("unheard of", "--pooling", "sif").toString()).isEqualTo("[0.0,0.0]");
        assertThat(run("a River\n", "embed", "--tokens", "--model", vectors.toString())).isZero();
        JsonNode tokens = JSON.readTree(out.toString(UTF_8)).path("tokens");
        assertThat(tokens.at("/1/token").asText()).isEqualTo("river");
        assertThat(tokens.at("/1/embedding").toString()).isEqualTo("[3.0,4.0]");
    }

    private JsonNode embedding(String text, String... options) throws IOException {
        List<String> command = new ArrayList<>(List.of("embed", "--model", vectors.toString()));
        command.addAll(List.of(options));
        assertThat(run(text + "\n", command.toArray(String[]::new))).as(said()).isZero();
        return JSON.readTree(out.toString(UTF_8)).path("embedding");
    }

    @Test
    void whatWordVectorsDoNotHaveIsRefusedWithASentence() {
        requireRefused("computed in float32", "embed", "--precision", "bfloat16");
        requireRefused("computed on the processor", "embed", "--device", "gpu");
        requireRefused("a word has one vector", "embed", "--max-positions", "64");
        requireRefused("no adapter can be added", "embed", "--adapter", "x=" + temp);
        requireRefused("vectors are pooled by mean, max", "embed", "--pooling", "cls");
        requireRefused("", "entities");
        requireRefused("has no token for a masked word", "mask");
    }

    private void requireRefused(String sentence, String command, String... options) {
        List<String> line = new ArrayList<>(List.of(command, "--model", vectors.toString()));
        line.addAll(List.of(options));
        assertThat(run("the river\n", line.toArray(String[]::new))).isNotZero();
        assertThat(said()).contains(sentence).doesNotContain("\tat ");
    }

    @Test
    void inspectSaysFamilyWordsAndNumbers() throws IOException {
        assertThat(run("", "inspect", vectors.toString())).isZero();
        assertThat(out.toString(UTF_8))
                .contains("family         word vectors")
                .contains("format         GloVe text")
                .contains("casing         uncased")
                .contains("vocabulary     2 words")
                .contains("vectors        2 numbers")
                .contains("digest         sha256:")
                .doesNotContain("layers");
        assertThat(run("", "inspect", "--json", vectors.toString())).isZero();
        JsonNode json = JSON.readTree(out.toString(UTF_8));
        assertThat(json.path("vocabulary").asInt()).isEqualTo(2);
        assertThat(json.path("dimension").asInt()).isEqualTo(2);
    }

    @Test
    void tokenizeShowsTheWords() throws IOException {
        assertThat(run("Rivers, bank\n", "tokenize", "--model", vectors.toString())).isZero();
        JsonNode tokens = JSON.readTree(out.toString(UTF_8)).path("tokens");
        assertThat(tokens.at("/0/token").asText()).isEqualTo("[unknown word]");
        assertThat(tokens.at("/1/token").asText()).isEqualTo("bank");
        assertThat(tokens.at("/1/start").asInt()).isEqualTo(8);
    }

    @Test
    void aMalformedFileIsOneSentence() throws IOException {
        Path malformed = Files.writeString(temp.resolve("m.txt"), "river 3 4\nbank 1\n");

        assertThat(run("x\n", "embed", "--model", malformed.toString()))
                .isEqualTo(ExitStatus.UNUSABLE);
        assertThat(said()).contains("m.txt, line 2: expected a word and 2 numbers, found 2 fields");
    }

    private int run(String in, String... arguments) {
        out.reset();
        err.reset();
        Streams streams = Streams.utf8(new ByteArrayInputStream(in.getBytes(UTF_8)), out, err);
        int status = FlinkBert.commandLine(streams).execute(arguments);
        streams.flush();
        return status;
    }

    private String said() {
        return err.toString(UTF_8);
    }
}
