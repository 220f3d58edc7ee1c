package io.github.flinkbert.encoder;

import io.github.flinkbert.tensor.Weights;
import java.util.Optional;
import org.apache.flink.annotation.Internal;

/**
 * What an adapter or a head adds to a trunk: layers of its own from one layer on, and a head on the
 * last of them.
 *
 * @param name how outputs refer to it
 * @param fromLayer first layer (from 0) that is the branch's own; the number of layers for a head
 *     that stands on the release's own top
 * @param weights the branch's own layers, merged and whole, under the release's names, and the head
 * @param head the dense layer that {@link Output.TokenScores} computes; empty for a branch without
 *     one
 */
@Internal
public record Branch(String name, int fromLayer, Weights weights, Optional<Head> head) {

    /**
     * A dense layer.
     *
     * @param kernel name of the [outputs, hidden size] variable
     * @param bias name of the [outputs] variable
     */
    public record Head(String kernel, String bias) {}

    public Branch {
        if (name.isEmpty()) {
            throw new IllegalArgumentException("the empty name is the release's own");
        }
    }

    /**
     * @throws IllegalArgumentException if there is no such layer to leave at
     */
    void requireFit(int layers) {
        if (fromLayer < 0 || fromLayer > layers) {
            throw new IllegalArgumentException(
                    "branch %s leaves at layer %d, but there are %d layers"
                            .formatted(name, fromLayer, layers));
        }
    }
}
