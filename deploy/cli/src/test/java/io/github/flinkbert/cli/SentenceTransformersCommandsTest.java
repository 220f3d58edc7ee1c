package io.github.flinkbert.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.github.flinkbert.checkpoint.SentenceTransformersMiniature;
import io.github.flinkbert.checkpoint.SentenceTransformersMiniature.Dense;
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

/** Commands on a release in the form of sentence-transformers, with all that it can say. */
@Timeout(120)
final class SentenceTransformersCommandsTest {

    private static final JsonMapper JSON = new JsonMapper();

    @TempDir static Path temp;
    private static Path release;

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    @BeforeAll
    static void write() throws IOException {
        System.setProperty(CacheFolder.PROPERTY, temp.resolve("cache").toString());
        release = temp.resolve("release");
        SentenceTransformersMiniature.write(
                release,
                "\"pooling_mode_cls_token\": true, \"pooling_mode_mean_tokens\": true,"
                        + " \"include_prompt\": false",
                Dense.of(64, 24, true, "activation.Tanh", 1),
                "Normalize");
        SentenceTransformersMiniature.settings(
                release,
                "\"prompts\": {\"query\": \"of: \", \"passage\": \"is: \"},"
                        + " \"default_prompt_name\": \"query\", \"truncate_dim\": 16,"
                        + " \"similarity_fn_name\": \"dot\"");
    }

    @AfterAll
    static void forget() {
        System.clearProperty(CacheFolder.PROPERTY);
    }

    @Test
    void vectorsAreTheReleasesOwnUnlessSomethingIsSaid() throws IOException {
        JsonNode own = embedding();
        assertThat(own).hasSize(16);
        assertThat(embedding("--prompt-name", "query")).isEqualTo(own);
        assertThat(embedding("--prompt", "of: ")).isEqualTo(own);
        assertThat(embedding("--prompt", "")).isNotEqualTo(own);
        assertThat(embedding("--prompt-name", "passage"))
                .isEqualTo(embedding("--prompt", "is: "))
                .isNotEqualTo(own);
        assertThat(embedding("--dimensions", "5")).hasSize(5);
        assertThat(embedding("--pooling", "mean")).hasSize(32);
    }

    private JsonNode embedding(String... options) throws IOException {
        List<String> command =
                new ArrayList<>(List.of("embed", "--cased", "--model", release.toString()));
        command.addAll(List.of(options));
        assertThat(run("the end\n", command.toArray(String[]::new))).as(said()).isZero();
        return JSON.readTree(out.toString(UTF_8)).path("embedding");
    }

    @Test
    void tokensAreReadBehindThePromptToo() throws IOException {
        String model = release.toString();
        assertThat(run("the end\n", "embed", "--cased", "--model", model, "--tokens")).isZero();
        JsonNode own = JSON.readTree(out.toString(UTF_8)).path("tokens");
        assertThat(own.at("/0/token").asText()).isEqualTo("the");
        assertThat(own.at("/0/start").asInt()).isZero();
        assertThat(
                        run(
                                "the end\n",
                                "embed",
                                "--cased",
                                "--model",
                                model,
                                "--tokens",
                                "--prompt",
                                ""))
                .isZero();
        JsonNode bare = JSON.readTree(out.toString(UTF_8)).path("tokens");
        assertThat(bare.at("/0/end")).isEqualTo(own.at("/0/end"));
        assertThat(bare.at("/0/embedding")).isNotEqualTo(own.at("/0/embedding"));
    }

    @Test
    void whatCannotBeIsOneSentence() {
        assertRefused(
                "--prompt is a prompt itself and --prompt-name the name of one",
                "--prompt",
                "a",
                "--prompt-name",
                "query");
        assertRefused("the model has no prompt called document", "--prompt-name", "document");
        assertRefused("dimensions must be at most 24", "--dimensions", "25");
        assertRefused("expected a whole number of at least 1, found '0'", "--dimensions", "0");
        assertRefused("it cannot go with --dimensions", "--tokens", "--dimensions", "3");
    }

    private void assertRefused(String sentence, String... options) {
        List<String> command =
                new ArrayList<>(List.of("embed", "--cased", "--model", release.toString()));
        command.addAll(List.of(options));
        assertThat(run("the end\n", command.toArray(String[]::new))).isEqualTo(ExitStatus.UNUSABLE);
        assertThat(said()).contains(sentence);
    }

    @Test
    void inspectSaysHowVectorsAreMadeAndCompared() throws IOException {
        assertThat(run("", "inspect", release.toString())).isZero();
        assertThat(out.toString(UTF_8))
                .contains(
                        "vectors        cls and mean of the text, Dense 64 to 24 (tanh), scaled to"
                                + " length 1, the first 16 numbers")
                .contains("compared by    dot")
                .contains("prompts        passage \"is: \", query \"of: \" (by default)");
        assertThat(run("", "inspect", "--json", release.toString())).isZero();
        JsonNode vectors = JSON.readTree(out.toString(UTF_8)).path("vectors");
        assertThat(vectors.at("/poolings/1").asText()).isEqualTo("mean");
        assertThat(vectors.path("similarity_fn_name").asText()).isEqualTo("dot");
        assertThat(vectors.at("/prompts/passage").asText()).isEqualTo("is: ");
        assertThat(vectors.path("default_prompt_name").asText()).isEqualTo("query");
        assertThat(vectors.path("truncate_dim").asInt()).isEqualTo(16);
    }

    /** Prompts that are alike make a question that is its own passage nearest to it. */
    @Test
    void questionsAndPassagesAreReadBehindTheirOwnPrompts() throws IOException {
        Path file =
                Files.writeString(
                        temp.resolve("pairs.jsonl"),
                        """
                        {"sentence1": "the end", "sentence2": "the end"}
                        {"sentence1": "was on", "sentence2": "was on"}
                        {"sentence1": "and 7 in", "sentence2": "and 7 in"}
                        """);
        JsonNode own = evaluation(file);
        assertThat(own.path("similarity").asText()).isEqualTo("dot");
        assertThat(own.path("pooling").asText()).isEqualTo("cls+mean");
        JsonNode alike = evaluation(file, "--passage-prompt", "of: ");
        assertThat(alike.path("recall_at_1").asDouble()).isEqualTo(1);
        assertThat(evaluation(file, "--prompt", "of: ", "--passage-prompt", "is: ")).isEqualTo(own);
    }

    private JsonNode evaluation(Path file, String... options) throws IOException {
        List<String> command =
                new ArrayList<>(
                        List.of(
                                "evaluate",
                                "--cased",
                                "--task",
                                "similarity",
                                "--data",
                                file.toString(),
                                "--model",
                                release.toString(),
                                "--precision",
                                "float32"));
        command.addAll(List.of(options));
        assertThat(run("", command.toArray(String[]::new))).as(said()).isZero();
        JsonNode scores = JSON.readTree(out.toString(UTF_8));
        ((com.fasterxml.jackson.databind.node.ObjectNode) scores).remove("seconds");
        return scores;
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
