package io.github.flinkbert;

import static io.github.flinkbert.task.embedding.SentenceReference.dense;
import static io.github.flinkbert.task.embedding.SentenceReference.joined;
import static io.github.flinkbert.task.embedding.SentenceReference.normalised;
import static io.github.flinkbert.task.embedding.SentenceReference.pooled;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.github.flinkbert.checkpoint.CacheInTempFolder;
import io.github.flinkbert.checkpoint.CasingChoice;
import io.github.flinkbert.checkpoint.Checkpoint;
import io.github.flinkbert.checkpoint.Checkpoints;
import io.github.flinkbert.checkpoint.Pooling;
import io.github.flinkbert.checkpoint.SentenceTransformersMiniature;
import io.github.flinkbert.checkpoint.SentenceTransformersMiniature.Dense;
import io.github.flinkbert.checkpoint.SimilarityFunction;
import io.github.flinkbert.encoder.Miniatures;
import io.github.flinkbert.engine.Device;
import io.github.flinkbert.engine.Precision;
import io.github.flinkbert.failure.CheckpointException;
import io.github.flinkbert.task.embedding.Embed;
import io.github.flinkbert.task.embedding.Layers;
import io.github.flinkbert.task.embedding.SentenceReference;
import io.github.flinkbert.tensor.ArrayWeights;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Releases of sentence-transformers, whole: pooling, Dense, Normalize, truncation. */
@Timeout(120)
class SentenceTransformersTest {

    private static final String TEXT = "the end of 1 and 2 is on the air";
    private static final String MEAN = "\"pooling_mode_mean_tokens\": true";

    /** In the order in which that library lays them one after the other. */
    private static final List<String> MODES =
            List.of(
                    "cls_token",
                    "max_tokens",
                    "mean_tokens",
                    "mean_sqrt_len_tokens",
                    "weightedmean_tokens",
                    "lasttoken");

    @RegisterExtension final CacheInTempFolder cache = new CacheInTempFolder();
    @TempDir Path folder;

    private static BertOptions options(Path folder) {
        return BertOptions.of(folder.toString())
                .withCasing(CasingChoice.CASED)
                .withDevice(Device.CPU)
                .withPrecision(Precision.FLOAT32);
    }

    private static SentenceReference reference(ArrayWeights weights) {
        return new SentenceReference(weights, Miniatures.PIECES);
    }

    private static void assertSame(float[] found, double[] expected) {
        assertThat(found).hasSize(expected.length);
        for (int i = 0; i < expected.length; i++) {
            assertThat((double) found[i]).isCloseTo(expected[i], within(2e-5));
        }
    }

    private static String flags(List<String> on) {
        return MODES.stream()
                .map(mode -> "\"pooling_mode_%s\": %s".formatted(mode, on.contains(mode)))
                .collect(Collectors.joining(", "));
    }

    @Test
    void everyPoolingIsDoneAndSeveralAreLaidOneAfterTheOther() throws IOException {
        ArrayWeights weights = SentenceTransformersMiniature.write(folder, flags(MODES));
        double[][] tokens = reference(weights).tokens(TEXT);
        try (Bert bert = Bert.open(options(folder))) {
            assertSame(
                    bert.embed(TEXT),
                    joined(MODES.stream().map(mode -> pooled(tokens, mode, 0)).toList()));
        }
        for (String mode : MODES) {
            SentenceTransformersMiniature.modules(folder, flags(List.of(mode)));
            try (Bert bert = Bert.open(options(folder))) {
                assertSame(bert.embed(TEXT), pooled(tokens, mode, 0));
            }
        }
    }

    @Test
    void denseModulesStandBeforeAndBehindNormalize() throws IOException {
        Dense first = Dense.of(64, 48, true, "activation.Tanh", 1);
        Dense second = Dense.of(48, 24, false, "activation.GELU", 2);
        Dense third = Dense.of(24, 10, true, "linear.Identity", 3);
        ArrayWeights weights =
                SentenceTransformersMiniature.write(
                        folder,
                        flags(List.of("cls_token", "mean_tokens")),
                        first,
                        "Normalize",
                        second,
                        "Dropout",
                        third,
                        "Normalize");
        double[][] tokens = reference(weights).tokens(TEXT);
        double[] pooled =
                joined(List.of(pooled(tokens, "cls_token", 0), pooled(tokens, "mean_tokens", 0)));
        double[] before = dense(third, dense(second, normalised(dense(first, pooled))));

        try (Bert bert = Bert.open(options(folder))) {
            assertSame(bert.embed(TEXT), normalised(before));
            assertSame(bert.ask(TEXT, Embed.asReleased().with(false)).vector(), before);
            assertSame(
                    bert.ask(TEXT, Embed.asReleased().withDimensions(4)).vector(),
                    normalised(Arrays.copyOf(before, 4)));
            // A pooling that is said leaves out what the model has behind its own.
            assertSame(
                    bert.ask(TEXT, Embed.asReleased().with(Pooling.MEAN)).vector(),
                    pooled(tokens, "mean_tokens", 0));
            assertThatThrownBy(
                            () ->
                                    bert.requireFit(
                                            List.of(
                                                    new Embed(
                                                            Optional.empty(),
                                                            Layers.layer(1),
                                                            Optional.empty()))))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageStartingWith("the model's Dense modules stand on its last layer");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "linear.Identity",
                "activation.Tanh",
                "activation.ReLU",
                "activation.GELU",
                "activation.Sigmoid",
                "activation.SiLU"
            })
    void anActivationIsPyTorchs(String activation) throws IOException {
        Dense module = Dense.of(32, 16, true, activation, 4);
        ArrayWeights weights = SentenceTransformersMiniature.write(folder, MEAN, module);
        double[] mean = pooled(reference(weights).tokens(TEXT), "mean_tokens", 0);
        try (Bert bert = Bert.open(options(folder))) {
            assertSame(bert.embed(TEXT), dense(module, mean));
        }
    }

