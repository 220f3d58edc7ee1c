package io.github.flinkbert.checkpoint;

import io.github.flinkbert.tensor.ArrayWeights;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.ndarray.buffer.DataBuffers;

/**
 * A small BERT of random weights, the same ones for the same seed, written to a folder in Google's
 * layout: what tests run on that need a real checkpoint, but no knowledge in it.
 *
 * @param config its shape
 * @param pieces its vocabulary
 * @param weights its numbers
 */
public record MiniatureCheckpoint(BertConfig config, List<String> pieces, ArrayWeights weights) {

    private static final int SPECIAL_SPACING = 99;

    /** Two layers of width 32 with two heads, 64 positions, and the masked-word head. */
    public static MiniatureCheckpoint of(List<String> pieces, long seed) {
        return of(
                new BertConfig(pieces.size(), 32, 2, 2, 64, 64, 2, Activation.GELU_TANH, 1e-12),
                pieces,
                seed);
    }

    /** Any other shape. */
    public static MiniatureCheckpoint of(BertConfig config, List<String> pieces, long seed) {
        Map<String, Shape> shapes = new TreeMap<>(EncoderVariables.required(config));
        shapes.putAll(EncoderVariables.optional(config));
        Map<String, ArrayWeights.Variable> variables = new TreeMap<>();
        Random random = new Random(seed);
        shapes.forEach(
                (name, shape) -> {
                    float[] values = new float[(int) shape.size()];
                    float centre = name.endsWith("gamma") ? 1f : 0f;
                    for (int i = 0; i < values.length; i++) {
                        values[i] = centre + (float) (0.1 * random.nextGaussian());
                    }
                    variables.put(name, new ArrayWeights.Variable(shape, values));
                });
        return new MiniatureCheckpoint(config, List.copyOf(pieces), new ArrayWeights(variables));
    }

    /** The special pieces, letters, digits, their continuations and some words. */
    public static List<String> smallVocabulary() {
        List<String> pieces = new ArrayList<>(List.of("[PAD]"));
        for (int i = 1; i <= SPECIAL_SPACING; i++) { // Google's English releases do so too
            pieces.add("[unused" + (i - 1) + "]");
        }
        pieces.addAll(List.of("[UNK]", "[CLS]", "[SEP]", "[MASK]"));
        for (char c = '!'; c <= '~'; c++) {
            pieces.add(String.valueOf(c));
        }
        for (char c = '0'; c <= 'z'; c++) {
            if (Character.isLetterOrDigit(c)) {
                pieces.add("##" + c);
            }
        }
        pieces.addAll(List.of("the", "of", "and", "in", "to", "was", "is", "on", "er", "##ing"));
        return pieces;
    }

    /** Writes {@code bert_config.json}, {@code vocab.txt}, {@code bert_model.ckpt.*}. */
    public Path writeTo(Path folder) throws IOException {
        GoogleCheckpointWriter.write(folder, config, pieces, weights);
        return folder;
    }

    /** The values of one variable, row-major. */
    public float[] values(String name) {
        Shape shape = weights.shape(name);
        float[] values = new float[(int) shape.size()];
        weights.read(name, DataBuffers.of(values, false, false));
        return values;
    }
}
