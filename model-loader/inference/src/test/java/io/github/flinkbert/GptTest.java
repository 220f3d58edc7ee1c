package io.github.flinkbert;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.flinkbert.ReferenceGpt.Activation;
import io.github.flinkbert.ReferenceGpt.Shape;
import io.github.flinkbert.checkpoint.CacheInTempFolder;
import io.github.flinkbert.checkpoint.Checkpoint;
import io.github.flinkbert.checkpoint.Checkpoints;
import io.github.flinkbert.checkpoint.Pooling;
import io.github.flinkbert.engine.Precision;
import io.github.flinkbert.task.attention.Attention;
import io.github.flinkbert.task.embedding.Embed;
import io.github.flinkbert.task.embedding.EmbedTokens;
import io.github.flinkbert.task.embedding.Layers;
import io.github.flinkbert.task.embedding.TokenEmbeddings;
import io.github.flinkbert.task.nextwords.NextWord;
import io.github.flinkbert.task.nextwords.PredictNext;
import io.github.flinkbert.task.perplexity.MeasurePerplexity;
import io.github.flinkbert.task.perplexity.Perplexity;
import io.github.flinkbert.tensor.Matrix;
import io.github.flinkbert.tensor.SafetensorsWriter;
import io.github.flinkbert.testing.SharedData;
import io.github.flinkbert.text.Pieces;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** GPT-1 and GPT-2 in all their forms, against plain Java in doubles. */
@Timeout(120)
class GptTest {

    private static final double TOLERANCE = 1e-4;
    private static final double PACKED = 1e-5;

    /** bfloat16 has 8 bits of mantissa. */
    private static final double BFLOAT16_COSINE = 0.999;

    private static final String TEXT = "bad cab, a bed: decade! Abc 42 dab";

    @RegisterExtension final CacheInTempFolder cache = new CacheInTempFolder();
    @TempDir Path temp;

    private static GptMiniature second() {
        return GptMiniature.second(UnaryOperator.identity());
    }

    private static Bert open(Path folder, Precision precision) {
        return Bert.open(BertOptions.of(folder.toString()).withPrecision(precision));
    }

    /** Vectors of all layers, the mean, next words and perplexity. */
    private static void assertSame(Path folder, GptMiniature model, String family)
            throws IOException {
        try (Checkpoint checkpoint = Checkpoints.open(folder.toString())) {
            assertThat(checkpoint.family()).isEqualTo(family);
            assertThat(checkpoint.causal()).isTrue();
        }
        try (Bert bert = open(folder, Precision.FLOAT32)) {
            int[] ids = bert.tokenizer().tokenize(TEXT).ids();
            assertThat(ids).hasSizeGreaterThan(8);
            double[][][] expected = model.reference().hidden(ids);
            for (int layer = 0; layer < expected.length; layer++) {
                TokenEmbeddings found = bert.ask(TEXT, new EmbedTokens(Layers.layer(layer)));
                for (int t = 0; t < ids.length; t++) {
                    assertClose(found.vector(t), expected[layer][t], TOLERANCE);
                }
            }
            double[][] top = expected[expected.length - 1];
            assertClose(bert.embed(TEXT), mean(top), TOLERANCE);
            assertClose(
                    bert.ask(TEXT, Embed.mean().with(Pooling.LAST_TOKEN)).vector(),
                    top[top.length - 1],
                    TOLERANCE);
            double[][] logs = model.reference().logProbabilities(ids);
            assertNext(bert.ask(TEXT, new PredictNext(7)).words(), logs[ids.length - 1], model);
            Perplexity perplexity = bert.ask(TEXT, new MeasurePerplexity());
            double sum = 0;
            for (int t = 1; t < ids.length; t++) {
                sum -= logs[t - 1][ids[t]];
            }
            assertThat(perplexity.predicted()).isEqualTo(ids.length - 1);
            assertThat(perplexity.loss()).isCloseTo(sum / (ids.length - 1), within(TOLERANCE));
            assertThat(perplexity.perplexity()).isEqualTo(Math.exp(perplexity.loss()));
        }
    }

    private static void assertNext(List<NextWord> found, double[] logs, GptMiniature model) {
        List<String> byId = new ArrayList<>(model.pieces().keySet());
        int[] best =
                IntStream.range(0, logs.length)
                        .boxed()
                        .sorted(Comparator.comparingDouble(id -> -logs[id]))
                        .mapToInt(Integer::intValue)
                        .limit(found.size())
                        .toArray();
        assertThat(found).hasSize(7);
        for (int i = 0; i < best.length; i++) {
            assertThat(found.get(i).token()).isEqualTo(byId.get(best[i]));
            assertThat(found.get(i).score())
                    .isCloseTo((float) Math.exp(logs[best[i]]), within((float) TOLERANCE));
        }
    }

