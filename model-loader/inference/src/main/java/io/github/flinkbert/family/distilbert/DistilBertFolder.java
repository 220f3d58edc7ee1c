package io.github.flinkbert.family.distilbert;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.flinkbert.checkpoint.BertConfig;
import io.github.flinkbert.checkpoint.Checkpoint;
import io.github.flinkbert.checkpoint.HuggingFaceConfig;
import io.github.flinkbert.checkpoint.HuggingFaceModelType;
import io.github.flinkbert.checkpoint.PoolerActivation;
import io.github.flinkbert.checkpoint.Relative;
import io.github.flinkbert.checkpoint.RelativeFolder;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * DistilBERT's configuration and names, as BERT's.
 *
 * <p>Source: {@code modeling_distilbert.py} and {@code configuration_distilbert.py} of
 * transformers. Layer normalisation's epsilon is fixed there at 1e-12. A head for whole texts is a
 * dense layer with ReLU on the first token ({@code pre_classifier}) and the classifier.
 */
final class DistilBertFolder implements HuggingFaceModelType, Relative {

    private static final String PREFIX = "distilbert.";

    private static final Pattern LAYER =
            Pattern.compile(
                    "transformer\\.layer\\.(\\d+)\\."
                        + "(attention\\.[qkv]_lin|attention\\.out_lin|sa_layer_norm|ffn\\.lin[12]"
                        + "|output_layer_norm)\\.(weight|bias)");

    private static final Map<String, String> PARTS =
            Map.of(
                    "attention.q_lin", "attention.self.query",
                    "attention.k_lin", "attention.self.key",
                    "attention.v_lin", "attention.self.value",
                    "attention.out_lin", "attention.output.dense",
                    "sa_layer_norm", "attention.output.LayerNorm",
                    "ffn.lin1", "intermediate.dense",
                    "ffn.lin2", "output.dense",
                    "output_layer_norm", "output.LayerNorm");

    private static final Map<String, String> HEADS =
            Map.of(
                    "vocab_transform.weight", "cls.predictions.transform.dense.weight",
                    "vocab_transform.bias", "cls.predictions.transform.dense.bias",
                    "vocab_layer_norm.weight", "cls.predictions.transform.LayerNorm.weight",
                    "vocab_layer_norm.bias", "cls.predictions.transform.LayerNorm.bias",
                    "vocab_projector.bias", "cls.predictions.bias",
                    "pre_classifier.weight", "pooler.dense.weight",
                    "pre_classifier.bias", "pooler.dense.bias");

    @Override
    public String name() {
        return "distilbert";
    }

    @Override
    public Checkpoint open(Source source) {
        return RelativeFolder.open(source, this);
    }

    @Override
    public String family() {
        return DistilBertFamily.NAME;
    }

    @Override
    public boolean segments() {
        return false;
    }

    @Override
    public String textClass() {
        return "DistilBertForSequenceClassification";
    }

    @Override
    public BertConfig config(JsonNode json, Path file) {
        HuggingFaceConfig.requirePlainEncoder(json, file);
        int hidden = HuggingFaceConfig.positive(json, "dim", file);
        return new BertConfig(
                        HuggingFaceConfig.positive(json, "vocab_size", file),
                        hidden,
                        HuggingFaceConfig.positive(json, "n_layers", file),
                        HuggingFaceConfig.positive(json, "n_heads", file),
                        HuggingFaceConfig.positive(json, "hidden_dim", file),
                        HuggingFaceConfig.positive(json, "max_position_embeddings", file),
                        1,
                        HuggingFaceConfig.activation(json, "activation", file),
                        BertConfig.GOOGLE_LAYER_NORM_EPSILON)
                .with(hidden, PoolerActivation.RELU);
    }

    @Override
    public Optional<String> asBert(String tensor, JsonNode json) {
        String bare = tensor.startsWith(PREFIX) ? tensor.substring(PREFIX.length()) : tensor;
        Matcher layer = LAYER.matcher(bare);
        if (layer.matches()) {
            return Optional.of(
                    "encoder.layer.%s.%s.%s"
                            .formatted(layer.group(1), PARTS.get(layer.group(2)), layer.group(3)));
        }
        boolean alike =
                bare.startsWith("embeddings.")
                        || bare.startsWith("classifier.")
                        || bare.startsWith("qa_outputs.");
        return alike ? Optional.of(bare) : Optional.ofNullable(HEADS.get(bare));
    }
}
