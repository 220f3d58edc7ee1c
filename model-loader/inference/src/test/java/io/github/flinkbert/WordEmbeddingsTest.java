package io.github.flinkbert;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.github.flinkbert.checkpoint.CacheInTempFolder;
import io.github.flinkbert.checkpoint.Pooling;
import io.github.flinkbert.engine.Device;
import io.github.flinkbert.engine.Precision;
import io.github.flinkbert.failure.CheckpointException;
import io.github.flinkbert.family.words.WordFixtures;
import io.github.flinkbert.family.words.WordVectors;
import io.github.flinkbert.task.embedding.Embed;
import io.github.flinkbert.task.embedding.EmbedTokens;
import io.github.flinkbert.task.embedding.Layers;
import io.github.flinkbert.task.embedding.Prompt;
import io.github.flinkbert.task.embedding.TokenEmbeddings;
import io.github.flinkbert.task.entities.TagEntities;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** Vectors of texts and words by the API that every model has. */
@Timeout(120)
class WordEmbeddingsTest {

    private static final String TEXT = "river 3 4\nbank 1 0\nmoney 0 -2\nnothing 0 0\n";

    @RegisterExtension final CacheInTempFolder cache = new CacheInTempFolder();
    @TempDir Path temp;
    private Path file;

    @BeforeEach
    void write() throws IOException {
        file = WordFixtures.file(temp, "v.txt", TEXT);
    }

    private Bert open() {
        return Bert.open(BertOptions.of(file.toString()));
    }

    private static float[] pooled(Bert bert, Pooling pooling, String text) {
        return bert.ask(text, Embed.asReleased().with(pooling)).vector();
    }

    @Test
    void aTextIsTheMeanOfItsWordsThatHaveVectors() {
        try (Bert bert = open()) {
            assertThat(bert.embed("The river bank, unheard of")).containsExactly(2, 2);
            assertThat(pooled(bert, Pooling.MEAN, "river river bank nothing"))
                    .containsExactly(7 / 4f, 2);
            assertThat(pooled(bert, Pooling.MAX, "money bank river")).containsExactly(3, 4);
            assertThat(pooled(bert, Pooling.MAX, "money")).containsExactly(0, -2);
            assertThat(pooled(bert, Pooling.MEAN_SQRT_LEN, "river bank"))
                    .containsExactly(
                            new float[] {(float) (4 / Math.sqrt(2)), (float) (4 / Math.sqrt(2))},
                            within(1e-6f));
            assertThat(bert.model().hiddenSize()).isEqualTo(2);
            assertThat(bert.model().precision()).isEqualTo(Precision.FLOAT32);
        }
    }

    @Test
    void aNormalisedMeanScalesEachWordFirst() {
        try (Bert bert = open()) {
            assertThat(pooled(bert, Pooling.NORMALIZED_MEAN, "river bank unheard"))
                    .containsExactly(new float[] {0.8f, 0.4f}, within(1e-6f));
        }
    }

    @Test
    void sifWeighsAWordByHowSeldomItIs() throws IOException {
        try (Bert bert = open()) {
            double all = 1 + 1 / 2.0 + 1 / 3.0 + 1 / 4.0;
            double river = 1e-3 / (1e-3 + 1 / all);
            double bank = 1e-3 / (1e-3 + 1 / 2.0 / all);
            assertThat(pooled(bert, Pooling.SIF, "river bank unheard"))
                    .containsExactly(
                            new float[] {(float) ((3 * river + bank) / 2), (float) (2 * river)},
                            within(1e-7f));
        }
        WordFixtures.FastText counted =
                new WordFixtures.FastText(
                        new String[] {"river", "bank"},
                        new long[] {999, 1},
                        new float[][] {{1, 0}, {0, 1}});
        counted.most = 0;
        Path model = Files.write(temp.resolve("m.bin"), counted.bytes());
        try (Bert bert = Bert.open(BertOptions.of(model.toString()))) {
            assertThat(pooled(bert, Pooling.SIF, "river bank"))
                    .containsExactly(new float[] {(float) (1e-3 / 1 / 2), 0.25f}, within(1e-7f));
        }
    }

    @Test
    void aTextWithoutAKnownWordHasAVectorOfZeros() {
        try (Bert bert = open()) {
            for (Pooling pooling : Pooling.OF_WORDS) {
                for (String text : List.of("", "  \n", "?!", "unheard of", "nothing")) {
                    assertThat(pooled(bert, pooling, text)).containsExactly(0, 0);
                    assertThat(bert.ask(text, Embed.asReleased().with(pooling).with(true)).vector())
                            .containsExactly(0, 0);
                }
            }
            assertThat(bert.ask("", new EmbedTokens(Layers.LAST)).tokens()).isEmpty();
        }
    }