    private static double[] mean(double[][] rows) {
        double[] mean = new double[rows[0].length];
        for (double[] row : rows) {
            for (int i = 0; i < mean.length; i++) {
                mean[i] += row[i] / rows.length;
            }
        }
        return mean;
    }

    private static void assertClose(float[] found, double[] expected, double tolerance) {
        assertThat(found).hasSize(expected.length);
        for (int i = 0; i < found.length; i++) {
            assertThat((double) found[i]).isCloseTo(expected[i], within(tolerance));
        }
    }

    @Test
    void aHubFolderOfGpt2IsReadWithThePrefixAndWithoutIt() throws IOException {
        assertSame(second().writeHub(temp.resolve("bare"), "", ""), second(), "GPT-2");
        assertSame(second().writeHub(temp.resolve("head"), "", "transformer."), second(), "GPT-2");
    }

    @Test
    void aHubFolderOfGpt1IsReadWithThePrefixAndWithoutIt() throws IOException {
        GptMiniature model = GptMiniature.first();
        assertSame(model.writeHub(temp.resolve("bare"), "", ""), model, "GPT");
        assertSame(model.writeHub(temp.resolve("head"), "", "transformer."), model, "GPT");
    }

    @Test
    void whatOpenAiReleasedIsRead() throws IOException {
        assertSame(second().writeTensorFlow(temp.resolve("tf")), second(), "GPT-2");
        GptMiniature first = GptMiniature.first();
        assertSame(first.writeNumPy(temp.resolve("npy")), first, "GPT");
    }

    private static Shape with(
            Shape shape, int wide, Activation activation, boolean scaled, boolean byLayer) {
        return new Shape(
                shape.pieces(),
                shape.width(),
                shape.layers(),
                shape.heads(),
                wide,
                shape.positions(),
                shape.before(),
                activation,
                0.01,
                scaled,
                byLayer,
                false);
    }

    /** Fields of {@code config.json}, and what they make of a model. */
    record Setting(String fields, UnaryOperator<Shape> shape) {}

    static Stream<Setting> settings() {
        String others = "\"layer_norm_epsilon\": 0.01, \"tie_word_embeddings\": false, ";
        return Stream.of(
                new Setting(
                        others
                                + "\"n_inner\": 40, \"activation_function\": \"gelu\","
                                + " \"scale_attn_weights\": false",
                        s -> with(s, 40, Activation.GELU_ERF, false, false)),
                new Setting(
                        others
                                + "\"n_inner\": null, \"activation_function\": \"relu\","
                                + " \"scale_attn_by_inverse_layer_idx\": true",
                        s -> with(s, 96, Activation.RELU, true, true)),
                new Setting(
                        others
                                + "\"activation_function\": \"gelu_fast\","
                                + " \"reorder_and_upcast_attn\": true",
                        s -> with(s, 96, Activation.GELU_TANH, true, false)));
    }

    @ParameterizedTest
    @MethodSource("settings")
    void whatAConfigurationSaysIsObeyed(Setting setting) throws IOException {
        GptMiniature model = GptMiniature.second(setting.shape());
        assertSame(model.writeHub(temp.resolve("set"), setting.fields(), ""), model, "GPT-2");
    }

    @Test
    void manyTextsInOneRowAreReadAsEachAlone() throws IOException {
        for (GptMiniature model : List.of(second(), GptMiniature.first())) {
            Path folder = model.writeHub(temp.resolve("" + model.shape().before()), "", "");
            List<String> texts = new ArrayList<>();
            for (int i = 0; i < 60; i++) {
                texts.add("cab ".repeat(1 + i % 5) + "abcde".substring(i % 5) + " bad" + i);
            }
            try (Bert bert = open(folder, Precision.FLOAT32)) {
                List<float[]> packed = bert.embed(texts);
                List<Perplexity> losses = bert.ask(texts, new MeasurePerplexity());
                for (int i = 0; i < texts.size(); i++) {
                    double[] alone = toDoubles(bert.embed(texts.get(i)));
                    assertClose(packed.get(i), alone, PACKED);
                    int[] ids = bert.tokenizer().tokenize(texts.get(i)).ids();
                    assertClose(packed.get(i), mean(model.reference().last(ids)), TOLERANCE);
                    assertThat(losses.get(i).loss())
                            .isCloseTo(
                                    bert.ask(texts.get(i), new MeasurePerplexity()).loss(),
                                    within(PACKED));
                }
            }
        }
    }

