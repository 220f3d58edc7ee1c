package io.github.flinkbert.family.electra;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.flinkbert.checkpoint.BertConfig;
import io.github.flinkbert.checkpoint.Checkpoint;
import io.github.flinkbert.checkpoint.HuggingFaceConfig;
import io.github.flinkbert.checkpoint.HuggingFaceModelType;
import io.github.flinkbert.checkpoint.PoolerActivation;
import io.github.flinkbert.checkpoint.Relative;
import io.github.flinkbert.checkpoint.RelativeFolder;
import io.github.flinkbert.checkpoint.RelativeNames;
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

    private static final RelativeNames NAMES =
            new RelativeNames(
                    "electra.",
                    Map.of(
                            "generator_predictions.dense.weight",
                                    "cls.predictions.transform.dense.weight",
                            "generator_predictions.dense.bias",
                                    "cls.predictions.transform.dense.bias",
                            "generator_predictions.LayerNorm.weight",
                                    "cls.predictions.transform.LayerNorm.weight",
                            "generator_predictions.LayerNorm.bias",
                                    "cls.predictions.transform.LayerNorm.bias",
                            "generator_lm_head.bias", "cls.predictions.bias"));

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
        return NAMES.asBert(tensor, json, bare -> bare.startsWith("embeddings_project."));
    }
}
