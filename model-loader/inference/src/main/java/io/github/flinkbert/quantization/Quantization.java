package io.github.flinkbert.quantization;

import io.github.flinkbert.tensor.Weights;
import org.apache.flink.annotation.Internal;

/** Where an encoder in 8 bits gets its layers from. */
@Internal
public interface Quantization {

    /** The release's own layers, all of them; the caller closes them. */
    QuantizedLayers trunk();

    /**
     * The layers of a branch.
     *
     * @param weights the branch's own, whole, under the release's names
     * @param from the first layer that is the branch's own
     * @param input how the trunk transforms the hidden state that the branch begins with
     * @return the layers; the caller closes them
     */
    QuantizedLayers branch(Weights weights, int from, ChannelTransform input);
}
