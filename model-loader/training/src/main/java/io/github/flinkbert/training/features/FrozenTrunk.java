package io.github.flinkbert.training.features;

import io.github.flinkbert.encoder.Encoder;
import io.github.flinkbert.encoder.Output;
import io.github.flinkbert.encoder.PackedBatch;
import io.github.flinkbert.tensor.Matrix;
import java.util.List;
import org.apache.flink.annotation.Internal;

/**
 * Runs the layers below the first one that is trained, with the engine's own kernels. Closing frees
 * the weights.
 *
 * @param layer the hidden state that is asked for: 0 for the embedding layer's
 */
@Internal
public record FrozenTrunk(Encoder encoder, int layer, int hiddenSize, Width width)
        implements AutoCloseable {

    /** The batch's hidden states, sequence under sequence, padding left out. */
    Matrix run(PackedBatch batch) {
        return encoder.run(batch, List.of(new Output.TokenVectors(Output.RELEASE, layer))).get(0);
    }

    int bytesPerToken() {
        return hiddenSize * width.bytes();
    }

    @Override
    public void close() {
        encoder.close();
    }
}
