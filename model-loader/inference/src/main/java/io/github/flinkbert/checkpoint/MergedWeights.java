package io.github.flinkbert.checkpoint;

import io.github.flinkbert.failure.CheckpointException;
import io.github.flinkbert.tensor.Weights;
import java.util.Collections;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.ndarray.buffer.FloatDataBuffer;

/** A base's weights under an adapter's, merged as they are read. */
final class MergedWeights implements Weights {

    private static final String POOLER = "bert/pooler/dense/";

    private final Weights base;
    private final Map<String, LoraDelta> deltas;
    private final MappedWeights whole;
    private final Set<String> names;

    MergedWeights(
            Weights base, Map<String, LoraDelta> deltas, MappedWeights whole, String adapter) {
        this.base = base;
        this.deltas = deltas;
        this.whole = whole;
        Set<String> all = new TreeSet<>(base.names());
        all.addAll(whole.names());
        this.names = Collections.unmodifiableSet(all);
        deltas.forEach((kernel, delta) -> requireFit(kernel, delta.shape(), adapter));
        for (String variable : whole.names()) {
            if (variable.endsWith("output_weights")) {
                requireWidth(variable, adapter);
            } else if (isNewPooler(variable)) {
                requireWidthOfPooler(variable, adapter);
            } else if (!isHead(variable)) {
                requireFit(variable, whole.shape(variable), adapter);
            }
        }
    }

    private void requireWidth(String head, String adapter) {
        Shape words = base.shape(EncoderVariables.WORD_EMBEDDINGS);
        if (whole.shape(head).get(1) != words.get(1)) {
            throw new CheckpointException(
                    "%s brings a head of width %d, but its base checkpoint has width %d"
                            .formatted(adapter, whole.shape(head).get(1), words.get(1)));
        }
    }

    /** What is trained without a pooler lacks one; a head on whole texts then brings its own. */
    private boolean isNewPooler(String variable) {
        return variable.startsWith(POOLER) && !base.names().contains(variable);
    }

    private void requireWidthOfPooler(String variable, String adapter) {
        long hidden = base.shape(EncoderVariables.WORD_EMBEDDINGS).get(1);
        Shape found = whole.shape(variable);
        for (long size : found.toListOrNull()) {
            if (size != hidden) {
                throw new CheckpointException(
                        "%s brings %s of shape %s, but its base checkpoint has width %d"
                                .formatted(
                                        adapter, variable, EncoderVariables.text(found), hidden));
            }
        }
    }

    /** A head takes the place of the base's, whatever that one's labels and so its shape. */
    private static boolean isHead(String variable) {
        return variable.endsWith("output_bias");
    }

    private void requireFit(String variable, Shape shape, String adapter) {
        if (!base.names().contains(variable)) {
            throw new CheckpointException(
                    "%s changes %s, which its base checkpoint does not have"
                            .formatted(adapter, variable));
        }
        if (!base.shape(variable).equals(shape)) {
            throw new CheckpointException(
                    "%s changes %s as one of shape %s, but its base checkpoint's has shape %s"
                            .formatted(
                                    adapter,
                                    variable,
                                    EncoderVariables.text(shape),
                                    EncoderVariables.text(base.shape(variable))));
        }
    }

    @Override
    public Set<String> names() {
        return names;
    }

    @Override
    public Shape shape(String name) {
        return whole.names().contains(name) ? whole.shape(name) : base.shape(name);
    }

    @Override
    public void read(String name, FloatDataBuffer into) {
        if (whole.names().contains(name)) {
            whole.read(name, into);
            return;
        }
        base.read(name, into);
        LoraDelta delta = deltas.get(name);
        if (delta != null) {
            delta.addTo(into);
        }
    }
}
