package io.github.flinkbert;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.flinkbert.checkpoint.Activation;
import io.github.flinkbert.checkpoint.AdapterMiniature;
import io.github.flinkbert.checkpoint.AggregationStrategy;
import io.github.flinkbert.checkpoint.BertConfig;
import io.github.flinkbert.checkpoint.CasingChoice;
import io.github.flinkbert.checkpoint.Checkpoint;
import io.github.flinkbert.checkpoint.Checkpoints;
import io.github.flinkbert.checkpoint.Head;
import io.github.flinkbert.checkpoint.MiniatureCheckpoint;
import io.github.flinkbert.checkpoint.ProblemType;
import io.github.flinkbert.checkpoint.SentenceTransformersMiniature;
import io.github.flinkbert.encoder.EightBitSupport;
import io.github.flinkbert.encoder.Miniatures;
import io.github.flinkbert.engine.Device;
import io.github.flinkbert.engine.Precision;
import io.github.flinkbert.quantization.Calibration;
import io.github.flinkbert.quantization.CalibrationTexts;
import io.github.flinkbert.quantization.QuantizedFolderWriter;
import io.github.flinkbert.quantization.QuantizedLayers;
import io.github.flinkbert.task.embedding.Embed;
import io.github.flinkbert.task.entities.TagEntities;
import io.github.flinkbert.text.Casing;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A model in 8 bits through the public API, and a folder of 8-bit weights. */
@Timeout(120)
class EightBitBertTest {

    private static final BertConfig CONFIG =
            new BertConfig(
                    Miniatures.PIECES.size(), 32, 3, 2, 96, 512, 2, Activation.GELU_TANH, 1e-12);

    @TempDir static Path folder;
    @TempDir static Path other;

    /** Says the digest of a checkpoint in 8 bits. */
    static final class DigestProcess {
        private DigestProcess() {}

        public static void main(String[] arguments) {
            try (Bert bert = Bert.open(options(arguments[0], Precision.INT8))) {
                System.out.println("digest " + bert.model().digest());
            }
        }
    }

    @BeforeAll
    static void write() throws Exception {
        MiniatureCheckpoint.of(CONFIG, Miniatures.PIECES, 17).writeTo(folder);
    }

    @BeforeEach
    void require() {
        EightBitSupport.require();
    }

    private static BertOptions options(String location, Precision precision) {
        return BertOptions.of(location)
                .withCasing(CasingChoice.UNCASED)
                .withDevice(Device.CPU)
                .withPrecision(precision);
    }