    /** The windows' vectors are joined before the Dense module, which is not linear. */
    @Test
    void aLongTextsVectorIsJoinedBeforeItsModules() throws IOException {
        Dense module = Dense.of(32, 16, true, "activation.Tanh", 5);
        ArrayWeights weights =
                SentenceTransformersMiniature.write(folder, MEAN, module, "Normalize");
        Files.writeString(folder.resolve("sentence_bert_config.json"), "{\"max_seq_length\": 7}");
        SentenceReference reference = reference(weights);
        List<double[][]> windows =
                Stream.of("the of and in to", "is on was the of", "and")
                        .map(reference::tokens)
                        .toList();
        double[] sum = new double[32];
        int count = 0;
        for (double[][] window : windows) {
            for (double[] token : window) {
                for (int i = 0; i < sum.length; i++) {
                    sum[i] += token[i];
                }
                count++;
            }
        }
        int all = count;
        double[] mean = Arrays.stream(sum).map(x -> x / all).toArray();
        try (Bert bert = Bert.open(options(folder))) {
            assertSame(
                    bert.embed("the of and in to is on was the of and"),
                    normalised(dense(module, mean)));
        }
    }

    @Test
    void theFirstNumbersAreKeptAndScaledAgainWhereTheReleaseScales() throws IOException {
        ArrayWeights weights = SentenceTransformersMiniature.write(folder, MEAN, "Normalize");
        SentenceTransformersMiniature.settings(folder, "\"truncate_dim\": 20");
        double[] mean = pooled(reference(weights).tokens(TEXT), "mean_tokens", 0);
        try (Bert bert = Bert.open(options(folder))) {
            assertSame(bert.embed(TEXT), normalised(Arrays.copyOf(mean, 20)));
            assertSame(
                    bert.ask(TEXT, Embed.asReleased().withDimensions(28)).vector(),
                    normalised(Arrays.copyOf(mean, 28)));
            assertSame(
                    bert.ask(TEXT, Embed.asReleased().with(false).withDimensions(5)).vector(),
                    Arrays.copyOf(mean, 5));
            assertSame(bert.ask(TEXT, Embed.mean()).vector(), mean);
            assertThatThrownBy(
                            () -> bert.requireFit(List.of(Embed.asReleased().withDimensions(33))))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage(
                            "dimensions must be at most 32, which a vector of this model has;"
                                    + " found 33");
        }
        SentenceTransformersMiniature.settings(folder, "\"truncate_dim\": 2000");
        try (Bert bert = Bert.open(options(folder))) {
            assertSame(bert.embed(TEXT), normalised(mean));
        }
    }

    @Test
    void whatVectorsAreComparedByIsSaid() throws IOException {
        SentenceTransformersMiniature.write(folder, MEAN);
        SentenceTransformersMiniature.settings(folder, "\"similarity_fn_name\": \"dot\"");
        try (Bert bert = Bert.open(options(folder))) {
            assertThat(bert.sentenceEmbedding().orElseThrow().similarity())
                    .isEqualTo(SimilarityFunction.DOT);
        }
        assertSettingRefused("\"similarity_fn_name\": \"jaccard\"", "similarity_fn_name is");
        assertSettingRefused("\"truncate_dim\": 0", "truncate_dim is 0; expected a whole number");
        assertSettingRefused("\"prompts\": {\"a\": 1}", "prompts.a is 1; expected a text");
        assertSettingRefused(
                "\"model_type\": \"SparseEncoder\"", "model_type is \"SparseEncoder\"");
    }

    private void assertSettingRefused(String setting, String sentence) throws IOException {
        SentenceTransformersMiniature.settings(folder, setting);
        assertRefused(sentence);
    }

    private void assertRefused(String sentence) {
        assertThatThrownBy(() -> Bert.open(options(folder)))
                .isInstanceOf(CheckpointException.class)
                .hasMessageContaining(sentence);
    }

