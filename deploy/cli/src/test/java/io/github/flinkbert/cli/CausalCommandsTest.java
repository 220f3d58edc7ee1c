package io.github.flinkbert.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.github.flinkbert.GptFolders;
import io.github.flinkbert.checkpoint.MiniatureCheckpoint;
import io.github.flinkbert.cli.terminal.ExitStatus;
import io.github.flinkbert.cli.terminal.Streams;
import io.github.flinkbert.location.CacheFolder;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The commands next and perplexity, and what inspect says of causal models. */
@Timeout(240)
final class CausalCommandsTest {

    private static final JsonMapper JSON = new JsonMapper();

    @TempDir static Path temp;
    private static String second;
    private static String first;
    private static String bert;

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    @BeforeAll
    static void write() throws IOException {
        System.setProperty(CacheFolder.PROPERTY, temp.resolve("cache").toString());
        second = GptFolders.second(temp.resolve("second")).toString();
        first = GptFolders.first(temp.resolve("first")).toString();
        bert =
                MiniatureCheckpoint.of(MiniatureCheckpoint.smallVocabulary(), 3)
                        .writeTo(temp.resolve("bert"))
                        .toString();
    }

    @AfterAll
    static void forget() {
        System.clearProperty(CacheFolder.PROPERTY);
    }

    private int run(String input, String... arguments) {
        out.reset();
        err.reset();
        Streams streams = Streams.utf8(new ByteArrayInputStream(input.getBytes(UTF_8)), out, err);
        int status = FlinkBert.commandLine(streams).execute(arguments);
        streams.flush();
        return status;
    }

    private JsonNode line(int number) throws IOException {
        return JSON.readTree(out.toString(UTF_8).lines().skip(number).findFirst().orElseThrow());
    }

    @Test
    void nextGivesTheLikeliestWordsBehindEachText() throws IOException {
        assertThat(run("bad cab\na bed\n", "next", "--model", second, "--top", "3")).isZero();
        JsonNode next = line(0).path("next");
        assertThat(next).hasSize(3);
        assertThat(next.path(0).path("score").asDouble())
                .isGreaterThanOrEqualTo(next.path(1).path("score").asDouble());
        assertThat(next.path(0).path("text").asText()).isNotEmpty();
        assertThat(next.path(0).path("token").asText()).isNotEmpty();
        assertThat(line(1).path("id").asInt()).isEqualTo(2);
        assertThat(run("bad cab\n", "next", "--model", first)).isZero();
        assertThat(line(0).path("next")).hasSize(5);
    }

    @Test
    void perplexityIsTheExponentialOfTheLoss() throws IOException {
        assertThat(run("bad cab a bed\nx\n", "perplexity", "--model", second))
                .isEqualTo(ExitStatus.SOME_UNANSWERED);
        assertThat(line(0).path("perplexity").asDouble())
                .isCloseTo(Math.exp(line(0).path("loss").asDouble()), within(1e-6));
        assertThat(line(0).path("predicted").asInt()).isPositive();
        assertThat(line(1).path("error").asText())
                .contains("perplexity needs a text of at least 2 pieces, found 1");
    }

    @Test
    void aModelThatReadsFromBothSidesIsRefused() {
        for (String command : new String[] {"next", "perplexity"}) {
            int status = run("the end\n", command, "--cased", "--model", bert);
            assertThat(status).isNotZero();
            assertThat(out.toString(UTF_8) + err.toString(UTF_8))
                    .contains("a causal model, such as GPT-2");
        }
    }

    @Test
    void inspectSaysFamilyAndShape() throws IOException {
        assertThat(run("", "inspect", second)).isZero();
        assertThat(out.toString(UTF_8))
                .containsPattern("family +GPT-2")
                .containsPattern("layers +2 of 24, 4 heads")
                .containsPattern("longest input +48 tokens")
                .containsPattern("heads trained +next words");
        assertThat(run("", "inspect", first, "--json", "--variables")).isZero();
        JsonNode json = JSON.readTree(out.toString(UTF_8));
        assertThat(json.path("family").asText()).isEqualTo("GPT");
        assertThat(json.path("casing").asText()).isEqualTo("uncased");
        assertThat(json.path("config").path("maxPositions").asInt()).isEqualTo(40);
        assertThat(json.path("shapes").path("model/h0/attn/c_attn/w")).hasSize(2);
    }
}
