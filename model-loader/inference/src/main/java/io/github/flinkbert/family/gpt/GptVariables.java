package io.github.flinkbert.family.gpt;

import io.github.flinkbert.failure.CheckpointException;
import io.github.flinkbert.tensor.Weights;
import java.util.LinkedHashMap;
import java.util.Map;
import org.tensorflow.ndarray.Shape;

/**
 * The variables of a GPT, under the names of OpenAI's TensorFlow code for GPT-2, of which GPT-1's
 * are a part; kernels are [in, out].
 */
final class GptVariables {

    static final String WORDS = "model/wte";
    static final String POSITIONS = "model/wpe";

    /** What predicts the next piece where it is not {@link #WORDS}: [pieces, hidden size]. */
    static final String PREDICTIONS = "model/lm_head/w";

    static final String LAST_NORM = "model/ln_f/";

    private GptVariables() {}

    static String layer(int layer) {
        return "model/h" + layer + "/";
    }

    /** Those that a model cannot do without, with their shapes. */
    static Map<String, Shape> required(GptConfig config) {
        Map<String, Shape> shapes = new LinkedHashMap<>();
        int width = config.hiddenSize();
        int wide = config.intermediateSize();
        shapes.put(POSITIONS, Shape.of(config.maxPositions(), width));
        shapes.put(WORDS, Shape.of(config.vocabularySize(), width));
        for (int layer = 0; layer < config.layers(); layer++) {
            String at = layer(layer);
            putDense(shapes, at + "attn/c_attn/", width, 3 * width);
            putDense(shapes, at + "attn/c_proj/", width, width);
            putNorm(shapes, at + "ln_1/", width);
            putDense(shapes, at + "mlp/c_fc/", width, wide);
            putDense(shapes, at + "mlp/c_proj/", wide, width);
            putNorm(shapes, at + "ln_2/", width);
        }
        if (config.normalization() == GptConfig.Normalization.BEFORE) {
            putNorm(shapes, LAST_NORM, width);
        }
        return shapes;
    }

    private static void putDense(Map<String, Shape> shapes, String at, int in, int out) {
        shapes.put(at + "w", Shape.of(in, out));
        shapes.put(at + "b", Shape.of(out));
    }

    private static void putNorm(Map<String, Shape> shapes, String at, int width) {
        shapes.put(at + "g", Shape.of(width));
        shapes.put(at + "b", Shape.of(width));
    }

    /**
     * @param checkpoint its name, for errors
     * @throws CheckpointException if a variable is missing or of another shape
     */
    static void requireFit(Weights weights, GptConfig config, String checkpoint) {
        required(config).forEach((name, shape) -> requireShape(weights, name, shape, checkpoint));
        if (weights.names().contains(PREDICTIONS)) {
            requireShape(
                    weights,
                    PREDICTIONS,
                    Shape.of(config.vocabularySize(), config.hiddenSize()),
                    checkpoint);
        }
        String next = layer(config.layers());
        if (weights.names().stream().anyMatch(name -> name.startsWith(next))) {
            throw new CheckpointException(
                    "%s has the variables %s…, but its configuration says %d layers"
                            .formatted(checkpoint, next, config.layers()));
        }
    }

    private static void requireShape(
            Weights weights, String name, Shape expected, String checkpoint) {
        if (!weights.names().contains(name)) {
            throw new CheckpointException(
                    "%s has no variable %s, which its configuration needs"
                            .formatted(checkpoint, name));
        }
        Shape found = weights.shape(name);
        if (!found.equals(expected)) {
            throw new CheckpointException(
                    "%s: %s has the shape %s; its configuration says %s"
                            .formatted(checkpoint, name, found, expected));
        }
    }
}
