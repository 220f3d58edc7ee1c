package io.github.flinkbert;

import static io.github.flinkbert.task.embedding.SentenceReference.dense;
import static io.github.flinkbert.task.embedding.SentenceReference.joined;
import static io.github.flinkbert.task.embedding.SentenceReference.normalised;
import static io.github.flinkbert.task.embedding.SentenceReference.pooled;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;
import static org.assertj.core.api.Assertions.within;

import io.github.flinkbert.checkpoint.CacheInTempFolder;
import io.github.flinkbert.checkpoint.CasingChoice;
import io.github.flinkbert.checkpoint.Pooling;
import io.github.flinkbert.checkpoint.SentenceTransformersMiniature;
import io.github.flinkbert.checkpoint.SentenceTransformersMiniature.Dense;
import io.github.flinkbert.checkpoint.SimilarityFunction;
import io.github.flinkbert.encoder.Miniatures;
import io.github.flinkbert.engine.BatchReport;
import io.github.flinkbert.engine.Device;
import io.github.flinkbert.engine.EngineListener;
import io.github.flinkbert.engine.Precision;
import io.github.flinkbert.failure.TextRejectedException;
import io.github.flinkbert.task.embedding.Embed;
import io.github.flinkbert.task.embedding.EmbedTokens;
import io.github.flinkbert.task.embedding.Layers;
import io.github.flinkbert.task.embedding.Prompt;
import io.github.flinkbert.task.embedding.SentenceReference;
import io.github.flinkbert.task.embedding.Token;
import io.github.flinkbert.task.embedding.TokenEmbeddings;
import io.github.flinkbert.tensor.ArrayWeights;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** Prompts before texts, given or the model's own, in every window, pooled or left out. */
@Timeout(120)
class SentencePromptsTest {

    private static final String TEXT = "end of 1 and 2";
    private static final String LONG = "the of and in to is on was";
    private static final String MEAN = "\"pooling_mode_mean_tokens\": true";
    private static final String PROMPTS =
            "\"prompts\": {\"query\": \"the: \", \"passage\": \"of and: \", \"none\": \"\"}";

    @RegisterExtension final CacheInTempFolder cache = new CacheInTempFolder();
    @TempDir Path folder;

    private SentenceReference reference;

    @BeforeEach
    void write() throws IOException {
        ArrayWeights weights = SentenceTransformersMiniature.write(folder, MEAN);
        reference = new SentenceReference(weights, Miniatures.PIECES);
    }

    private Bert open() {
        return Bert.open(
                BertOptions.of(folder.toString())
                        .withCasing(CasingChoice.CASED)
                        .withDevice(Device.CPU)
                        .withPrecision(Precision.FLOAT32));
    }

    private double[] mean(String... sequences) {
        double[] sum = new double[32];
        int count = 0;
        for (String sequence : sequences) {
            for (double[] token : reference.tokens(sequence)) {
                for (int i = 0; i < sum.length; i++) {
                    sum[i] += token[i];
                }
                count++;
            }
        }
        int all = count;
        return Arrays.stream(sum).map(x -> x / all).toArray();
    }

    private static void assertSame(float[] found, double[] expected) {
        assertThat(found).hasSize(expected.length);
        for (int i = 0; i < expected.length; i++) {
            assertThat((double) found[i]).isCloseTo(expected[i], within(2e-5));
        }
    }

    private static float[] vector(Bert bert, String text, Prompt prompt) {
        return bert.ask(text, Embed.asReleased().with(prompt)).vector();
    }

    @Test
    void thePromptIsTheDefaultOneOrTheNamedOneOrTheOneThatIsGiven() throws IOException {
        SentenceTransformersMiniature.settings(
                folder, PROMPTS + ", \"default_prompt_name\": \"query\"");
        try (Bert bert = open()) {
            assertSame(bert.embed(TEXT), mean("the: " + TEXT));
            assertSame(bert.ask(TEXT, Embed.mean()).vector(), mean("the: " + TEXT));
            assertSame(vector(bert, TEXT, Prompt.named("passage")), mean("of and: " + TEXT));
            assertSame(vector(bert, TEXT, Prompt.named("none")), mean(TEXT));
            assertSame(vector(bert, TEXT, Prompt.of("is to ")), mean("is to " + TEXT));
            assertSame(vector(bert, TEXT, Prompt.none()), mean(TEXT));
            assertThatThrownBy(
                            () ->
                                    bert.requireFit(
                                            List.of(
                                                    Embed.asReleased()
                                                            .with(Prompt.named("document")))))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage(
                            "the model has no prompt called document; found none, passage, query");
        }
        SentenceTransformersMiniature.settings(folder, PROMPTS);
        try (Bert bert = open()) {
            assertSame(bert.embed(TEXT), mean(TEXT));
        }
    }