    @Test
    void aTokensVectorIsTheWordsOwn() {
        try (Bert bert = open()) {
            TokenEmbeddings found = bert.ask("A River?", new EmbedTokens(Layers.LAST));

            assertThat(found.tokens()).hasSize(2);
            assertThat(found.vector(0)).containsExactly(0, 0);
            assertThat(found.vector(1)).containsExactly(3, 4);
            assertThat(found.tokens().get(1).token()).isEqualTo("river");
            assertThat(found.tokens().get(1).start()).isEqualTo(2);
            assertThat(found.tokens().get(1).end()).isEqualTo(7);
        }
    }

    @Test
    void aPromptIsReadBeforeTheText() {
        try (Bert bert = open()) {
            Embed ask = Embed.asReleased().with(Prompt.of("money "));
            assertThat(bert.ask("bank", ask).vector()).containsExactly(0.5f, -1);
            TokenEmbeddings found =
                    bert.ask("bank", new EmbedTokens(Layers.LAST, Prompt.of("money ")));
            assertThat(found.vector(0)).containsExactly(1, 0);
        }
    }

    @Test
    void nGramsAreReadThroughTheEngineToo() throws IOException {
        WordFixtures.FastText model =
                new WordFixtures.FastText(
                        new String[] {"river"}, new long[] {1}, WordFixtures.numbers(40, 5, 9));
        Path bin = Files.write(temp.resolve("m.bin"), model.bytes());
        WordVectors vectors = WordFixtures.open(bin);
        try (Bert bert = Bert.open(BertOptions.of(bin.toString()))) {
            for (String word : List.of("river", "banks", "은행에서")) {
                assertThat(bert.embed(word)).isEqualTo(vectors.vector(word).orElseThrow());
                assertThat(bert.ask("x", Embed.asReleased().with(Prompt.of(word + " "))).vector())
                        .isNotEqualTo(new float[5]);
            }
        }
    }

    @Test
    void manyTextsShareBatchesAndEachHasItsOwnVector() {
        List<String> texts = new ArrayList<>();
        for (int i = 0; i < 5000; i++) {
            texts.add("river ".repeat(i % 40) + "bank ".repeat(1 + i % 7));
        }
        texts.add("river ".repeat(100_000));
        try (Bert bert = open()) {
            List<float[]> vectors = bert.embed(texts);
            for (int i = 0; i < 5000; i++) {
                int rivers = i % 40;
                int banks = 1 + i % 7;
                assertThat(vectors.get(i)[1])
                        .isCloseTo(4f * rivers / (rivers + banks), within(1e-5f));
            }
            assertThat(vectors.get(5000)).containsExactly(3, 4);
        }
    }

    @Test
    void whatWordVectorsCannotGiveIsRefused() {
        try (Bert bert = open()) {
            for (Pooling pooling :
                    List.of(
                            Pooling.CLS,
                            Pooling.CLS_POOLER,
                            Pooling.LAST_TOKEN,
                            Pooling.WEIGHTED_MEAN)) {
                assertThatThrownBy(() -> pooled(bert, pooling, "river"))
                        .isInstanceOf(IllegalArgumentException.class)
                        .hasMessage(
                                "this model's vectors are pooled by mean, max, mean-sqrt-len,"
                                        + " normalized-mean, sif; found "
                                        + pooling.word());
            }
            assertThatThrownBy(() -> bert.ask("river", new EmbedTokens(Layers.layer(1))))
                    .isInstanceOf(IllegalArgumentException.class);
            assertThatThrownBy(() -> bert.ask("river", new TagEntities()))
                    .isInstanceOf(IllegalArgumentException.class);
            assertThatThrownBy(() -> bert.attention("river"))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage("nothing attends in this model: it has no attention");
        }
    }

    @Test
    void whatWordVectorsDoNotRunWithIsRefused() {
        BertOptions options = BertOptions.of(file.toString());
        requireRefused(
                options.withPrecision(Precision.BFLOAT16),
                "v.txt (word vectors) is computed in float32: expected precision float32 or auto,"
                        + " found bfloat16");
        requireRefused(
                options.withDevice(Device.GPU),
                "v.txt (word vectors) is computed on the processor: expected device cpu or auto and"
                        + " no xla, found gpu");
        requireRefused(
                options.withMaxPositions(128),
                "max-positions bounds what is read at once, but in v.txt (word vectors) a word has"
                        + " one vector, wherever it stands: expected none, found 128");
        requireRefused(
                options.withAdapters(Map.of("entities", temp.toString())),
                "v.txt is a model of the family word vectors, to which no adapter can be added;"
                        + " found [entities]");
    }

    private static void requireRefused(BertOptions options, String sentence) {
        assertThatThrownBy(() -> Bert.open(options))
                .isInstanceOf(CheckpointException.class)
                .hasMessage(sentence);
    }
}
