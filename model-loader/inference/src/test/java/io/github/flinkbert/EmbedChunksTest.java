package io.github.flinkbert;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.github.flinkbert.checkpoint.CacheInTempFolder;
import io.github.flinkbert.checkpoint.CasingChoice;
import io.github.flinkbert.checkpoint.HuggingFaceMiniature;
import io.github.flinkbert.checkpoint.MiniatureCheckpoint;
import io.github.flinkbert.checkpoint.Pooling;
import io.github.flinkbert.checkpoint.SentenceTransformersMiniature;
import io.github.flinkbert.checkpoint.SentenceTransformersMiniature.Dense;
import io.github.flinkbert.encoder.Miniatures;
import io.github.flinkbert.engine.BatchReport;
import io.github.flinkbert.engine.Precision;
import io.github.flinkbert.engine.RecordedRuns;
import io.github.flinkbert.failure.TextRejectedException;
import io.github.flinkbert.task.Results;
import io.github.flinkbert.task.chunks.Chunking;
import io.github.flinkbert.task.chunks.EmbedChunks;
import io.github.flinkbert.task.chunks.TextChunk;
import io.github.flinkbert.task.chunks.TextChunks;
import io.github.flinkbert.task.embedding.Embed;
import io.github.flinkbert.task.embedding.EmbedTokens;
import io.github.flinkbert.task.embedding.Layers;
import io.github.flinkbert.task.embedding.SentenceReference;
import io.github.flinkbert.task.embedding.TokenEmbeddings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** Vectors of chunks, on a model that reads 62 pieces at once. */
@Timeout(60)
class EmbedChunksTest {

    private static final String LONG =
            "The end of it was in the 한국 news 🙂. Is it on? It is! ".repeat(12)
                    + "abcdefghijklmnopqrstuvwxyz".repeat(3);
    private static final EmbedChunks CHUNKS = EmbedChunks.asReleased().with(24, 1);

    @RegisterExtension static final CacheInTempFolder CACHE = new CacheInTempFolder();
    @TempDir static Path folder;
    private static Bert bert;

    @BeforeAll
    static void open() throws IOException {
        MiniatureCheckpoint miniature = MiniatureCheckpoint.of(Miniatures.PIECES, 3);
        bert = open(miniature.writeTo(folder.resolve("google")));
    }

    @AfterAll
    static void close() {
        bert.close();
    }

    private static Bert open(Path model) {
        return Bert.open(
                BertOptions.of(model.toString())
                        .withCasing(CasingChoice.CASED)
                        .withPrecision(Precision.FLOAT32));
    }

    /** A release that says how its vectors are made. */
    private static Bert release(String name, String pooling) throws IOException {
        Path at = Files.createDirectories(folder.resolve(name));
        MiniatureCheckpoint miniature = MiniatureCheckpoint.of(Miniatures.PIECES, 3);
        HuggingFaceMiniature.write(
                at, miniature, "BertModel", HuggingFaceMiniature.tensors(miniature, ""));
        Files.writeString(
                at.resolve("modules.json"),
                """
                [{"path": "", "type": "sentence_transformers.models.Transformer"},
                 {"path": "1_Pooling", "type": "sentence_transformers.models.Pooling"},
                 {"path": "2_Normalize", "type": "sentence_transformers.models.Normalize"}]
                """);
        Files.writeString(
                Files.createDirectories(at.resolve("1_Pooling")).resolve("config.json"),
                "{\"word_embedding_dimension\": 32, \"%s\": true}".formatted(pooling));
        return open(at);
    }

    private static double cosine(float[] one, float[] other) {
        double product = 0;
        double squares = 0;
        double others = 0;
        for (int i = 0; i < one.length; i++) {
            product += (double) one[i] * other[i];
            squares += (double) one[i] * one[i];
            others += (double) other[i] * other[i];
        }
        return product / Math.sqrt(squares * others);
    }

    private static void assertSame(float[] one, float[] other) {
        assertThat(one).hasSameSizeAs(other);
        assertThat(cosine(one, other)).isGreaterThanOrEqualTo(0.99999);
        for (int i = 0; i < one.length; i++) {
            assertThat(one[i]).isCloseTo(other[i], within(2e-5f));
        }
    }

    private static void assertEarly(Bert model, Embed embed) {
        List<TextChunk> chunks = model.ask(LONG, CHUNKS.with(embed)).chunks();
        assertThat(chunks).hasSizeGreaterThan(10);
        for (TextChunk chunk : chunks) {
            assertThat(chunk.text()).isEqualTo(LONG.substring(chunk.start(), chunk.end()));
            assertSame(chunk.embedding().vector(), model.ask(chunk.text(), embed).vector());
        }
        assertThat(chunks).extracting(TextChunk::start).isSorted().doesNotHaveDuplicates();
        assertThat(chunks.get(chunks.size() - 1).end()).isEqualTo(LONG.length());
    }

