package io.github.flinkbert;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.github.flinkbert.checkpoint.Adapter;
import io.github.flinkbert.checkpoint.AdapterMiniature;
import io.github.flinkbert.checkpoint.CacheInTempFolder;
import io.github.flinkbert.checkpoint.CasingChoice;
import io.github.flinkbert.checkpoint.Head;
import io.github.flinkbert.checkpoint.MiniatureCheckpoint;
import io.github.flinkbert.checkpoint.PackedAdapter;
import io.github.flinkbert.checkpoint.Pooling;
import io.github.flinkbert.checkpoint.SentenceTransformersMiniature;
import io.github.flinkbert.checkpoint.SentenceTransformersMiniature.Dense;
import io.github.flinkbert.encoder.Miniatures;
import io.github.flinkbert.failure.CheckpointException;
import io.github.flinkbert.task.embedding.Embed;
import io.github.flinkbert.task.embedding.Prompt;
import io.github.flinkbert.task.embedding.SentenceReference;
import io.github.flinkbert.tensor.ArrayWeights;
import io.github.flinkbert.tensor.SafetensorsWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.tensorflow.ndarray.Shape;

/** Adapters whose folders say, as sentence-transformers has it, that they make vectors. */
@Timeout(120)
class VectorAdapterTest {

    private static final String TEXT = "the end";
    private static final String MODULES =
            """
            [{"path": "", "type": "sentence_transformers.models.Transformer"},
             {"path": "1_Pooling", "type": "sentence_transformers.models.Pooling"},
             {"path": "2_Normalize", "type": "sentence_transformers.models.Normalize"}]
            """;

    @RegisterExtension final CacheInTempFolder cache = new CacheInTempFolder();
    @TempDir Path folder;

    private final MiniatureCheckpoint miniature = MiniatureCheckpoint.of(Miniatures.PIECES, 2);
    private BertOptions options;

    @BeforeEach
    void writeModel() throws IOException {
        options =
                BertOptions.of(miniature.writeTo(folder.resolve("model")).toString())
                        .withCasing(CasingChoice.CASED);
    }

    private Path adapter(String name, long seed, Pooling pooling) throws IOException {
        Path at = Files.createDirectories(folder.resolve(name));
        Files.writeString(
                at.resolve("adapter_config.json"),
                """
                {"peft_type": "LORA", "task_type": null, "r": 2, "lora_alpha": 4, "bias": "none",
                 "target_modules": ["query"], "layers_to_transform": [1]}
                """);
        String module = "base_model.model.bert.encoder.layer.1.attention.self.query.";
        SafetensorsWriter.write(
                at.resolve("adapter_model.safetensors"),
                new ArrayWeights(Map.of())
                        .with(module + "lora_A.weight", Shape.of(2, 32), random(seed))
                        .with(module + "lora_B.weight", Shape.of(32, 2), random(seed + 1)));
        saysVectors(at, pooling);
        return at;
    }

