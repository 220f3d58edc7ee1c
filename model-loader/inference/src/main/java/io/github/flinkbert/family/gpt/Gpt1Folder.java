package io.github.flinkbert.family.gpt;

import io.github.flinkbert.checkpoint.Activation;
import io.github.flinkbert.checkpoint.Checkpoint;
import io.github.flinkbert.checkpoint.HuggingFaceModelType;
import io.github.flinkbert.checkpoint.Json;
import io.github.flinkbert.checkpoint.Said;
import io.github.flinkbert.text.Casing;

/**
 * GPT-1 in a Hugging Face folder, of OpenAIGPTModel, OpenAIGPTLMHeadModel or a class with another
 * head, which is not read.
 *
 * <p>Source: {@code modeling_openai.py} and {@code configuration_openai.py} of transformers. {@code
 * gelu} is the tanh form there.
 */
final class Gpt1Folder implements HuggingFaceModelType {

    private static final HubNames NAMES =
            new HubNames("tokens_embed.weight", "positions_embed.weight");

    @Override
    public String name() {
        return "openai-gpt";
    }

    @Override
    public Checkpoint open(Source source) {
        GptConfig config = config(new HubSettings(source.config(), source.configFile()));
        return new GptCheckpoint(
                Gpt1Family.NAME,
                source.release(),
                source.format(),
                config,
                Gpt1Tokenizers.ofFolder(source),
                Casing.UNCASED,
                NAMES.weights(source.folder(), config.tied()),
                source.sentences());
    }

    private static GptConfig config(HubSettings settings) {
        settings.requirePlain();
        int width = settings.size("n_embd", "hidden_size");
        return new GptConfig(
                Json.positive(settings.json(), "vocab_size", settings.file()),
                width,
                settings.size("n_layer", "num_hidden_layers"),
                settings.size("n_head", "num_attention_heads"),
                4 * width,
                settings.size("n_positions", "max_position_embeddings"),
                GptConfig.Normalization.AFTER,
                activation(settings),
                settings.epsilon(),
                GptConfig.Attention.RELEASED,
                settings.flag("tie_word_embeddings", true));
    }

    private static Activation activation(HubSettings settings) {
        String name = settings.json().path("afn").asText("gelu");
        return switch (name) {
            case "gelu" -> Activation.GELU_TANH;
            case "relu" -> Activation.RELU;
            default ->
                    throw Said.refusal(
                            settings.file(), "afn", settings.json().path("afn"), "gelu or relu");
        };
    }
}
