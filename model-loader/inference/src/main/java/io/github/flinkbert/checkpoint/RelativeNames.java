package io.github.flinkbert.checkpoint;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import org.apache.flink.annotation.Internal;

/**
 * Names of a relative whose encoder has BERT's, behind a prefix of its own, and whose head for
 * whole texts is {@code classifier.dense} and {@code classifier.out_proj}. Its masked-word head has
 * GELU by the error function whatever {@code hidden_act} says.
 *
 * @param prefix of the encoder's tensors
 * @param maskedWords tensors of the masked-word head to BERT's
 */
@Internal
public record RelativeNames(String prefix, Map<String, String> maskedWords) {

    private static final Map<String, String> TEXTS =
            Map.of(
                    "classifier.dense.weight", "pooler.dense.weight",
                    "classifier.dense.bias", "pooler.dense.bias",
                    "classifier.out_proj.weight", "classifier.weight",
                    "classifier.out_proj.bias", "classifier.bias");

    /**
     * As of {@link Relative#asBert}.
     *
     * @param more whether a tensor without the prefix has BERT's name beside those that all have
     */
    public Optional<String> asBert(String tensor, JsonNode json, Predicate<String> more) {
        String bare = tensor.startsWith(prefix) ? tensor.substring(prefix.length()) : tensor;
        String masked = maskedWords.get(bare);
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
                        || bare.startsWith("encoder.")
                        || bare.equals("classifier.weight")
                        || bare.equals("classifier.bias")
                        || bare.startsWith("qa_outputs.")
                        || more.test(bare);
        return alike ? Optional.of(bare) : Optional.empty();
    }
}