    @Test
    void theVectorOfAnEarlyChunkIsThatOfItsText() throws IOException {
        assertEarly(bert, Embed.asReleased());
        assertEarly(bert, new Embed(Pooling.CLS, new Layers(-2, 2), true));
        try (Bert release = release("early", "pooling_mode_cls_token")) {
            assertEarly(release, Embed.asReleased());
        }
    }

    @Test
    void theVectorOfALateChunkIsTheMeanOfItsTokensInTheWholeText() throws IOException {
        assertLate(bert, false);
        try (Bert release = release("late", "pooling_mode_mean_tokens")) {
            assertLate(release, true);
        }
    }

    private static void assertLate(Bert model, boolean scaled) {
        EmbedChunks late = CHUNKS.with(Chunking.LATE);
        EmbedTokens tokens = new EmbedTokens(Layers.LAST);
        Results results = model.ask(LONG, List.of(late, tokens, CHUNKS));
        List<TextChunk> chunks = results.get(late).chunks();
        List<TextChunk> early = results.get(CHUNKS).chunks();
        assertThat(chunks)
                .extracting(TextChunk::text)
                .isEqualTo(early.stream().map(TextChunk::text).toList());
        for (TextChunk chunk : chunks) {
            float[] mean = mean(results.get(tokens), chunk);
            double length = scaled ? Math.sqrt(squares(mean)) : 1;
            for (int i = 0; i < mean.length; i++) {
                mean[i] = (float) (mean[i] / length);
            }
            assertSame(chunk.embedding().vector(), mean);
        }
        assertThat(chunks.get(3).embedding()).isNotEqualTo(early.get(3).embedding());
    }

    private static double squares(float[] vector) {
        double squares = 0;
        for (float value : vector) {
            squares += (double) value * value;
        }
        return squares;
    }

    private static float[] mean(TokenEmbeddings tokens, TextChunk chunk) {
        double[] sums = new double[tokens.width()];
        int found = 0;
        for (int i = 0; i < tokens.tokens().size(); i++) {
            int start = tokens.tokens().get(i).start();
            if (start >= chunk.start() && start < chunk.end()) {
                found++;
                float[] vector = tokens.vector(i);
                for (int j = 0; j < sums.length; j++) {
                    sums[j] += vector[j];
                }
            }
        }
        float[] mean = new float[sums.length];
        for (int i = 0; i < mean.length; i++) {
            mean[i] = (float) (sums[i] / found);
        }
        return mean;
    }

    @Test
    void lateChunksOfSeveralLayersAreThoseOfEachOneAfterAnother() {
        EmbedChunks both =
                CHUNKS.with(Chunking.LATE).with(new Embed(Pooling.MEAN, new Layers(-2, 2), false));
        EmbedChunks last = both.with(new Embed(Pooling.MEAN, Layers.LAST, false));
        Results results = bert.ask(LONG, List.of(both, last));
        float[] joined = results.get(both).chunks().get(2).embedding().vector();
        float[] ofLast = results.get(last).chunks().get(2).embedding().vector();
        assertThat(joined).hasSize(2 * ofLast.length).endsWith(ofLast);
    }

    @Test
    void lateChunkingIsRefusedWhereVectorsAreNoMeans() throws IOException {
        EmbedChunks late = CHUNKS.with(Chunking.LATE);
        assertThatThrownBy(
                        () -> bert.ask("the end", late.with(Embed.asReleased().with(Pooling.MAX))))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(
                        "late chunking takes the mean of a chunk's token vectors: expected the"
                                + " pooling mean, or early chunking; found the pooling max");
        try (Bert release = release("cls", "pooling_mode_cls_token")) {
            assertThatThrownBy(() -> release.requireFit(List.of(late)))
                    .hasMessageEndingWith("found the pooling cls");
            release.requireFit(List.of(late.with(Embed.mean()), CHUNKS));
        }
    }

    @Test
    void allChunksOfATextGoToTheDeviceTogether() {
        RecordedRuns runs = new RecordedRuns();
        bert.addListener(runs);
        int chunks = bert.ask(LONG, CHUNKS).chunks().size();
        bert.removeListener(runs);
        assertThat(runs.reports()).hasSize(1);
        assertThat(runs.reports().get(0).sequences()).isEqualTo(chunks);
    }

