package io.github.flinkbert.checkpoint;

import io.github.flinkbert.failure.CheckpointException;
import io.github.flinkbert.tensor.Weights;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.tensorflow.ndarray.Shape;

/** Finds heads among weights, by the names that Google's fine-tuning scripts give them. */
final class HeadReader {

    /** As {@code run_classifier.py} and the token-classification scripts made from it name it. */
    static final String LABEL_WEIGHTS = "output_weights";

    static final String LABEL_BIAS = "output_bias";

    /** As {@code run_squad.py} names it. */
    static final String SPAN_WEIGHTS = "cls/squad/output_weights";

    static final String SPAN_BIAS = "cls/squad/output_bias";

    /** The kernel of the pooler, without which no whole text is classified. */
    static final String POOLER = "bert/pooler/dense/kernel";

    /** The class of BERT's whose classifier is a dense layer on the pooled vector. */
    static final String TEXT_CLASS = "Bert" + LabelHeadKind.TEXT_CLASS;

    private HeadReader() {}

    /**
     * Where heads are looked for.
     *
     * @param weights a checkpoint's, or those that an adapter brings whole
     * @param hidden width of the encoder
     * @param folder where files about the head may be
     * @param name of the checkpoint or adapter, for sentences
     * @param trainedAs what its training says of a head with labels, before any file
     * @param optimizedAs what the optimizer left in the checkpoint tells of it
     * @param textClass the one architecture whose classifier is a dense layer on the pooled vector
     */
    record Source(
            Weights weights,
            long hidden,
            Path folder,
            String name,
            Optional<LabelHeadKind> trainedAs,
            Optional<LabelHeadKind> optimizedAs,
            String textClass) {

        /** Of BERT. */
        Source(
                Weights weights,
                long hidden,
                Path folder,
                String name,
                Optional<LabelHeadKind> trainedAs,
                Optional<LabelHeadKind> optimizedAs) {
            this(weights, hidden, folder, name, trainedAs, optimizedAs, TEXT_CLASS);
        }

        /** A checkpoint of which nothing is known but its files. */
        Source(Weights weights, long hidden, Path folder, String name) {
            this(weights, hidden, folder, name, Optional.empty(), Optional.empty());
        }

        /** Whether these are a whole encoder's weights, and it has no pooler. */
        boolean lacksPooler() {
            return weights.names().contains(EncoderVariables.WORD_EMBEDDINGS)
                    && !weights.names().contains(POOLER);
        }

        boolean has(String variable) {
            return weights.names().contains(variable);
        }
    }

    /**
     * @param asked heads that something can be asked of
     * @param others heads that are there, but that nothing can be asked of
     */
    record Found(List<Head> asked, List<Head> others) {

        static final Found NONE = new Found(List.of(), List.of());

        Found {
            asked = List.copyOf(asked);
            others = List.copyOf(others);
        }
    }

    static Found of(Source source) {
        List<Head> asked = new ArrayList<>();
        List<Head> others = new ArrayList<>();
        if (source.has(SPAN_WEIGHTS)) {
            requireFit(source, SPAN_WEIGHTS, SPAN_BIAS, 2);
            asked.add(new Head.SpanScores(SPAN_WEIGHTS, SPAN_BIAS));
        }
        LabelHeadReader.read(source)
                .ifPresent(head -> (LabelHeadReader.isKnown(head) ? asked : others).add(head));
        return new Found(asked, others);
    }

    /**
     * @param outputs how many there must be; negative for any number
     */
    static void requireFit(Source source, String kernel, String bias, long outputs) {
        if (!source.has(bias)) {
            throw new CheckpointException(
                    "%s has a head %s, but no %s".formatted(source.name(), kernel, bias));
        }
        Shape found = source.weights().shape(kernel);
        if (!found.equals(Shape.of(outputs, source.hidden()))) {
            throw new CheckpointException(
                    "%s: variable %s has shape %s, but [%s, %d] is expected"
                            .formatted(
                                    source.name(),
                                    kernel,
                                    EncoderVariables.text(found),
                                    outputs < 0 ? "labels" : outputs,
                                    source.hidden()));
        }
        if (!source.weights().shape(bias).equals(Shape.of(outputs))) {
            throw new CheckpointException(
                    "%s: variable %s has shape %s, but [%d] is expected"
                            .formatted(
                                    source.name(),
                                    bias,
                                    EncoderVariables.text(source.weights().shape(bias)),
                                    outputs));
        }
    }
}
