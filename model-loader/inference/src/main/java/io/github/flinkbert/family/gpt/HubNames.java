package io.github.flinkbert.family.gpt;

import io.github.flinkbert.checkpoint.HuggingFaceWeights;
import io.github.flinkbert.failure.CheckpointException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Names of a GPT's tensors in Hugging Face folders, with {@code transformer.} before them or
 * without. Kernels are [in, out] there, too ({@code Conv1D}).
 *
 * @param words the word embedding
 * @param positions the position embedding
 */
record HubNames(String words, String positions) {

    private static final String PREFIX = "transformer.";

    private static final Pattern LAYER =
            Pattern.compile(
                    "h\\.(\\d+)\\.(attn\\.c_attn|attn\\.c_proj|ln_1|mlp\\.c_fc|mlp\\.c_proj|ln_2)"
                            + "\\.(weight|bias)");

    /** The names of {@link GptVariables}; empty for what is no part of the model. */
    private Optional<String> ofVariable(String tensor, boolean tied) {
        String bare = tensor.startsWith(PREFIX) ? tensor.substring(PREFIX.length()) : tensor;
        Matcher layer = LAYER.matcher(bare);
        if (layer.matches()) {
            boolean norm = layer.group(2).startsWith("ln_");
            String part = layer.group(3).equals("bias") ? "b" : norm ? "g" : "w";
            return Optional.of(
                    GptVariables.layer(Integer.parseInt(layer.group(1)))
                            + layer.group(2).replace('.', '/')
                            + "/"
                            + part);
        }
        if (bare.equals(words)) {
            return Optional.of(GptVariables.WORDS);
        }
        if (bare.equals(positions)) {
            return Optional.of(GptVariables.POSITIONS);
        }
        return switch (bare) {
            case "ln_f.weight" -> Optional.of(GptVariables.LAST_NORM + "g");
            case "ln_f.bias" -> Optional.of(GptVariables.LAST_NORM + "b");
            case "lm_head.weight" ->
                    // of a tied model it is the word embedding, whatever the file has under its
                    // name
                    tied ? Optional.empty() : Optional.of(GptVariables.PREDICTIONS);
            default -> Optional.empty();
        };
    }

    /**
     * Where the variables of a folder are.
     *
     * @param tied whether what predicts the next piece is the word embedding
     */
    GptWeights weights(Path folder, boolean tied) {
        Map<String, GptWeights.Stored> variables = new TreeMap<>();
        HuggingFaceWeights.tensors(folder)
                .forEach(
                        (name, tensor) ->
                                ofVariable(name, tied)
                                        .ifPresent(
                                                variable -> {
                                                    var stored = GptWeights.Stored.of(tensor);
                                                    if (variables.put(variable, stored) != null) {
                                                        throw twice(folder, variable);
                                                    }
                                                }));
        return new GptWeights(variables);
    }

    private static CheckpointException twice(Path folder, String variable) {
        return new CheckpointException(
                "%s holds %s twice, with and without a prefix".formatted(folder, variable));
    }
}