    @Test
    void everyWindowOfALongTextIsReadBehindThePrompt() throws IOException {
        Files.writeString(folder.resolve("sentence_bert_config.json"), "{\"max_seq_length\": 9}");
        try (Bert bert = open()) {
            assertSame(
                    vector(bert, LONG, Prompt.of("the: ")),
                    mean("the: the of and in to", "the: is on was"));
            assertThatThrownBy(() -> vector(bert, TEXT, Prompt.of("of ".repeat(7))))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage(
                            "a prompt of 7 pieces leaves no room for a text: the model reads 9"
                                    + " tokens at once, special tokens included");
        }
    }

    /** That library masks [CLS] and the prompt then; one token's own vector stays. */
    @Test
    void aPromptThatIsNotPooledIsReadAllTheSame() throws IOException {
        List<String> modes =
                List.of(
                        "cls_token",
                        "max_tokens",
                        "mean_tokens",
                        "mean_sqrt_len_tokens",
                        "weightedmean_tokens",
                        "lasttoken");
        SentenceTransformersMiniature.modules(
                folder,
                modes.stream()
                                .map("\"pooling_mode_%s\": true, "::formatted)
                                .collect(Collectors.joining())
                        + "\"include_prompt\": false");
        String prompt = "of and: ";
        int masked = 1 + reference.pieces(prompt);
        double[][] tokens = reference.tokens(prompt + TEXT);
        double[][] alone = reference.tokens(TEXT);
        try (Bert bert = open()) {
            assertSame(
                    vector(bert, TEXT, Prompt.of(prompt)),
                    joined(modes.stream().map(mode -> pooled(tokens, mode, masked)).toList()));
            assertSame(
                    bert.embed(TEXT),
                    joined(modes.stream().map(mode -> pooled(alone, mode, 0)).toList()));
            assertSame(
                    bert.ask(TEXT, Embed.asReleased().with(Pooling.CLS).with(Prompt.of(prompt)))
                            .vector(),
                    tokens[0]);
        }
    }

    /**
     * As that library does it: lower-case all, pool the text's tokens, Dense, Normalize, truncate.
     */
    @Test
    void allSettingsAtOnceAreObeyedInTheirOrder() throws IOException {
        Dense first = Dense.of(64, 24, true, "activation.Tanh", 11);
        Dense second = Dense.of(24, 20, false, "linear.Identity", 12);
        String pooling =
                "\"pooling_mode_mean_tokens\": true, \"pooling_mode_cls_token\": true,"
                        + " \"include_prompt\": false";
        SentenceTransformersMiniature.modules(folder, pooling, first, second, "Normalize");
        SentenceTransformersMiniature.settings(
                folder,
                "\"prompts\": {\"query\": \"OF And: \"}, \"default_prompt_name\": \"query\","
                        + " \"truncate_dim\": 9, \"similarity_fn_name\": \"euclidean\"");
        Files.writeString(
                folder.resolve("sentence_bert_config.json"),
                "{\"max_seq_length\": 32, \"do_lower_case\": true}");
        String prompt = "of and: ";
        int masked = 1 + reference.pieces(prompt);
        double[][] tokens = reference.tokens(prompt + TEXT);
        double[] pooled =
                joined(
                        List.of(
                                pooled(tokens, "cls_token", masked),
                                pooled(tokens, "mean_tokens", masked)));
        double[] made = dense(second, dense(first, pooled));
        double[] kept = Arrays.copyOf(made, 9);

        try (Bert bert = open()) {
            assertSame(bert.embed(TEXT.toUpperCase(Locale.ROOT)), normalised(kept));
            assertThat(bert.sentenceEmbedding().orElseThrow().similarity())
                    .isEqualTo(SimilarityFunction.EUCLIDEAN);
        }
        SentenceTransformersMiniature.modules(folder, pooling, "Normalize", first, second);
        try (Bert bert = open()) {
            assertSame(
                    bert.embed(TEXT.toUpperCase(Locale.ROOT)),
                    Arrays.copyOf(dense(second, dense(first, normalised(pooled))), 9));
        }
    }