    private static double[] toDoubles(float[] values) {
        return IntStream.range(0, values.length).mapToDouble(i -> values[i]).toArray();
    }

    @Test
    void aLongTextIsReadInWindowsThatOverlapByAHalfForItsPerplexity() throws IOException {
        GptMiniature model = second();
        String text = "bad cab, a bed: decade! ".repeat(9);
        try (Bert bert = open(model.writeHub(temp.resolve("long"), "", ""), Precision.FLOAT32)) {
            int[] ids = bert.tokenizer().tokenize(text).ids();
            int length = model.shape().positions();
            assertThat(ids).hasSizeGreaterThan(2 * length);
            double sum = 0;
            int done = 1;
            for (int from = 0; done < ids.length; from += length / 2) {
                int to = Math.min(ids.length, from + length);
                double[][] logs =
                        model.reference().logProbabilities(Arrays.copyOfRange(ids, from, to));
                for (int piece = done; piece < to; piece++) {
                    sum -= logs[piece - 1 - from][ids[piece]];
                }
                done = to;
            }
            Perplexity found = bert.ask(text, new MeasurePerplexity());
            assertThat(found.predicted()).isEqualTo(ids.length - 1);
            assertThat(found.loss()).isCloseTo(sum / (ids.length - 1), within(TOLERANCE));
            int[] end = Arrays.copyOfRange(ids, ids.length - length, ids.length);
            assertNext(
                    bert.ask(text, new PredictNext(7)).words(),
                    model.reference().logProbabilities(end)[length - 1],
                    model);
            // A token's vector is of the window that has most before it.
            TokenEmbeddings tokens = bert.ask(text, new EmbedTokens(Layers.LAST));
            double[][] first = model.reference().last(Arrays.copyOf(ids, length));
            assertClose(tokens.vector(length - 1), first[length - 1], TOLERANCE);
        }
    }

    @Test
    void bfloat16IsNearFloat32() throws IOException {
        String wide = "\"reorder_and_upcast_attn\": true";
        for (Path folder :
                List.of(
                        second().writeHub(temp.resolve("2"), "", ""),
                        second().writeHub(temp.resolve("2w"), wide, ""),
                        GptMiniature.first().writeHub(temp.resolve("1"), "", ""))) {
            try (Bert exact = open(folder, Precision.FLOAT32);
                    Bert rounded = open(folder, Precision.BFLOAT16)) {
                assertThat(cosine(rounded.embed(TEXT), exact.embed(TEXT)))
                        .isGreaterThan(BFLOAT16_COSINE);
                assertThat(rounded.ask(TEXT, new MeasurePerplexity()).loss())
                        .isCloseTo(exact.ask(TEXT, new MeasurePerplexity()).loss(), within(0.05));
                assertThat(rounded.ask(TEXT, new PredictNext(3)).words()).hasSize(3);
            }
        }
    }

    private static double cosine(float[] one, float[] other) {
        double product = 0;
        double first = 0;
        double second = 0;
        for (int i = 0; i < one.length; i++) {
            product += one[i] * other[i];
            first += one[i] * one[i];
            second += other[i] * other[i];
        }
        return product / Math.sqrt(first * second);
    }

    @Test
    void attentionGoesToWhatIsBeforeAlone() throws IOException {
        try (Bert bert = open(second().writeHub(temp.resolve("a"), "", ""), Precision.FLOAT32)) {
            Attention attention = bert.attention("bad cab bed");
            assertThat(attention.words())
                    .extracting(word -> word.text().strip())
                    .containsExactly("bad", "cab", "bed");
            Matrix head = attention.layers().get(1).get(3);
            for (int from = 0; from < head.rows(); from++) {
                double sum = 0;
                for (int to = 0; to < head.columns(); to++) {
                    sum += head.get(from, to);
                    assertThat(to > from && head.get(from, to) != 0).isFalse();
                }
                assertThat(sum).isCloseTo(1, within(1e-5));
            }
        }
    }

