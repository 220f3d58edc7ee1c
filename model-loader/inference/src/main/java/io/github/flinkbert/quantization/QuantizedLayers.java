package io.github.flinkbert.quantization;

import io.github.flinkbert.location.FileDigests;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;
import org.apache.flink.annotation.Internal;

/**
 * The layers of a trunk or of a branch, from one on to the top.
 *
 * @param from the first layer's number, from 0
 * @param layers from there on, the top layer last
 */
@Internal
public record QuantizedLayers(int from, List<QuantizedLayer> layers) implements AutoCloseable {

    public QuantizedLayers {
        layers = List.copyOf(layers);
    }

    /** A layer by its number in the model. */
    public QuantizedLayer layer(int number) {
        return layers.get(number - from);
    }

    /** SHA-256 of every number that takes part in a product, in lower-case hexadecimal. */
    public String digest() {
        MessageDigest digest = FileDigests.sha256();
        for (QuantizedLayer layer : layers) {
            for (ChannelTransform transform :
                    List.of(layer.input(), layer.context(), layer.attended())) {
                update(digest, transform.scale());
                update(digest, transform.shift());
                update(digest, transform.range());
            }
            update(digest, layer.activatedLeast(), layer.activatedGreatest());
            update(digest, layer.outliers().into());
            update(digest, layer.outliers().bias());
            update(digest, layer.outliers().outOf());
            for (QuantizedProduct product : layer.products()) {
                update(digest, product.bias());
                if (product instanceof QuantizedProduct.EightBits eight) {
                    update(digest, eight.kernel().reach());
                    digest.update(eight.kernel().bytes());
                } else if (product instanceof QuantizedProduct.Whole whole) {
                    update(digest, whole.kernel());
                }
            }
        }
        return HexFormat.of().formatHex(digest.digest());
    }

    private static void update(MessageDigest digest, float... values) {
        ByteBuffer bytes = ByteBuffer.allocate(values.length * Float.BYTES);
        bytes.asFloatBuffer().put(values);
        digest.update(bytes.array());
    }

    @Override
    public void close() {
        layers.forEach(QuantizedLayer::close);
    }
}
