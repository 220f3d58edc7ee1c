package io.github.flinkbert.family.electra;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.flinkbert.checkpoint.Activation;
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

/**
 * ELECTRA's names, as BERT's: of a discriminator, of a generator, whose masked-word head is read,
 * or of one with a head for tokens, texts or spans.
 *
 * <p>Source: {@code modeling_electra.py} of transformers. The generator's head has GELU by the
 * error function whatever {@code hidden_act} says, and so has the head for whole texts.
 */
final class ElectraFolder implements HuggingFaceModelType, Relative {

    private static final String PREFIX = "electra.";

    private static final Map<String, String> MASKED_WORDS =
            Map.of(
                    "generator_predictions.dense.weight", "cls.predictions.transform.dense.weight",
                    "generator_predictions.dense.bias", "cls.predictions.transform.dense.bias",
                    "generator_predictions.LayerNorm.weight",
                            "cls.predictions.transform.LayerNorm.weight",
                    "generator_predictions.LayerNorm.bias",
                            "cls.predictions.transform.LayerNorm.bias",
                    "generator_lm_head.bias", "cls.predictions.bias");

    private static final Map<String, String> TEXTS =
            Map.of(
                    "classifier.dense.weight", "pooler.dense.weight",
                    "classifier.dense.bias", "pooler.dense.bias",
                    "classifier.out_proj.weight", "classifier.weight",
                    "classifier.out_proj.bias", "classifier.bias");

    @Override
    public String name() {
        return "electra";
    }

    @Override
    public Checkpoint open(Source source) {
        return RelativeFolder.open(source, this);
    }

    @Override
    public String family() {
        return ElectraFamily.NAME;
    }

    @Override
    public String textClass() {
        return "ElectraForSequenceClassification";
    }

    @Override
    public BertConfig config(JsonNode json, Path file) {
        HuggingFaceConfig.requirePlainEncoder(json, file);
        return HuggingFaceConfig.plain(json, file)
                .with(
                        HuggingFaceConfig.positive(json, "embedding_size", file),
                        PoolerActivation.GELU_ERF);
    }

    @Override
    public Optional<String> asBert(String tensor, JsonNode json) {
        String bare = tensor.startsWith(PREFIX) ? tensor.substring(PREFIX.length()) : tensor;
        String masked = MASKED_WORDS.get(bare);
        if (masked != null) {
            // The head's activation here is the layers'.
            Activation layers =
                    HuggingFaceConfig.activation(
                            json, "hidden_act", Path.of(HuggingFaceConfig.FILE));
            return layers == Activation.GELU_ERF ? Optional.of(masked) : Optional.empty();
        }
        String texts = TEXTS.get(bare);
        if (texts != null) {
            return Optional.of(texts);
        }
        boolean alike =
                bare.startsWith("embeddings.")
                        || bare.startsWith("embeddings_project.")
                        || bare.startsWith("encoder.")
                        || bare.equals("classifier.weight")
                        || bare.equals("classifier.bias")
                        || bare.startsWith("qa_outputs.");
        return alike ? Optional.of(bare) : Optional.empty();
    }
}