    @Test
    void aTokenizerJsonIsReadAsVocabularyAndMergesAre() throws IOException {
        GptMiniature second = second();
        Path folder = second.writeHub(temp.resolve("two"), "", "");
        String text = "bad  Cab\n é 42";
        Pieces plain;
        try (Bert bert = open(folder, Precision.FLOAT32)) {
            plain = bert.tokenizer().tokenize(text);
        }
        ObjectNode json = tokenizerJson(second);
        json.putObject("pre_tokenizer").put("type", "ByteLevel").put("add_prefix_space", false);
        json.putObject("post_processor").put("type", "ByteLevel").put("trim_offsets", false);
        write(folder, json);
        try (Checkpoint read = Checkpoints.open(folder.toString())) {
            Pieces found = read.tokenizer(read.casing().orElseThrow()).tokenize(text);
            assertThat(found.ids()).isEqualTo(plain.ids());
            assertThat(found.start(found.size() - 1)).isEqualTo(plain.start(plain.size() - 1));
        }
        json.putObject("post_processor").put("type", "TemplateProcessing");
        refused(folder, json, "post_processor is of type \"TemplateProcessing\"");

        GptMiniature first = GptMiniature.first();
        Path one = first.writeHub(temp.resolve("one"), "", "");
        ObjectNode words = tokenizerJson(first);
        words.putObject("normalizer").put("type", "BertNormalizer").put("lowercase", true);
        words.putObject("pre_tokenizer").put("type", "BertPreTokenizer");
        ((ObjectNode) words.path("model"))
                .put("unk_token", "<unk>")
                .put("end_of_word_suffix", "</w>");
        write(one, words);
        try (Checkpoint read = Checkpoints.open(one.toString())) {
            assertThat(read.tokenizer(read.casing().orElseThrow()).tokenize(text).size())
                    .isPositive();
        }
        words.putObject("normalizer").put("type", "BertNormalizer").put("lowercase", false);
        refused(one, words, "normalizer.lowercase is false; expected true");
    }

    private static ObjectNode tokenizerJson(GptMiniature model) {
        ObjectNode json = new ObjectMapper().createObjectNode();
        ObjectNode part = json.putObject("model").put("type", "BPE");
        ObjectNode pieces = part.putObject("vocab");
        model.pieces().forEach(pieces::put);
        ArrayNode merges = part.putArray("merges");
        model.merges().forEach(pair -> merges.addArray().add(pair[0]).add(pair[1]));
        return json;
    }

    private static void write(Path folder, ObjectNode json) throws IOException {
        new ObjectMapper().writeValue(folder.resolve("tokenizer.json").toFile(), json);
    }

    private static void refused(Path folder, ObjectNode json, String sentence) throws IOException {
        write(folder, json);
        assertThatThrownBy(() -> Checkpoints.open(folder.toString()))
                .hasMessageContaining(sentence);
    }

    @Test
    void theToyCheckpointsOfOthersAreRead() throws IOException {
        for (Path oracles :
                SharedData.published().map(data -> data.resolve("oracles")).stream().toList()) {
            try (Bert bert = open(oracles.resolve("gpt2-tiny"), Precision.FLOAT32)) {
                assertThat(bert.embed("lower newer")).hasSize(2);
                assertThat(bert.ask("low", new PredictNext(21)).words()).hasSize(21);
            }
            assertThatThrownBy(() -> Checkpoints.open(oracles.resolve("gpt1").toString()))
                    .hasMessageContaining("params_0.npy is missing");
            assertThatThrownBy(() -> Checkpoints.open(oracles.resolve("gpt2").toString()))
                    .hasMessageContaining("gives the piece \"Power\" the id 13434");
            assertToyIsRead(oracles.resolve("gpt2"));
        }
    }

    /** Its pieces are of another model; its numbers with pieces that fit. */
    private void assertToyIsRead(Path toy) throws IOException {
        GptMiniature pieces =
                GptMiniature.second(
                        s ->
                                new Shape(
                                        356,
                                        15,
                                        3,
                                        5,
                                        60,
                                        20,
                                        true,
                                        s.activation(),
                                        1e-5,
                                        true,
                                        false,
                                        true));
        Path folder = Files.createDirectories(temp.resolve("toy"));
        try (Stream<Path> files = Files.list(toy)) {
            for (Path file : files.toList()) {
                Files.copy(file, folder.resolve(file.getFileName().toString()));
            }
        }
        GptMiniature fitting = fitting(pieces);
        fitting.writePieces(folder.resolve("encoder.json"), folder.resolve("vocab.bpe"));
        try (Checkpoint checkpoint = Checkpoints.open(folder.toString());
                Bert bert = open(folder, Precision.FLOAT32)) {
            GptMiniature model =
                    new GptMiniature(
                            fitting.shape(),
                            GptMiniature.copy(checkpoint.weights()),
                            fitting.pieces(),
                            fitting.merges());
            String text = "bad cab";
            int[] ids = bert.tokenizer().tokenize(text).ids();
            assertClose(bert.embed(text), mean(model.reference().last(ids)), TOLERANCE);
        }
    }

