package io.github.flinkbert.checkpoint;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.flinkbert.failure.CheckpointException;
import io.github.flinkbert.tensor.Weights;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.tensorflow.ndarray.Shape;

/** Finds heads among weights, by the names that Google's fine-tuning scripts give them. */
final class HeadReader {

    /** As {@code run_classifier.py} and the token-classification scripts made from it name it. */
    static final String LABEL_WEIGHTS = "output_weights";

    static final String LABEL_BIAS = "output_bias";

    /** As {@code run_squad.py} names it. */
    static final String SPAN_WEIGHTS = "cls/squad/output_weights";

    static final String SPAN_BIAS = "cls/squad/output_bias";

    private HeadReader() {}

    /**
     * @param asked heads that can be asked for entities or answers
     * @param others heads that are there, but that nothing can be asked of
     */
    record Found(List<Head> asked, List<Head> others) {

        static final Found NONE = new Found(List.of(), List.of());

        Found {
            asked = List.copyOf(asked);
            others = List.copyOf(others);
        }
    }

    /**
     * @param hidden width of the encoder
     * @param folder where a file with the labels may be
     * @param kind what the weights tell of a head with labels
     */
    static Found of(
            Weights weights,
            long hidden,
            Path folder,
            String checkpoint,
            Optional<LabelHeadKind> kind) {
        List<Head> asked = new ArrayList<>();
        List<Head> others = new ArrayList<>();
        Set<String> names = weights.names();
        if (names.contains(SPAN_WEIGHTS)) {
            requireFit(weights, SPAN_WEIGHTS, SPAN_BIAS, 2, hidden, checkpoint);
            asked.add(new Head.SpanScores(SPAN_WEIGHTS, SPAN_BIAS));
        }
        if (names.contains(LABEL_WEIGHTS) && !scoresChoices(folder)) {
            Head head = labelHead(weights, hidden, folder, checkpoint, kind);
            (head instanceof Head.TokenClassification ? asked : others).add(head);
        }
        return new Found(asked, others);
    }

    private static Head labelHead(
            Weights weights,
            long hidden,
            Path folder,
            String checkpoint,
            Optional<LabelHeadKind> hint) {
        Shape shape = weights.shape(LABEL_WEIGHTS);
        long outputs = shape.numDimensions() == 2 ? shape.get(0) : -1;
        requireFit(weights, LABEL_WEIGHTS, LABEL_BIAS, outputs, hidden, checkpoint);
        List<String> labels = Labels.read(folder, Math.toIntExact(outputs));
        Optional<LabelHeadKind> kind = LabelHeadKind.of(folder, labels, hint);
        if (kind.isEmpty()) {
            return new Head.UnspecifiedClassification(labels, LABEL_WEIGHTS, LABEL_BIAS);
        }
        return switch (kind.get()) {
            case TOKENS ->
                    new Head.TokenClassification(
                            labels, LABEL_WEIGHTS, LABEL_BIAS, TrainedAggregation.read(folder));
            case TEXTS -> new Head.TextClassification(labels, LABEL_WEIGHTS, LABEL_BIAS);
        };
    }

    /** A head of Hugging Face's multiple choice has the name of one with labels, but has none. */
    private static boolean scoresChoices(Path folder) {
        for (JsonNode architecture :
                TokenizerConfig.read(folder.resolve(HuggingFaceConfig.FILE))
                        .path("architectures")) {
            if (architecture.asText().endsWith("ForMultipleChoice")) {
                return true;
            }
        }
        return false;
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
