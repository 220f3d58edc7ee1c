package io.github.flinkbert.checkpoint;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.flinkbert.failure.CheckpointException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.apache.flink.annotation.Internal;

/**
 * What RoBERTa and XLM-RoBERTa have otherwise than BERT, in {@code config.json} and in names.
 *
 * <p>Source: {@code modeling_roberta.py} of transformers. Positions count from behind {@code
 * pad_token_id} on, so that a table of 514 rows reads 512 tokens. The masked-word head has GELU by
 * the error function whatever {@code hidden_act} says; the head for whole texts is a dense layer
 * with tanh on the first token, and another.
 */
@Internal
public final class RobertaLayout {

    private static final RelativeNames NAMES =
            new RelativeNames(
                    "roberta.",
                    Map.of(
                            "lm_head.dense.weight", "cls.predictions.transform.dense.weight",
                            "lm_head.dense.bias", "cls.predictions.transform.dense.bias",
                            "lm_head.layer_norm.weight",
                                    "cls.predictions.transform.LayerNorm.weight",
                            "lm_head.layer_norm.bias", "cls.predictions.transform.LayerNorm.bias",
                            "lm_head.bias", "cls.predictions.bias"));

    private RobertaLayout() {}

    /** The row of the position table that the first token has. */
    public static int firstPosition(JsonNode json) {
        return json.path("pad_token_id").asInt(1) + 1;
    }

    /**
     * @throws CheckpointException if it says what is not obeyed
     */
    public static BertConfig config(JsonNode json, Path file) {
        HuggingFaceConfig.requirePlainEncoder(json, file);
        BertConfig plain = HuggingFaceConfig.plain(json, file);
        if (firstPosition(json) < 1) {
            throw new CheckpointException(
                    "%s: pad_token_id must be an id, found %s"
                            .formatted(file, json.path("pad_token_id")));
        }
        int positions = plain.maxPositions() - firstPosition(json);
        return new BertConfig(
                plain.vocabularySize(),
                plain.hiddenSize(),
                plain.layers(),
                plain.heads(),
                plain.intermediateSize(),
                positions,
                plain.segmentTypes(),
                plain.activation(),
                plain.layerNormEpsilon());
    }

    /**
     * As of {@link Relative#asBert}.
     *
     * @param textClass the class whose pooler is that of its head for whole texts
     */
    public static Optional<String> asBert(String tensor, JsonNode json, String textClass) {
        boolean forTexts = json.path("architectures").path(0).asText().equals(textClass);
        return NAMES.asBert(tensor, json, bare -> bare.startsWith("pooler.") && !forTexts);
    }
}