    private static GptMiniature fitting(GptMiniature shape) {
        return shape.withPieces(356);
    }

    @Test
    void whatAGptDoesNotHaveIsRefusedWithASentence() throws IOException {
        Path folder = second().writeHub(temp.resolve("r"), "", "");
        assertThatThrownBy(() -> open(folder, Precision.INT8).close())
                .hasMessageContaining(
                        "of the family GPT-2, which has no 8-bit form; expected precision float32");
        assertThatThrownBy(
                        () ->
                                Bert.open(
                                                BertOptions.of(folder.toString())
                                                        .withAdapters(
                                                                java.util.Map.of(
                                                                        "x", temp.toString())))
                                        .close())
                .hasMessageContaining("of the family GPT-2, to which no adapter can be added");
        assertThatThrownBy(
                        () ->
                                Bert.open(
                                                BertOptions.of(folder.toString())
                                                        .withCasing(
                                                                io.github.flinkbert.checkpoint
                                                                        .CasingChoice.UNCASED))
                                        .close())
                .hasMessageContaining("its tokenizer knows no lower-casing; expected cased");
        try (Bert bert = open(folder, Precision.FLOAT32)) {
            assertThatThrownBy(() -> bert.ask("a", new io.github.flinkbert.task.masks.FillMasks(1)))
                    .hasMessageContaining("no token for a masked word");
            assertThatThrownBy(() -> bert.embed(""))
                    .hasMessageContaining("texts of at least one piece, found none");
            assertThatThrownBy(() -> bert.ask("a", new MeasurePerplexity()))
                    .hasMessageContaining("perplexity needs a text of at least 2 pieces, found 1");
            assertThatThrownBy(() -> bert.ask("ab", Embed.mean().with(Pooling.CLS_POOLER)))
                    .hasMessageContaining("pooling by cls-pooler needs a pooler");
        }
        assertThatThrownBy(
                        () ->
                                Bert.open(BertOptions.of(folder.toString()).withMaxPositions(49))
                                        .close())
                .hasMessageContaining("max-positions must be from 1 to 48");
    }

    @Test
    void settingsThatAreNotObeyedAreRefused() throws IOException {
        refusedConfig("\"activation_function\": \"silu\"", "unknown activation \"silu\"");
        refusedConfig("\"add_cross_attention\": true", "add_cross_attention is true");
        refusedConfig("\"quantization_config\": {\"bits\": 4}", "its weights are quantised");
        refusedConfig("\"pruned_heads\": {\"0\": [1]}", "pruned_heads is");
        refusedConfig("\"auto_map\": {\"AutoModel\": \"x.Y\"}", "code that comes with a model");
        refusedConfig("\"layer_norm_epsilon\": -1", "layer_norm_epsilon is -1");
        refusedConfig("\"n_inner\": 50", "the shape [24, 96]; its configuration says [24, 50]");
        refusedConfig("\"scale_attn_weights\": \"yes\"", "expected true or false");
        refusedConfig("\"tokenizer_class\": \"BertTokenizer\"", "expected \"GPT2Tokenizer\"");
        Path folder = temp.resolve("refused");
        second().writeHub(folder, "", "");
        refusedTokens(folder, "{\"add_bos_token\": true}", "add_bos_token is true");
        refusedTokens(
                folder,
                "{\"added_tokens_decoder\": {\"9\": {\"content\": \"x\", \"special\": false}}}",
                "no token but special ones");
        Files.delete(folder.resolve("tokenizer_config.json"));
        Files.writeString(folder.resolve("added_tokens.json"), "{\"<x>\": 460}");
        assertThatThrownBy(() -> Checkpoints.open(folder.toString()))
                .hasMessageContaining("<x> is 460; expected no token but special ones");
        Path first = GptMiniature.first().writeHub(temp.resolve("f"), "\"afn\": \"silu\"", "");
        assertThatThrownBy(() -> Checkpoints.open(first.toString())).hasMessageContaining("afn");
    }

    private void refusedConfig(String field, String sentence) throws IOException {
        Path folder = second().writeHub(temp.resolve("refused"), field, "");
        assertThatThrownBy(() -> Checkpoints.open(folder.toString()))
                .hasMessageContaining(sentence);
    }

