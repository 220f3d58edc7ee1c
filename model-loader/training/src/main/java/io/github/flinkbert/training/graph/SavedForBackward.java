package io.github.flinkbert.training.graph;

import org.apache.flink.annotation.Internal;
import org.jspecify.annotations.Nullable;

/**
 * What a layer's forward pass saves for its backward pass. A layer that is built twice goes back
 * from what it saved last.
 */
@Internal
public final class SavedForBackward<V> {

    private @Nullable V value;

    /** Saves a value, in place of an earlier one, and gives it back. */
    public V save(V forward) {
        value = forward;
        return forward;
    }

    /**
     * @throws IllegalStateException before the forward pass
     */
    public V get() {
        if (value == null) {
            throw new IllegalStateException("the forward pass is built before the backward pass");
        }
        return value;
    }
}
