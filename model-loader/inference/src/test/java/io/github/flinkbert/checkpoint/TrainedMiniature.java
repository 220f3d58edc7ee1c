package io.github.flinkbert.checkpoint;

import io.github.flinkbert.tensor.ArrayWeights;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import org.tensorflow.ndarray.Shape;

/**
 * A miniature with a head that labels tokens and one that scores answers, of random weights: what
 * fine-tuning leaves, but no knowledge in it.
 *
 * @param base the encoder
 * @param heads the heads' variables, under the names of Google's scripts
 */
public record TrainedMiniature(MiniatureCheckpoint base, ArrayWeights heads) {

    public static final List<String> LABELS = List.of("O", "B-PER", "I-PER");

    public static TrainedMiniature of(MiniatureCheckpoint base, long seed) {
        Random random = new Random(seed);
        long hidden = base.config().hiddenSize();
        return new TrainedMiniature(
                base,
                new ArrayWeights(java.util.Map.of())
                        .with("output_weights", Shape.of(3, hidden), random(random, 3 * hidden))
                        .with("output_bias", Shape.of(3), random(random, 3))
                        .with(
                                "cls/squad/output_weights",
                                Shape.of(2, hidden),
                                random(random, 2 * hidden))
                        .with("cls/squad/output_bias", Shape.of(2), random(random, 2)));
    }

    static float[] random(Random random, long size) {
        float[] values = new float[(int) size];
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) random.nextGaussian();
        }
        return values;
    }

    /** Encoder and heads under Google's names. */
    public ArrayWeights weights() {
        ArrayWeights all = base.weights();
        for (String name : heads.names()) {
            all = copy(heads, name, all, name);
        }
        return all;
    }

    /** As Google's own fine-tuning scripts leave it, with both heads and an optimizer's slot. */
    public Path asGoogle(Path folder) throws IOException {
        ArrayWeights all =
                weights()
                        .with("output_bias/adam_m", Shape.of(3), 1, 2, 3)
                        .with("g", Shape.of(1), 9);
        GoogleCheckpointWriter.write(folder, base.config(), base.pieces(), all);
        Files.write(folder.resolve("labels.txt"), LABELS);
        return folder;
    }

    /** As Hugging Face saves a BertForTokenClassification, cased. */
    public Path asTokenClassification(Path folder) throws IOException {
        return asHuggingFace(
                folder,
                "BertForTokenClassification",
                "output_",
                "classifier.weight",
                "classifier.bias");
    }

    /** As Hugging Face saves a BertForQuestionAnswering, cased. */
    public Path asQuestionAnswering(Path folder) throws IOException {
        return asHuggingFace(
                folder,
                "BertForQuestionAnswering",
                "cls/squad/output_",
                "qa_outputs.weight",
                "qa_outputs.bias");
    }

    private Path asHuggingFace(
            Path folder, String architecture, String head, String weight, String bias)
            throws IOException {
        ArrayWeights tensors = HuggingFaceMiniature.tensors(base, "bert.");
        tensors = copy(heads, head + "weights", tensors, weight);
        tensors = copy(heads, head + "bias", tensors, bias);
        return HuggingFaceMiniature.write(folder, base, architecture, tensors);
    }

    static ArrayWeights copy(ArrayWeights from, String name, ArrayWeights to, String as) {
        Shape shape = from.shape(name);
        float[] values = new float[(int) shape.size()];
        from.read(name, org.tensorflow.ndarray.buffer.DataBuffers.of(values, false, false));
        return to.with(as, shape, values);
    }
}
