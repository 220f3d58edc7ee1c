package io.github.flinkbert.family.gpt;

import io.github.flinkbert.checkpoint.Activation;
import io.github.flinkbert.checkpoint.Checkpoint;
import io.github.flinkbert.checkpoint.HuggingFaceConfig;
import io.github.flinkbert.checkpoint.HuggingFaceModelType;
import io.github.flinkbert.checkpoint.Json;
import io.github.flinkbert.text.Casing;

/**
 * GPT-2 in a Hugging Face folder, of GPT2Model, GPT2LMHeadModel or a class with another head, which
 * is not read.
 *
 * <p>Source: {@code modeling_gpt2.py} and {@code configuration_gpt2.py} of transformers.
 */
final class Gpt2Folder implements HuggingFaceModelType {

    private static final HubNames NAMES = new HubNames("wte.weight", "wpe.weight");

    @Override
    public String name() {
        return "gpt2";
    }

    @Override
    public Checkpoint open(Source source) {
        GptConfig config = config(new HubSettings(source.config(), source.configFile()));
        return new GptCheckpoint(
                Gpt2Family.NAME,
                source.release(),
                source.format(),
                config,
                Gpt2Tokenizers.ofFolder(source),
                Casing.CASED,
                NAMES.weights(source.folder(), config.tied()),
                source.sentences());
    }

    private static GptConfig config(HubSettings settings) {
        settings.requirePlain();
        int width = settings.size("n_embd", "hidden_size");
        boolean inner = settings.json().hasNonNull("n_inner");
        return new GptConfig(
                Json.positive(settings.json(), "vocab_size", settings.file()),
                width,
                settings.size("n_layer", "num_hidden_layers"),
                settings.size("n_head", "num_attention_heads"),
                inner ? Json.positive(settings.json(), "n_inner", settings.file()) : 4 * width,
                positions(settings),
                GptConfig.Normalization.BEFORE,
                settings.json().hasNonNull("activation_function")
                        ? HuggingFaceConfig.activation(
                                settings.json(), "activation_function", settings.file())
                        : Activation.GELU_TANH,
                settings.epsilon(),
                new GptConfig.Attention(
                        settings.flag("scale_attn_weights", true),
                        settings.flag("scale_attn_by_inverse_layer_idx", false),
                        settings.flag("reorder_and_upcast_attn", false)),
                settings.flag("tie_word_embeddings", true));
    }

    /** Older files have {@code n_ctx} alone. */
    private static int positions(HubSettings settings) {
        boolean older =
                !settings.json().has("n_positions")
                        && !settings.json().has("max_position_embeddings")
                        && settings.json().has("n_ctx");
        return older
                ? Json.positive(settings.json(), "n_ctx", settings.file())
                : settings.size("n_positions", "max_position_embeddings");
    }
}
