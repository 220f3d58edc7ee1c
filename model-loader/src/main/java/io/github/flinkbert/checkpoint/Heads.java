package io.github.flinkbert.checkpoint;

import org.tensorflow.ndarray.Shape;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Finds heads among weights, by the names that Google's fine-tuning scripts give them. */
final class Heads {

    /** As {@code run_classifier.py} and the token-classification scripts made from it name it. */
    static final String LABEL_WEIGHTS = "output_weights";

    static final String LABEL_BIAS = "output_bias";

    /** As {@code run_squad.py} names it. */
    static final String SPAN_WEIGHTS = "cls/squad/output_weights";

    static final String SPAN_BIAS = "cls/squad/output_bias";

    private Heads() {}

    /**
     * @param hidden width of the encoder
     * @param folder where a file with the labels may be
     */
    static List<Head> of(Weights weights, long hidden, Path folder, String checkpoint) {
        List<Head> heads = new ArrayList<>();
        Set<String> names = weights.names();
        if (names.contains(SPAN_WEIGHTS)) {
            requireFit(weights, SPAN_WEIGHTS, SPAN_BIAS, 2, hidden, checkpoint);
            heads.add(new Head.SpanScores(SPAN_WEIGHTS, SPAN_BIAS));
        }
        if (names.contains(LABEL_WEIGHTS)) {
            Shape shape = weights.shape(LABEL_WEIGHTS);
            long outputs = shape.numDimensions() == 2 ? shape.get(0) : -1;
            requireFit(weights, LABEL_WEIGHTS, LABEL_BIAS, outputs, hidden, checkpoint);
            List<String> labels = Labels.read(folder, Math.toIntExact(outputs));
            heads.add(new Head.TokenClassification(labels, LABEL_WEIGHTS, LABEL_BIAS));
        }
        return List.copyOf(heads);
    }

    private static void requireFit(
            Weights weights,
            String kernel,
            String bias,
            long outputs,
            long hidden,
            String checkpoint) {
        if (!weights.names().contains(bias)) {
            throw new CheckpointException(
                    "%s has a head %s, but no %s".formatted(checkpoint, kernel, bias));
        }
        Shape found = weights.shape(kernel);
        if (!found.equals(Shape.of(outputs, hidden))) {
            throw new CheckpointException(
                    "%s: variable %s has shape %s, but [%s, %d] is expected"
                            .formatted(
                                    checkpoint,
                                    kernel,
                                    EncoderVariables.text(found),
                                    outputs < 0 ? "labels" : outputs,
                                    hidden));
        }
        if (!weights.shape(bias).equals(Shape.of(outputs))) {
            throw new CheckpointException(
                    "%s: variable %s has shape %s, but [%d] is expected"
                            .formatted(
                                    checkpoint,
                                    bias,
                                    EncoderVariables.text(weights.shape(bias)),
                                    outputs));
        }
    }
}
