package io.github.flinkbert.flink.binding;

import org.apache.flink.annotation.Internal;

/** Takes note of what results say, for metrics over time. Never holds a text. Thread-safe. */
@Internal
public interface Watched {

    /**
     * A label that was given once.
     *
     * @param signal what the label is of, such as {@code entities}
     * @param label one of few, such as {@code PER}
     */
    void label(String signal, String label);

    /**
     * How sure the model was.
     *
     * @param signal as in {@link #label}
     * @param score 0 to 1
     */
    void score(String signal, double score);
}
