package io.github.flinkbert.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.github.flinkbert.Bert;
import io.github.flinkbert.BertOptions;
import io.github.flinkbert.checkpoint.CasingChoice;
import io.github.flinkbert.checkpoint.MiniatureCheckpoint;
import io.github.flinkbert.cli.terminal.ExitStatus;
import io.github.flinkbert.cli.terminal.Streams;
import io.github.flinkbert.engine.Precision;
import io.github.flinkbert.task.chunks.Chunking;
import io.github.flinkbert.task.chunks.EmbedChunks;
import io.github.flinkbert.task.chunks.TextChunk;
import io.github.flinkbert.task.embedding.Embed;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The command chunk, on a miniature. */
@Timeout(120)
final class ChunkCommandTest {

    private static final String TEXT = "The end of it was in 한국 🙂. Is it on? It is! ".repeat(4);

    @TempDir static Path model;

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    @BeforeAll
    static void write() throws IOException {
        MiniatureCheckpoint.of(MiniatureCheckpoint.smallVocabulary(), 3).writeTo(model);
    }

    private int chunk(String lines, String... options) {
        out.reset();
        err.reset();
        List<String> arguments =
                new ArrayList<>(
                        List.of(
                                "chunk",
                                "--model",
                                model.toString(),
                                "--cased",
                                "--precision",
                                "float32"));
        arguments.addAll(List.of(options));
        return FlinkBert.commandLine(
                        Streams.utf8(new ByteArrayInputStream(lines.getBytes(UTF_8)), out, err))
                .execute(arguments.toArray(String[]::new));
    }

    private List<JsonNode> lines() throws IOException {
        List<JsonNode> lines = new ArrayList<>();
        for (String line : out.toString(UTF_8).lines().toList()) {
            lines.add(new JsonMapper().readTree(line));
        }
        return lines;
    }

    private static void assertChunks(JsonNode found, EmbedChunks ask) {
        try (Bert bert =
                Bert.open(
                        BertOptions.of(model.toString())
                                .withCasing(CasingChoice.CASED)
                                .withPrecision(Precision.FLOAT32))) {
            List<TextChunk> chunks = bert.ask(TEXT, ask).chunks();
            assertThat(found).hasSameSizeAs(chunks).hasSizeGreaterThan(1);
            for (int i = 0; i < chunks.size(); i++) {
                JsonNode chunk = found.get(i);
                TextChunk expected = chunks.get(i);
                assertThat(chunk.path("text").asText())
                        .isEqualTo(
                                TEXT.substring(
                                        chunk.path("start").asInt(), chunk.path("end").asInt()))
                        .isEqualTo(expected.text());
                assertThat(chunk.path("embedding")).hasSize(expected.embedding().size());
                assertThat(chunk.path("embedding").get(7).asDouble())
                        .isCloseTo(expected.embedding().get(7), within(1e-4));
            }
        }
    }

    @Test
    void aLineIsItsChunksWithTheirPlacesAndVectors() throws IOException {
        assertThat(chunk("{\"id\":\"a\",\"text\":\"%s\"}\n\n".formatted(TEXT))).isZero();

        List<JsonNode> lines = lines();
        assertThat(lines.get(0).path("id").asText()).isEqualTo("a");
        assertChunks(lines.get(0).path("chunks"), EmbedChunks.asReleased());
        assertThat(lines.get(1).path("chunks").isArray()).isTrue();
        assertThat(lines.get(1).path("chunks")).isEmpty();
    }

    @Test
    void optionsOfChunksAndOfEmbeddingsAreObeyed() throws IOException {
        assertThat(
                        chunk(
                                "{\"text\":\"%s\"}".formatted(TEXT),
                                "--chunking",
                                "late",
                                "--chunk-pieces",
                                "20",
                                "--chunk-overlap",
                                "0",
                                "--normalize"))
                .isZero();
        assertChunks(
                lines().get(0).path("chunks"),
                EmbedChunks.asReleased()
                        .with(Chunking.LATE)
                        .with(20, 0)
                        .with(Embed.asReleased().with(true)));
    }

    @Test
    void whatTheModelCannotDoIsOneSentence() {
        assertThat(chunk("a", "--chunking", "late", "--pooling", "cls"))
                .isEqualTo(ExitStatus.UNUSABLE);
        assertThat(err.toString(UTF_8)).contains("found the pooling cls").hasLineCount(1);
        assertThat(chunk("a", "--chunk-pieces", "63")).isEqualTo(ExitStatus.UNUSABLE);
        assertThat(err.toString(UTF_8)).contains("at most 62 pieces").hasLineCount(1);
        assertThat(chunk("a", "--chunk-pieces", "7")).isEqualTo(ExitStatus.UNUSABLE);
        assertThat(err.toString(UTF_8)).contains("a whole number of at least 8, found '7'");
    }
}
