package io.github.flinkbert;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.github.flinkbert.checkpoint.CacheInTempFolder;
import io.github.flinkbert.checkpoint.CasingChoice;
import io.github.flinkbert.checkpoint.Checkpoint;
import io.github.flinkbert.checkpoint.Checkpoints;
import io.github.flinkbert.checkpoint.Pooling;
import io.github.flinkbert.engine.Acceleration;
import io.github.flinkbert.engine.Precision;
import io.github.flinkbert.failure.CheckpointException;
import io.github.flinkbert.family.elmo.ElmoMiniature;
import io.github.flinkbert.task.embedding.Embed;
import io.github.flinkbert.task.embedding.EmbedTokens;
import io.github.flinkbert.task.embedding.Layers;
import io.github.flinkbert.task.embedding.Prompt;
import io.github.flinkbert.task.embedding.Token;
import io.github.flinkbert.task.embedding.TokenEmbeddings;
import io.github.flinkbert.task.masks.FillMasks;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** ELMo behind the API that all models have. */
@Timeout(120)
class ElmoTest {

    private static final double TOLERANCE = 1e-5;

    @RegisterExtension final CacheInTempFolder cache = new CacheInTempFolder();
    @TempDir Path temp;

    private BertOptions options() throws IOException {
        Path folder = temp.resolve("elmo");
        if (Files.notExists(folder)) {
            ElmoMiniature.usual(3).write(folder, "elmo_small_");
        }
        return BertOptions.of(folder.toString());
    }

    private static float[] vector(Bert bert, String text, Layers layers, Pooling pooling) {
        return bert.ask(text, new Embed(pooling, layers, false)).vector();
    }

    private static double[] mean(TokenEmbeddings tokens, int from) {
        double[] mean = new double[tokens.width()];
        int count = tokens.tokens().size() - from;
        for (int token = from; token < tokens.tokens().size(); token++) {
            float[] vector = tokens.vector(token);
            for (int i = 0; i < mean.length; i++) {
                mean[i] += (double) vector[i] / count;
            }
        }
        return mean;
    }

    private static void assertSame(float[] found, double[] expected) {
        assertThat(found).hasSize(expected.length);
        for (int i = 0; i < found.length; i++) {
            assertThat((double) found[i]).isCloseTo(expected[i], within(TOLERANCE));
        }
    }

    private static double[] wide(float[] vector) {
        double[] wide = new double[vector.length];
        for (int i = 0; i < wide.length; i++) {
            wide[i] = vector[i];
        }
        return wide;
    }

    @Test
    void aTextIsTheMeanOfItsWordsOfAnyLayerAndOfTheMixture() throws IOException {
        try (Bert bert = Bert.open(options())) {
            assertThat(bert.model().hiddenSize()).isEqualTo(12);
            assertThat(bert.model().precision()).isEqualTo(Precision.FLOAT32);
            String text = "The bank, by the river (at Bonn).";
            double[] mixed = new double[12];
            for (int layer = 0; layer <= 2; layer++) {
                Layers one = Layers.layer(layer);
                double[] mean = mean(bert.ask(text, new EmbedTokens(one)), 0);
                assertSame(vector(bert, text, one, Pooling.MEAN), mean);
                for (int i = 0; i < mixed.length; i++) {
                    mixed[i] += mean[i] / 3;
                }
            }
            assertSame(bert.embed(text), mixed);
            assertSame(vector(bert, text, Layers.layer(3), Pooling.MEAN), mixed);
            assertThat(vector(bert, text, new Layers(0, 3), Pooling.MAX)).hasSize(36);
            float[] words = vector(bert, text, Layers.layer(0), Pooling.MEAN);
            assertThat(Arrays.copyOf(words, 6)).isEqualTo(Arrays.copyOfRange(words, 6, 12));
        }
    }