    private static Bert open(Precision precision) {
        return Bert.open(options(folder.toString(), precision));
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 510, 10_000})
    void aTextOfAnyLengthIsAsInFloat32(int pieces) {
        String text = "the ".repeat(pieces);
        try (Bert eight = open(Precision.INT8);
                Bert whole = open(Precision.FLOAT32)) {
            float[] found = eight.ask(text, Embed.mean()).vector();
            float[] expected = whole.ask(text, Embed.mean()).vector();
            assertThat(cosine(found, expected)).isGreaterThan(0.99);
        }
    }

    @Test
    void autoNeverChoosesEightBits() {
        try (Bert bert = open(Precision.AUTO)) {
            assertThat(bert.model().precision()).isNotEqualTo(Precision.INT8);
        }
    }

    @Test
    void anotherPrecisionIsAnotherModel() {
        try (Bert eight = open(Precision.INT8);
                Bert whole = open(Precision.FLOAT32)) {
            assertThat(eight.model().precision()).isEqualTo(Precision.INT8);
            assertThat(eight.model().digest()).isNotEqualTo(whole.model().digest());
        }
    }

    @Test
    void twoProcessesFindTheSameDigest() throws Exception {
        try (Bert bert = open(Precision.INT8)) {
            assertThat(digestOfProcess()).isEqualTo(bert.model().digest());
        }
    }

    private static String digestOfProcess() throws Exception {
        Process process =
                new ProcessBuilder(
                                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                                "-Xmx256m",
                                "-cp",
                                System.getProperty("java.class.path"),
                                DigestProcess.class.getName(),
                                folder.toString())
                        .redirectError(ProcessBuilder.Redirect.INHERIT)
                        .start();
        try {
            String output =
                    new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            return output.lines()
                    .filter(line -> line.startsWith("digest "))
                    .map(line -> line.substring("digest ".length()))
                    .findFirst()
                    .orElseThrow(() -> new AssertionError("the process said: " + output));
        } finally {
            process.destroyForcibly();
        }
    }

    @Test
    void aFolderOfEightBitWeightsMakesTheSameVectorsAndNeedsNoCalibration() throws Exception {
        Path written = other.resolve("eight");
        String layers = quantize(written);
        try (Checkpoint opened = Checkpoints.open(written.toString())) {
            assertThat(opened.format()).contains("8-bit");
            assertThat(opened.quantized())
                    .hasValueSatisfying(
                            weights ->
                                    assertThat(weights.names())
                                            .filteredOn(weights::isEightBits)
                                            .hasSize(3 * 6 + 1)); // kernels, word embeddings
        }
        try (Bert fromFolder = Bert.open(options(written.toString(), Precision.INT8));
                Bert calibrated = open(Precision.INT8);
                Bert dequantised = Bert.open(options(written.toString(), Precision.FLOAT32));
                Bert whole = open(Precision.FLOAT32)) {
            for (String text : List.of("the", "in the 7 of was", "a b c d e f g")) {
                float[] expected = whole.ask(text, Embed.mean()).vector();
                float[] first = fromFolder.ask(text, Embed.mean()).vector();
                float[] second = calibrated.ask(text, Embed.mean()).vector();
                assertThat(cosine(first, second)).isGreaterThan(0.999);
                assertThat(cosine(first, expected)).isGreaterThan(0.99);
                assertThat(cosine(dequantised.ask(text, Embed.mean()).vector(), expected))
                        .isGreaterThan(0.999);
            }
        }
        assertThat(layers).hasSize(64);
    }

    @Test
    void anAdapterAnswersOverAFolderAndLeavesItsVectorsAlone(@TempDir Path temp) throws Exception {
        Path written = temp.resolve("eight");
        quantize(written);
        MiniatureCheckpoint base = MiniatureCheckpoint.of(CONFIG, Miniatures.PIECES, 17);
        AdapterMiniature adapter =
                AdapterMiniature.write(
                        temp.resolve("adapter"),
                        base,
                        folder.toString(),
                        AdapterMiniature.Task.TOKEN_CLS,
                        1,
                        4);
        BertOptions plain = options(written.toString(), Precision.INT8);
        String text = "in the 7 of was a b c";
        try (Bert alone = Bert.open(plain);
                Bert both =
                        Bert.open(
                                plain.withAdapters(
                                        Map.of("names", adapter.location().toString())))) {
            var unused = both.ask(text, new TagEntities("names", AggregationStrategy.FIRST_PIECE));
            assertThat(both.ask(text, Embed.mean()).vector())
                    .containsExactly(alone.ask(text, Embed.mean()).vector());
            assertThat(both.model().digest()).isNotEqualTo(alone.model().digest());
        }
    }

    @Test
    void aFolderMakesVectorsAsTheReleaseDoes(@TempDir Path temp) throws Exception {
        Path release = temp.resolve("release");
        SentenceTransformersMiniature.write(
                release,
                "\"pooling_mode_cls_token\": true, \"pooling_mode_lasttoken\": true,"
                        + " \"include_prompt\": false",
                SentenceTransformersMiniature.Dense.of(64, 40, true, "activation.Tanh", 1),
                "Normalize",
                SentenceTransformersMiniature.Dense.of(40, 30, false, "activation.GELU", 2));
        Files.writeString(release.resolve("sentence_bert_config.json"), "{\"max_seq_length\": 9}");
        SentenceTransformersMiniature.settings(
                release,
                "\"prompts\": {\"query\": \"of: \"}, \"default_prompt_name\": \"query\","
                        + " \"similarity_fn_name\": \"dot\", \"truncate_dim\": 20");
        Path written = temp.resolve("eight");
        quantize(release, written, Casing.CASED);

        assertThat(written.resolve("quantization.json")).content().contains("\"form\" : 2");
        String text = "in the 7 of was a b c d e f g";
        try (Bert eight = Bert.open(options(release.toString(), Precision.INT8));
                Bert fromFolder = Bert.open(options(written.toString(), Precision.INT8));
                Bert dequantised = Bert.open(options(written.toString(), Precision.FLOAT32));
                Bert whole = Bert.open(options(release.toString(), Precision.FLOAT32))) {
            float[] expected = whole.embed(text);
            assertThat(expected).hasSize(20);
            assertThat(fromFolder.sentenceEmbedding()).isEqualTo(whole.sentenceEmbedding());
            assertThat(cosine(eight.embed(text), expected)).isGreaterThan(0.99);
            assertThat(cosine(fromFolder.embed(text), expected)).isGreaterThan(0.99);
            assertThat(cosine(dequantised.embed(text), expected)).isGreaterThan(0.99);
        }
    }

    @Test
    void aFolderIsWrittenAlikeTwice() throws Exception {
        Path first = other.resolve("first");
        Path second = other.resolve("second");
        assertThat(quantize(first)).isEqualTo(quantize(second));
        assertThat(contents(first)).isEqualTo(contents(second));
    }

    @Test
    void aFolderSaysWhatItsHeadForTextsIs(@TempDir Path temp) throws Exception {
        Path from =
                classifier(
                        temp,
                        "BertForSequenceClassification",
                        "\"problem_type\": \"multi_label_classification\", \"threshold\": 0.3,");
        quantize(from, temp.resolve("eight"), Casing.CASED);

        try (Checkpoint opened = Checkpoints.open(temp.resolve("eight").toString())) {
            assertThat(opened.heads())
                    .containsExactly(
                            new Head.TextClassification(
                                    List.of("O", "B-PER", "I-PER"),
                                    "output_weights",
                                    "output_bias",
                                    Optional.of(ProblemType.MULTI_LABEL),
                                    OptionalDouble.of(0.3)));
        }
    }

    /** Its labels are those of words, so that nothing else would keep it from being for tokens. */
    @ParameterizedTest
    @CsvSource({
        "BertForSequenceClassification, 1.5",
        "BertForMultipleChoice, null",
    })
    void aHeadThatIsNotComputedIsLeftOut(String architecture, String threshold, @TempDir Path temp)
            throws Exception {
        Path from = classifier(temp, architecture, "\"threshold\": " + threshold + ",");
        try (Checkpoint release = Checkpoints.open(from.toString())) {
            assertThat(release.heads()).isEmpty();
            assertThat(release.weights().names()).contains("output_weights", "output_bias");
        }
        quantize(from, temp.resolve("eight"), Casing.CASED);

        try (Checkpoint opened = Checkpoints.open(temp.resolve("eight").toString())) {
            assertThat(opened.heads()).isEmpty();
            assertThat(opened.otherHeads()).isEmpty();
            assertThat(opened.weights().names()).doesNotContain("output_weights", "output_bias");
        }
    }

    private static Path classifier(Path temp, String architecture, String settings)
            throws Exception {
        return ClassifierMiniature.of(5, "O", "B-PER", "I-PER")
                .asHuggingFace(temp.resolve("release"), architecture, settings);
    }

    private static Map<String, String> contents(Path written) throws Exception {
        Map<String, String> contents = new TreeMap<>();
        try (Stream<Path> files = Files.list(written)) {
            for (Path file : files.toList()) {
                contents.put(
                        file.getFileName().toString(),
                        new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1));
            }
        }
        return contents;
    }

    private static String quantize(Path written) throws Exception {
        return quantize(folder, written, Casing.UNCASED);
    }

    private static String quantize(Path from, Path written, Casing casing) throws Exception {
        try (Checkpoint checkpoint = Checkpoints.open(from.toString());
                QuantizedLayers layers =
                        new Calibration(
                                        checkpoint.config(),
                                        checkpoint.weights(),
                                        CalibrationTexts.shipped()
                                                .sequences(
                                                        checkpoint.tokenizer(casing),
                                                        checkpoint.config().maxPositions()),
                                        Calibration.DEFAULT_BUDGET,
                                        2)
                                .trunk()) {
            QuantizedFolderWriter.write(
                    written, checkpoint, casing, layers, Map.of("budget", "0.1"));
            return layers.digest();
        }
    }

    private static double cosine(float[] a, float[] b) {
        double product = 0;
        double first = 0;
        double second = 0;
        for (int i = 0; i < a.length; i++) {
            product += (double) a[i] * b[i];
            first += (double) a[i] * a[i];
            second += (double) b[i] * b[i];
        }
        return product / Math.sqrt(first * second);
    }
}