    @Test
    void aDenseModuleThatCannotBeObeyedIsRefused() throws IOException {
        Dense module = Dense.of(32, 16, true, "activation.Tanh", 1);
        SentenceTransformersMiniature.write(folder, MEAN, module);
        Path config = folder.resolve("2_Dense/config.json");
        String good = Files.readString(config);
        for (String[] each :
                new String[][] {
                    {"32", "64", "linear.weight has shape [16, 32], but its configuration says"},
                    {"true", "false", "holds the tensors [linear.bias, linear.weight]; expected"},
                    {"Tanh", "Hardtanh", "activation_function is \"torch.nn.modules.activation."},
                    {"\"bias\"", "\"scale\"", "scale is true; expected a Dense module's settings"},
                    {"\"bias\"", "\"module_input_name\": \"x\", \"bias\"", "module_input_name is"},
                }) {
            Files.writeString(config, good.replace(each[0], each[1]));
            assertRefused(each[2]);
        }
        Files.writeString(config, good);
        Dense.of(31, 16, true, "activation.Tanh", 1).write(folder.resolve("2_Dense"));
        assertRefused("modules.json: a Dense module takes vectors of 31 numbers, found 32");
        Files.move(
                folder.resolve("2_Dense/model.safetensors"),
                folder.resolve("2_Dense/pytorch_model.bin"));
        assertRefused("2_Dense has no model.safetensors; weights in other files");
    }

    /** The replies of a text are kept by digest: what is no part of the weights must be of it. */
    @Test
    void foldersOfTheSameWeightsKeepTheirRepliesApart() throws IOException {
        Path other = folder.resolve("other");
        Path first = folder.resolve("first");
        Dense module = Dense.of(32, 32, true, "activation.Tanh", 1);
        SentenceTransformersMiniature.write(first, MEAN, module);
        SentenceTransformersMiniature.write(
                other, MEAN, Dense.of(32, 32, true, "activation.Tanh", 2));
        try (Bert one = Bert.open(options(first).withCacheBytes(1 << 20));
                Bert two = Bert.open(options(other).withCacheBytes(1 << 20))) {
            assertThat(one.embed(TEXT)).isNotEqualTo(two.embed(TEXT));
            assertThat(one.model().digest()).isNotEqualTo(two.model().digest());
            assertThat(one.checkpointDigest()).isNotEqualTo(two.checkpointDigest());
        }
    }

    /** Savepoints name checkpoints by their digests: what was obeyed before keeps its own. */
    @Test
    void aCheckpointsDigestSaysWhatWasNotObeyedBefore() throws IOException {
        SentenceTransformersMiniature.write(folder, MEAN, "Normalize");
        String plain = digest();
        SentenceTransformersMiniature.settings(folder, "\"prompts\": {\"query\": \"of: \"}");
        assertThat(digest()).isEqualTo(plain);
        SentenceTransformersMiniature.modules(folder, "\"pooling_mode_cls_token\": true");
        assertThat(digest()).isEqualTo(plain);
        Set<String> others = new HashSet<>(Set.of(plain));
        SentenceTransformersMiniature.settings(
                folder, "\"prompts\": {\"query\": \"of: \"}, \"default_prompt_name\": \"query\"");
        others.add(digest());
        SentenceTransformersMiniature.settings(folder, "\"truncate_dim\": 16");
        others.add(digest());
        SentenceTransformersMiniature.settings(folder, "");
        SentenceTransformersMiniature.modules(folder, "\"pooling_mode_lasttoken\": true");
        others.add(digest());
        SentenceTransformersMiniature.modules(
                folder, MEAN, Dense.of(32, 32, true, "activation.Tanh", 1));
        others.add(digest());
        SentenceTransformersMiniature.modules(
                folder, MEAN, Dense.of(32, 32, true, "activation.ReLU", 1));
        others.add(digest());
        assertThat(others).hasSize(6);
    }

    private String digest() {
        try (Checkpoint opened = Checkpoints.open(folder.toString())) {
            return opened.digest();
        }
    }

    @Test
    void denseStandsOnBfloat16Too() throws IOException {
        Dense module = Dense.of(32, 16, true, "activation.Tanh", 6);
        ArrayWeights weights =
                SentenceTransformersMiniature.write(folder, MEAN, module, "Normalize");
        double[] expected =
                normalised(
                        dense(module, pooled(reference(weights).tokens(TEXT), "mean_tokens", 0)));
        try (Bert bert = Bert.open(options(folder).withPrecision(Precision.BFLOAT16))) {
            float[] found = bert.embed(TEXT);
            double cosine = 0;
            for (int i = 0; i < found.length; i++) {
                cosine += found[i] * expected[i];
            }
            assertThat(found).hasSize(16);
            assertThat(cosine).isGreaterThan(0.999);
        }
    }
}
