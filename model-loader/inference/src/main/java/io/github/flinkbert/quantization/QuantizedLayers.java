package io.github.flinkbert.quantization;

import java.util.List;

/**
 * The layers of a trunk or of a branch, from one on to the top.
 *
 * @param from the first layer's number, from 0
 * @param layers from there on, the top layer last
 */
public record QuantizedLayers(int from, List<QuantizedLayer> layers) implements AutoCloseable {

    public QuantizedLayers {
        layers = List.copyOf(layers);
    }

    /** A layer by its number in the model. */
    public QuantizedLayer layer(int number) {
        return layers.get(number - from);
    }

    @Override
    public void close() {
        layers.forEach(QuantizedLayer::close);
    }
}