    private static float[] random(long seed) {
        Random random = new Random(seed);
        float[] values = new float[64];
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) random.nextGaussian();
        }
        return values;
    }

    private static void saysVectors(Path at, Pooling pooling) throws IOException {
        Files.writeString(at.resolve("modules.json"), MODULES);
        Files.writeString(
                Files.createDirectories(at.resolve("1_Pooling")).resolve("config.json"),
                "{\"pooling_mode_%s\": true}"
                        .formatted(pooling == Pooling.CLS ? "cls_token" : "mean_tokens"));
    }

    private Bert open(Map<String, Path> adapters) {
        Map<String, String> named = new TreeMap<>();
        adapters.forEach((name, at) -> named.put(name, at.toString()));
        return Bert.open(options.withAdapters(named));
    }

    @Test
    void vectorsAreTheAdaptersPooledAndScaledAsItSays() throws IOException {
        Path cls = adapter("first", 1, Pooling.CLS);
        float[] ofRelease;
        try (Bert bert = Bert.open(options)) {
            ofRelease = bert.ask(TEXT, Embed.mean()).vector();
        }
        try (Bert bert = open(Map.of("first", cls))) {
            float[] vector = bert.embed(TEXT);
            double squares = 0;
            for (float value : vector) {
                squares += (double) value * value;
            }
            assertThat(squares).isBetween(0.9999, 1.0001);
            assertThat(vector)
                    .isEqualTo(
                            bert.ask(TEXT, Embed.asReleased().with(Pooling.CLS).with(true))
                                    .vector());
            assertThat(bert.ask(TEXT, Embed.mean()).vector()).isNotEqualTo(ofRelease);
            assertThat(bert.sentenceEmbedding().orElseThrow().pooling()).isEqualTo(Pooling.CLS);
        }
        assertThat(Adapter.open(cls.toString()).head()).containsInstanceOf(Head.TextVectors.class);
    }

    @Test
    void whatTheFolderSaysIsPartOfTheDigest() throws IOException {
        Path at = adapter("first", 1, Pooling.CLS);
        String before = Adapter.open(at.toString()).digest();
        saysVectors(at, Pooling.MEAN);

        assertThat(Adapter.open(at.toString()).digest()).isNotEqualTo(before);
    }

    @Test
    void anAdapterForAnotherTaskLeavesVectorsAsTheyAre() throws IOException {
        AdapterMiniature labels =
                AdapterMiniature.write(
                        folder.resolve("labels"),
                        miniature,
                        "",
                        AdapterMiniature.Task.TOKEN_CLS,
                        0,
                        5);
        Path vectors = adapter("vectors", 1, Pooling.MEAN);
        float[] alone;
        try (Bert bert = open(Map.of("vectors", vectors))) {
            alone = bert.embed(TEXT);
        }
        try (Bert bert = open(Map.of("vectors", vectors, "labels", labels.location()))) {
            assertThat(bert.embed(TEXT)).isEqualTo(alone);
        }
    }

    @Test
    void ofTwoForVectorsNoneIsTakenSilently() throws IOException {
        Map<String, Path> both =
                Map.of("a", adapter("a", 1, Pooling.CLS), "b", adapter("b", 3, Pooling.MEAN));
        try (Bert bert = open(both)) {
            assertThatThrownBy(() -> bert.embed(TEXT))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage(
                            "more than one adapter makes vectors of texts: a, b; expected one of"
                                    + " them");
        }
    }

    @Test
    void aDenseModuleAndAPromptAreObeyedAndTravelWithTheAdapter() throws IOException {
        Path at = adapter("first", 1, Pooling.CLS);
        String plain = Adapter.open(at.toString()).digest();
        Dense dense = Dense.of(32, 12, true, "activation.Tanh", 9);
        SentenceTransformersMiniature.modules(
                at, "\"pooling_mode_cls_token\": true", dense, "Normalize");
        SentenceTransformersMiniature.settings(
                at, "\"prompts\": {\"query\": \"of: \"}, \"default_prompt_name\": \"query\"");
        float[] vector;
        try (Bert bert = open(Map.of("first", at))) {
            vector = bert.embed(TEXT);
            float[] pooled =
                    bert.ask(TEXT, Embed.asReleased().with(Pooling.CLS).with(Prompt.of("of: ")))
                            .vector();
            double[] wide = new double[pooled.length];
            for (int i = 0; i < wide.length; i++) {
                wide[i] = pooled[i];
            }
            double[] expected = SentenceReference.normalised(SentenceReference.dense(dense, wide));
            assertThat(vector).hasSize(12);
            for (int i = 0; i < vector.length; i++) {
                assertThat((double) vector[i]).isCloseTo(expected[i], within(1e-6));
            }
        }
        PackedAdapter packed = PackedAdapter.of(at.toString());
        assertThat(packed.digest()).isNotEqualTo(plain);
        try (Bert bert = open(Map.of("first", Path.of(packed.unpacked())))) {
            assertThat(bert.embed(TEXT)).isEqualTo(vector);
        }
        Dense.of(31, 12, true, "activation.Tanh", 9).write(at.resolve("2_Dense"));
        assertThatThrownBy(() -> open(Map.of("first", at)))
                .isInstanceOf(CheckpointException.class)
                .hasMessageContaining("a Dense module takes vectors of 31 numbers, found 32");
    }

    @Test
    void whatCannotBeObeyedIsRefused() throws IOException {
        Path at = adapter("first", 1, Pooling.CLS);
        Files.writeString(at.resolve("sentence_bert_config.json"), "{\"do_lower_case\": true}");
        assertThatThrownBy(() -> Adapter.open(at.toString()))
                .isInstanceOf(CheckpointException.class)
                .hasMessage(
                        "the adapter first lower-cases texts (do_lower_case), which an adapter"
                                + " cannot; expected false");

        Files.writeString(at.resolve("sentence_bert_config.json"), "{\"max_seq_length\": 5}");
        try (Bert bert = open(Map.of("first", at))) {
            assertThatThrownBy(() -> bert.embed(TEXT))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageStartingWith("the adapter for vectors reads at most 5 tokens");
        }

        AdapterMiniature labels =
                AdapterMiniature.write(
                        folder.resolve("labels"),
                        miniature,
                        "",
                        AdapterMiniature.Task.TOKEN_CLS,
                        0,
                        5);
        saysVectors(labels.location(), Pooling.MEAN);
        assertThatThrownBy(() -> Adapter.open(labels.location().toString()))
                .hasMessage(
                        "the adapter labels has a head and a modules.json for vectors of texts;"
                                + " expected one of them");
    }
}