    private static void refusedTokens(Path folder, String json, String sentence)
            throws IOException {
        Files.writeString(folder.resolve("tokenizer_config.json"), json);
        assertThatThrownBy(() -> Checkpoints.open(folder.toString()))
                .hasMessageContaining(sentence);
    }

    @Test
    void aFolderThatHasATensorTwiceOrAsOtherNumbersIsRefused() throws IOException {
        GptMiniature model = second();
        Path folder = model.writeHub(temp.resolve("twice"), "", "");
        org.tensorflow.ndarray.Shape shape = model.weights().shape("model/wpe");
        SafetensorsWriter.write(
                folder.resolve("model.safetensors"),
                model.hub("")
                        .with("transformer.wpe.weight", shape, new float[(int) shape.size()])
                        .with("h.0.attn.bias", org.tensorflow.ndarray.Shape.of(1), 1f));
        assertThatThrownBy(() -> Checkpoints.open(folder.toString()))
                .hasMessageContaining("holds model/wpe twice, with and without a prefix");
        Path more = model.writeHub(temp.resolve("more"), "", "");
        Path config = more.resolve("config.json");
        Files.writeString(
                config, Files.readString(config).replace("\"n_layer\": 2", "\"n_layer\": 1"));
        assertThatThrownBy(() -> Checkpoints.open(more.toString()))
                .hasMessageContaining("has the variables model/h1/…, but its configuration says 1");
    }

    @Test
    void filesThatAreCutShortAreRefused() throws IOException {
        Path folder = GptMiniature.first().writeNumPy(temp.resolve("npy"));
        Path last = folder.resolve("params_9.npy");
        byte[] bytes = Files.readAllBytes(last);
        Files.write(last, Arrays.copyOf(bytes, bytes.length - 3));
        assertThatThrownBy(() -> Checkpoints.open(folder.toString()))
                .hasMessageContaining("params_9.npy is truncated");
        Files.delete(last);
        assertThatThrownBy(() -> Checkpoints.open(folder.toString()))
                .hasMessageContaining("the 9 files params_*.npy hold");
        Files.write(last, "no array".getBytes(java.nio.charset.StandardCharsets.US_ASCII));
        assertThatThrownBy(() -> Checkpoints.open(folder.toString()))
                .hasMessageContaining("is no array of NumPy's");
        GptMiniature.writeNpy(last, new float[7]);
        assertThatThrownBy(() -> Checkpoints.open(folder.toString()))
                .hasMessageContaining("params_shapes.json says");
    }

    @Test
    void anUntiedModelWithoutItsHeadHasVectorsAndNoNextWords() throws IOException {
        Path folder = second().writeHub(temp.resolve("u"), "\"tie_word_embeddings\": false", "");
        try (Bert bert = open(folder, Precision.FLOAT32)) {
            assertThat(bert.embed(TEXT)).hasSize(24);
            assertThatThrownBy(() -> bert.ask(TEXT, new PredictNext(3)))
                    .hasMessageContaining("next words need lm_head.weight");
        }
    }

    @Test
    void aGreatVocabularyIsScoredInParts() throws IOException {
        int many = 9_001; // more than are scored at a time
        GptMiniature model =
                GptMiniature.second(
                                s ->
                                        new Shape(
                                                many,
                                                s.width(),
                                                1,
                                                s.heads(),
                                                s.wide(),
                                                s.positions(),
                                                true,
                                                s.activation(),
                                                s.epsilon(),
                                                true,
                                                false,
                                                true))
                        .withPieces(many);
        assertSame(model.writeHub(temp.resolve("great"), "", ""), model, "GPT-2");
    }

    @Test
    void specialTokensHaveIdsAndTextMakesNone() throws IOException {
        GptMiniature model = second();
        Path folder = model.writeHub(temp.resolve("s"), "", "");
        int mask = model.pieces().get("<mask>");
        Files.writeString(
                folder.resolve("tokenizer_config.json"),
                "{\"added_tokens_decoder\": {\"%d\": {\"content\": \"<mask>\", \"special\": true}}}"
                        .formatted(mask));
        try (Checkpoint checkpoint = Checkpoints.open(folder.toString())) {
            Pieces pieces =
                    checkpoint.tokenizer(checkpoint.casing().orElseThrow()).tokenize("<mask>");
            assertThat(pieces.count(mask)).isZero();
            assertThat(checkpoint.heads()).isEmpty();
            assertThat(checkpoint.digest()).hasSize(64);
        }
    }
}