    @Test
    void wordsAreCutAtSpacesAndMarksWithTheirPlaces() throws IOException {
        try (Bert bert = Bert.open(options())) {
            String text = "Don't  go to 서울역,\n👩🏽‍🚀 said 水瓶.";
            TokenEmbeddings found = bert.ask(text, new EmbedTokens(Layers.LAST));
            assertThat(found.tokens().stream().map(Token::token))
                    .containsExactly(
                            "Don", "'", "t", "go", "to", "서울역", ",", "👩🏽‍🚀", "said", "水", "瓶",
                            ".");
            for (Token token : found.tokens()) {
                assertThat(text.substring(token.start(), token.end())).isEqualTo(token.token());
            }
        }
    }

    @Test
    void aWordInAnotherSentenceHasAnotherVectorButTheSameOwnOne() throws IOException {
        try (Bert bert = Bert.open(options())) {
            EmbedTokens own = new EmbedTokens(Layers.layer(0));
            EmbedTokens top = new EmbedTokens(Layers.layer(2));
            assertSame(
                    bert.ask("river bank", own).vector(1),
                    wide(bert.ask("money bank", own).vector(1)));
            assertThat(bert.ask("river bank", top).vector(1))
                    .isNotEqualTo(bert.ask("money bank", top).vector(1));
        }
    }

    @Test
    void ofALongWordItsFirst48BytesAreRead() throws IOException {
        try (Bert bert = Bert.open(options())) {
            String read = "ä".repeat(24);
            assertSame(bert.embed("a " + read + "end b"), wide(bert.embed("a " + read + " b")));
            assertThat(bert.embed(read)).isNotEqualTo(bert.embed("ä".repeat(23)));
        }
    }

    @Test
    void aTextWithoutWordsIsTheMeanOfTheTwoTokensAroundIt() throws IOException {
        try (Bert bert = Bert.open(options())) {
            float[] empty = bert.embed("");
            assertThat(empty).hasSize(12).isNotEqualTo(new float[12]);
            assertThat(bert.embed(" \n\u200b")).isEqualTo(empty);
            assertThat(bert.ask("", new EmbedTokens(Layers.LAST)).tokens()).isEmpty();
            // A lone surrogate is a word of which nothing is read.
            assertThat(bert.embed("a \ud83d b")).hasSize(12);
        }
    }

    @Test
    void aLongTextIsTheMeanOfTheWordsOfAllItsWindows() throws IOException {
        try (Bert bert = Bert.open(options().withMaxPositions(10))) {
            String first = "one two three four five six seven eight";
            String second = "nine ten";
            double[] mean = new double[12];
            float[] long8 = bert.embed(first);
            float[] short2 = bert.embed(second);
            for (int i = 0; i < mean.length; i++) {
                mean[i] = (8.0 * long8[i] + 2.0 * short2[i]) / 10;
            }
            assertSame(bert.embed(first + " " + second), mean);
        }
        try (Bert bert = Bert.open(options())) {
            String text = "the words of a long, long text go on. ".repeat(2700); // 100 kB
            assertThat(bert.embed(text)).hasSize(12);
            TokenEmbeddings tokens = bert.ask(text, new EmbedTokens(Layers.LAST));
            assertThat(tokens.tokens()).hasSize(2700 * 11);
        }
    }

    @Test
    void textsThatShareABatchHaveTheVectorsThatTheyHaveAlone() throws IOException {
        List<String> texts =
                List.of("a", "", "the river bank", "배를 타고 배를 먹다", "one ".repeat(700), "b");
        try (Bert bert = Bert.open(options())) {
            List<float[]> together = bert.embed(texts);
            for (int i = 0; i < texts.size(); i++) {
                assertSame(together.get(i), wide(bert.embed(texts.get(i))));
            }
        }
    }

    @Test
    void aPromptIsReadByItsCharacters() throws IOException {
        try (Bert bert = Bert.open(options())) {
            EmbedTokens behind = new EmbedTokens(Layers.LAST, Prompt.of("query: "));
            TokenEmbeddings found = bert.ask("a bank", behind);
            TokenEmbeddings whole = bert.ask("query: a bank", new EmbedTokens(Layers.LAST));
            assertThat(found.tokens().stream().map(Token::token)).containsExactly("a", "bank");
            assertThat(found.tokens().get(1).start()).isEqualTo(2);
            assertSame(found.vector(1), wide(whole.vector(3)));
            Embed prompted = Embed.mean().with(Prompt.of("query: "));
            assertSame(bert.ask("a bank", prompted).vector(), wide(bert.embed("query: a bank")));
        }
    }