    @Test
    void windowsWeighByTheTokensThatArePooled() throws IOException {
        Files.writeString(folder.resolve("sentence_bert_config.json"), "{\"max_seq_length\": 9}");
        List<double[][]> windows =
                List.of(
                        reference.tokens("the: the of and in to"),
                        reference.tokens("the: is on was"));
        for (String mode : List.of("mean_tokens", "mean_sqrt_len_tokens", "weightedmean_tokens")) {
            for (boolean pooled : new boolean[] {true, false}) {
                SentenceTransformersMiniature.modules(
                        folder,
                        "\"pooling_mode_%s\": true, \"include_prompt\": %s"
                                .formatted(mode, pooled));
                double[] sum = new double[32];
                double weights = 0;
                for (double[][] window : windows) {
                    for (int t = pooled ? 0 : 3; t < window.length; t++) {
                        double weight = mode.startsWith("weighted") ? t + 1 : 1;
                        weights += weight;
                        for (int i = 0; i < sum.length; i++) {
                            sum[i] += weight * window[t][i];
                        }
                    }
                }
                double by = mode.contains("sqrt") ? Math.sqrt(weights) : weights;
                try (Bert bert = open()) {
                    assertSame(
                            vector(bert, LONG, Prompt.of("the: ")),
                            Arrays.stream(sum).map(x -> x / by).toArray());
                }
            }
        }
    }

    @Test
    void tokensKeepTheirPlacesInTheTextAsItCameIn() throws IOException {
        SentenceTransformersMiniature.settings(
                folder, PROMPTS + ", \"default_prompt_name\": \"query\"");
        double[][] expected = reference.tokens("the: of the end");
        try (Bert bert = open()) {
            TokenEmbeddings found = bert.ask("of the end", new EmbedTokens(Layers.LAST));
            assertThat(found.tokens())
                    .extracting(Token::token, Token::start, Token::end)
                    .startsWith(tuple("of", 0, 2), tuple("the", 3, 6))
                    .hasSize(expected.length - 4);
            for (int i = 0; i < found.tokens().size(); i++) {
                assertSame(found.vector(i), expected[3 + i]);
            }
            TokenEmbeddings bare =
                    bert.ask("of the end", new EmbedTokens(Layers.LAST, Prompt.none()));
            assertThat(bare.tokens()).isEqualTo(found.tokens());
            assertSame(bare.vector(0), reference.tokens("of the end")[1]);
        }
    }

    /** Prompt and text are one text to that library, whose words may go over the seam. */
    @Test
    void aWordThatBeginsInThePromptIsReadAsOne() {
        try (Bert bert = open()) {
            assertSame(vector(bert, "e end", Prompt.of("is th")), mean("is the end"));
            assertThatThrownBy(
                            () ->
                                    bert.ask(
                                            "e end",
                                            new EmbedTokens(Layers.LAST, Prompt.of("is th"))))
                    .isInstanceOf(TextRejectedException.class)
                    .hasMessageStartingWith("the prompt and the text share a word");
            assertSame(vector(bert, "", Prompt.of("is th")), mean("is th"));
        }
    }

    @Test
    void whatIsAskedBehindTheSamePromptIsReadOnce() {
        AtomicInteger sequences = new AtomicInteger();
        try (Bert bert = open()) {
            bert.addListener(
                    new EngineListener() {
                        @Override
                        public void ran(BatchReport report) {
                            sequences.addAndGet(report.sequences());
                        }
                    });
            Prompt prompt = Prompt.of("the: ");
            var unused =
                    bert.ask(
                            TEXT,
                            List.of(
                                    Embed.asReleased().with(prompt),
                                    Embed.mean().with(Pooling.CLS).with(prompt),
                                    new EmbedTokens(Layers.LAST, prompt)));
            assertThat(sequences).hasValue(1);
        }
    }
}
