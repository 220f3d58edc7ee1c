package io.github.flinkbert.quantization;

import java.util.List;
import org.apache.flink.annotation.Internal;

/**
 * One transformer layer in 8 bits. Between the layers go transformed hidden states: see {@link
 * ChannelTransform}.
 *
 * @param input how the layer below's hidden state is transformed
 * @param queriesKeysValues [hidden size, 3 × hidden size]; the scores' scale is in the queries, the
 *     context's transform in the values
 * @param context how attention's outcome is transformed
 * @param attentionOutput [hidden size, hidden size]; its bias has the input's shift in it, for the
 *     residual
 * @param attended how the state between attention and feed-forward network is transformed
 * @param intermediate [hidden size, intermediate size]
 * @param activatedLeast what the activation reaches below 0
 * @param activatedGreatest what the activation reaches, outliers left out
 * @param outliers what is computed apart of the activation
 * @param output [intermediate size, hidden size]; rows of outliers are 0, its bias has the attended
 *     state's shift in it
 */
@Internal
public record QuantizedLayer(
        ChannelTransform input,
        QuantizedProduct queriesKeysValues,
        ChannelTransform context,
        QuantizedProduct attentionOutput,
        ChannelTransform attended,
        QuantizedProduct intermediate,
        float activatedLeast,
        float activatedGreatest,
        OutlierChannels outliers,
        QuantizedProduct output)
        implements AutoCloseable {

    /** Names of the products, in their order. */
    public static final List<String> PRODUCTS =
            List.of("queries, keys, values", "attention output", "intermediate", "output");

    /** The four products, in the order in which they are computed. */
    public List<QuantizedProduct> products() {
        return List.of(queriesKeysValues, attentionOutput, intermediate, output);
    }

    @Override
    public void close() {
        products().forEach(QuantizedProduct::close);
    }
}
