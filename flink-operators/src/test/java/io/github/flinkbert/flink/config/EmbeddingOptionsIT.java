package io.github.flinkbert.flink.config;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.flinkbert.Bert;
import io.github.flinkbert.BertOptions;
import io.github.flinkbert.checkpoint.CasingChoice;
import io.github.flinkbert.checkpoint.HuggingFaceMiniature;
import io.github.flinkbert.checkpoint.MiniatureCheckpoint;
import io.github.flinkbert.checkpoint.Pooling;
import io.github.flinkbert.checkpoint.SentenceTransformersMiniature;
import io.github.flinkbert.engine.Precision;
import io.github.flinkbert.flink.binding.TextInput;
import io.github.flinkbert.task.Ask;
import io.github.flinkbert.task.embedding.Embed;
import io.github.flinkbert.task.embedding.Layers;
import io.github.flinkbert.task.embedding.Prompt;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What the options leave unsaid of the embedding, of a release that pools and scales itself. */
@Timeout(60)
class EmbeddingOptionsIT {

    private static final String TEXT = "the text is in the answer";

    @TempDir private Path folder;

    @Test
    void whatIsNotSaidIsTheReleasesOwnAndAnotherPoolingIsNotScaled() throws Exception {
        try (Bert bert = Bert.open(release())) {
            assertThat(asked(bert)).isEqualTo(said(bert, Pooling.CLS, Layers.LAST, true));
            assertThat(asked(bert, "normalize", "false"))
                    .isEqualTo(said(bert, Pooling.CLS, Layers.LAST, false));
            assertThat(asked(bert, "pooling", "mean"))
                    .isEqualTo(said(bert, Pooling.MEAN, Layers.LAST, false));
            assertThat(asked(bert, "layer", "1"))
                    .isEqualTo(said(bert, Pooling.CLS, Layers.layer(1), true));
        }
    }

    @Test
    void promptsModulesAndDimensionsAreTheReleasesOwnWhereNothingIsSaid() throws Exception {
        SentenceTransformersMiniature.write(
                folder,
                "\"pooling_mode_mean_tokens\": true",
                SentenceTransformersMiniature.Dense.of(32, 20, true, "activation.Tanh", 1),
                "Normalize");
        SentenceTransformersMiniature.settings(
                folder,
                "\"prompts\": {\"query\": \"of: \", \"passage\": \"is: \"},"
                        + " \"default_prompt_name\": \"query\", \"truncate_dim\": 12");
        BertOptions options =
                BertOptions.of(folder.toString())
                        .withCasing(CasingChoice.CASED)
                        .withPrecision(Precision.FLOAT32);
        try (Bert bert = Bert.open(options)) {
            Embed own = Embed.asReleased();
            assertThat(asked(bert)).isEqualTo(bert.ask(TEXT, own));
            assertThat(bert.embed(TEXT)).hasSize(12);
            assertThat(asked(bert)).isEqualTo(bert.ask(TEXT, own.with(Prompt.of("of: "))));
            assertThat(asked(bert, "prompt-name", "passage"))
                    .isEqualTo(bert.ask(TEXT, own.with(Prompt.of("is: "))));
            assertThat(asked(bert, "prompt", ""))
                    .isEqualTo(bert.ask(TEXT, own.with(Prompt.none())))
                    .isNotEqualTo(asked(bert));
            assertThat(asked(bert, "dimensions", "20"))
                    .isEqualTo(bert.ask(TEXT, own.withDimensions(20)));
        }
    }

    private BertOptions release() throws Exception {
        MiniatureCheckpoint miniature =
                MiniatureCheckpoint.of(MiniatureCheckpoint.smallVocabulary(), 2);
        HuggingFaceMiniature.write(
                folder, miniature, "BertModel", HuggingFaceMiniature.tensors(miniature, ""));
        Files.writeString(
                folder.resolve("modules.json"),
                """
                [{"path": "", "type": "sentence_transformers.models.Transformer"},
                 {"path": "1_Pooling", "type": "sentence_transformers.models.Pooling"},
                 {"path": "2_Normalize", "type": "sentence_transformers.models.Normalize"}]
                """);
        Files.createDirectories(folder.resolve("1_Pooling"));
        Files.writeString(
                folder.resolve("1_Pooling/config.json"),
                "{\"word_embedding_dimension\": 32, \"pooling_mode_cls_token\": true}");
        return BertOptions.of(folder.toString())
                .withCasing(CasingChoice.CASED)
                .withPrecision(Precision.FLOAT32);
    }

    private static Object asked(Bert bert, String... option) {
        Map<String, String> options =
                new HashMap<>(
                        Map.of(
                                "bootstrap-servers", "localhost:9092",
                                "input-topics", "texts",
                                "output-topic", "enriched",
                                "checkpoint", "/models/cased"));
        if (option.length > 0) {
            options.put(option[0], option[1]);
        }
        Ask<?> ask = KafkaJobConfig.from(options).asks().asks(TextInput.of(TEXT)).get(0);
        return bert.ask(TEXT, ask);
    }

    private static Object said(Bert bert, Pooling pooling, Layers layers, boolean normalize) {
        return bert.ask(TEXT, new Embed(pooling, layers, normalize));
    }
}