    @Test
    void theOnlyChunkOfATextSharesItsPass() {
        RecordedRuns runs = new RecordedRuns();
        bert.addListener(runs);
        Results results = bert.ask("the end.", List.of(CHUNKS, Embed.asReleased()));
        bert.removeListener(runs);
        assertThat(runs.reports().stream().mapToInt(BatchReport::sequences).sum()).isEqualTo(1);
        assertThat(results.get(CHUNKS).chunks())
                .containsExactly(new TextChunk("the end.", 0, 8, results.get(Embed.asReleased())));
    }

    @Test
    void aTextWithoutPiecesHasNoChunksAndNeedsNoPass() {
        for (Chunking chunking : Chunking.values()) {
            assertThat(bert.ask(" \n ", CHUNKS.with(chunking)))
                    .isEqualTo(new TextChunks(List.of()));
        }
    }

    @Test
    void sizesAreThoseThatTheModelReads() {
        EmbedChunks usual = EmbedChunks.asReleased();
        assertThat(bert.ask("a ".repeat(62 * 3), usual).chunks()).hasSize(3);
        assertThatThrownBy(() -> bert.requireFit(List.of(usual.with(63, 0))))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(
                        "a chunk may have at most 62 pieces, which this model reads at once, found"
                                + " 63");
        assertThatThrownBy(() -> usual.with(7, 0))
                .hasMessage("a chunk must be allowed at least 8 pieces, found 7");
        assertThatThrownBy(() -> usual.with(8, -1))
                .hasMessage("chunks overlap by 0 sentences or more, found -1");
    }

    @Test
    void aTextOfTooManyChunksIsRejected() {
        assertThat(bert.ask("A b c. ".repeat(1024), usualOf8(0)).chunks()).hasSize(512);
        assertThatThrownBy(() -> bert.ask("A b c d e. ".repeat(1025), usualOf8(0)))
                .isInstanceOf(TextRejectedException.class)
                .hasMessage("a text may have at most 1024 chunks, found 1025 of up to 8 pieces");
    }

    private static EmbedChunks usualOf8(int overlap) {
        return EmbedChunks.asReleased().with(8, overlap);
    }

    @Test
    void aTextOfAHundredKilobytesIsRead() {
        String text = "It was in the 한국. Is it on? It is! ".repeat(3000).strip();
        List<TextChunk> chunks = bert.ask(text, EmbedChunks.asReleased().with(62, 0)).chunks();
        assertThat(text.length()).isGreaterThan(100_000);
        assertThat(chunks).hasSizeGreaterThan(400);
        assertThat(chunks.get(chunks.size() - 1).end()).isEqualTo(text.length());
    }

    /** Prompt, Dense module and truncation are the release's own, whatever is read for a chunk. */
    @Test
    void aChunksVectorIsMadeAsTheReleaseMakesATexts() throws IOException {
        Path at = folder.resolve("whole");
        Dense dense = Dense.of(32, 20, true, "activation.Tanh", 1);
        SentenceTransformersMiniature.write(
                at, "\"pooling_mode_mean_tokens\": true", dense, "Normalize");
        SentenceTransformersMiniature.settings(
                at,
                "\"prompts\": {\"passage\": \"of the: \"}, \"default_prompt_name\":"
                        + " \"passage\", \"truncate_dim\": 12");
        try (Bert whole = open(at)) {
            List<TextChunk> early = whole.ask(LONG, CHUNKS).chunks();
            assertThat(early).hasSizeGreaterThan(10);
            for (TextChunk chunk : early) {
                assertSame(chunk.embedding().vector(), whole.embed(chunk.text()));
            }
            TokenEmbeddings tokens = whole.ask(LONG, new EmbedTokens(Layers.LAST));
            for (TextChunk chunk : whole.ask(LONG, CHUNKS.with(Chunking.LATE)).chunks()) {
                double[] mean = new double[32];
                int count = 0;
                for (int i = 0; i < tokens.tokens().size(); i++) {
                    if (tokens.tokens().get(i).start() >= chunk.start()
                            && tokens.tokens().get(i).end() <= chunk.end()) {
                        count++;
                        for (int j = 0; j < mean.length; j++) {
                            mean[j] += tokens.vector(i)[j];
                        }
                    }
                }
                for (int j = 0; j < mean.length; j++) {
                    mean[j] /= count;
                }
                double[] expected =
                        SentenceReference.normalised(
                                Arrays.copyOf(SentenceReference.dense(dense, mean), 12));
                float[] found = chunk.embedding().vector();
                assertThat(found).hasSize(12);
                for (int j = 0; j < found.length; j++) {
                    assertThat((double) found[j]).isCloseTo(expected[j], within(1e-5));
                }
            }
        }
    }
}