    @Test
    void trainedWeightsOfTheLayersMakeTheMixture() throws IOException {
        ElmoMiniature.usual(3)
                .put("task_ELMo_W", new float[] {0.5f, -1, 2}, 3)
                .put("task_ELMo_gamma", new float[] {1.5f}, 1)
                .write(temp.resolve("mixed"), "");
        try (Bert bert = Bert.open(BertOptions.of(temp.resolve("mixed").toString()))) {
            double[] scalars = {Math.exp(0.5), Math.exp(-1), Math.exp(2)};
            double sum = scalars[0] + scalars[1] + scalars[2];
            double[] mixed = new double[12];
            for (int layer = 0; layer <= 2; layer++) {
                float[] one = vector(bert, "river bank", Layers.layer(layer), Pooling.MEAN);
                for (int i = 0; i < mixed.length; i++) {
                    mixed[i] += 1.5 * scalars[layer] / sum * one[i];
                }
            }
            assertSame(bert.embed("river bank"), mixed);
        }
    }

    @Test
    void theFamilyIsRecognisedByBothFilesWhateverTheirPrefix() throws IOException {
        Path folder = Path.of(options().checkpoint());
        try (Checkpoint checkpoint = Checkpoints.open(folder.toString())) {
            assertThat(checkpoint.family()).isEqualTo("ELMo");
            assertThat(checkpoint.format()).isEqualTo("ELMo release");
            assertThat(checkpoint.shape().layers()).isEqualTo(3);
            assertThat(checkpoint.digest()).hasSize(64);
            assertThatThrownBy(checkpoint::config)
                    .isInstanceOf(CheckpointException.class)
                    .hasMessageContaining("of the family ELMo");
        }
        ElmoMiniature.usual(4).write(folder, "other_");
        assertThatThrownBy(() -> Checkpoints.open(folder.toString()))
                .isInstanceOf(CheckpointException.class)
                .hasMessageContaining("holds 2 files *weights.hdf5; name one of them");
        String one = folder.resolve("elmo_small_weights.hdf5").toString();
        String two = folder.resolve("other_weights.hdf5").toString();
        try (Checkpoint small = Checkpoints.open(one);
                Checkpoint other = Checkpoints.open(two)) {
            assertThat(small.digest()).isNotEqualTo(other.digest());
        }
    }

    private static void assertRefused(BertOptions options, String message) {
        assertThatThrownBy(() -> Bert.open(options).close()).hasMessageContaining(message);
    }

    @Test
    void whatElmoDoesNotHaveIsRefusedWithASentence() throws IOException {
        BertOptions options = options();
        assertRefused(options.withPrecision(Precision.BFLOAT16), "expected precision float32");
        assertRefused(options.withPrecision(Precision.INT8), "expected precision float32");
        assertRefused(options.withCasing(CasingChoice.UNCASED), "expected cased");
        assertRefused(options.withAcceleration(new Acceleration(0, true)), "expected no xla");
        assertRefused(options.withMaxPositions(513), "a word between <S> and </S>, to 512");
        assertRefused(
                options.withAdapters(Map.of("tags", temp.toString())),
                "of the family ELMo, to which no adapter can be added");
        try (Bert bert = Bert.open(options)) {
            assertThatThrownBy(() -> bert.ask("a", Embed.mean().with(Pooling.CLS)))
                    .hasMessageContaining("pooled by mean, max, mean-sqrt-len, weighted-mean")
                    .hasMessageContaining("found cls");
            assertThatThrownBy(() -> bert.ask("a [MASK]", new FillMasks(3)))
                    .isInstanceOf(IllegalArgumentException.class);
            assertThatThrownBy(() -> bert.attention("a"))
                    .hasMessageContaining("nothing attends in this model");
        }
    }
}
