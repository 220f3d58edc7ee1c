package io.github.flinkbert.encoder;

import io.github.flinkbert.checkpoint.BertConfig;
import io.github.flinkbert.quantization.ChannelTransform;
import io.github.flinkbert.quantization.OutlierChannels;
import io.github.flinkbert.quantization.QuantizedLayer;
import io.github.flinkbert.quantization.QuantizedProduct;
import io.github.flinkbert.tensor.Weights;
import java.util.List;
import java.util.Optional;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.buffer.DataBuffers;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt32;
import org.tensorflow.types.family.TNumber;

/**
 * The nodes of a transformer layer whose dense products are computed in 8 bits. What goes from
 * layer to layer is float32, and so is layer normalisation; attention's own products and its
 * softmax are in the format that the processor is best at.
 *
 * @param <A> that format
 */
final class EightBitLayer<A extends TNumber> {

    private final BertConfig config;
    private final Class<A> type;
    private final Operand<A> mask;
    private final Operand<TInt32> split;
    private final Operand<TInt32> flat;
    private final Kernels kernels = new OneDnnKernels();

    /**
     * @param mask added to the attention scores, [rows, 1, length, length]
     * @param split [rows, length, 3, heads, head size]
     * @param flat [rows × length, hidden size]
     */
    EightBitLayer(
            BertConfig config,
            Class<A> type,
            Operand<A> mask,
            Operand<TInt32> split,
            Operand<TInt32> flat) {
        this.config = config;
        this.type = type;
        this.mask = mask;
        this.split = split;
        this.flat = flat;
    }

    /**
     * A hidden state.
     *
     * @param transformed as the next product sees it
     * @param transform how; empty where it is as it is, and nothing rounds it
     * @param rounded in 8 bits
     * @param residual with the scale taken off, but not the shift, which is in the bias of the
     *     product that it is added to
     * @param hidden as the model means it
     */
    record State(
            Operand<TFloat32> transformed,
            Optional<ChannelTransform> transform,
            Optional<QuantizedOps.Rounded> rounded,
            Operand<TFloat32> residual,
            Operand<TFloat32> hidden) {}

    /**
     * @param attention how much each token attends to each, [rows, heads, length, length]
     */
    record Built<A extends TNumber>(State state, Operand<A> attention) {}

    /** Where a layer's nodes and variables come from. */
    record Source(Ops tf, GivenVariables variables, Weights weights) {

        float[] read(String name) {
            float[] values = new float[Math.toIntExact(weights.shape(name).size())];
            weights.read(name, DataBuffers.of(values, false, false));
            return values;
        }
    }

    /**
     * @param next how the layer above wants its input transformed; empty at the top
     */
    Built<A> build(
            Source source,
            int number,
            QuantizedLayer layer,
            State below,
            Optional<ChannelTransform> next) {
        Ops tf = source.tf();
        String at = "bert/encoder/layer_" + number + "/";
        Operand<A> qkv = dense(source, below, layer.queriesKeysValues());
        List<Operand<A>> parts = AttentionHeads.split(tf, qkv, split);
        Operand<A> weights =
                tf.nn.softmax(kernels.attentionScores(tf, parts.get(0), parts.get(1), mask));
        Operand<A> context = AttentionHeads.join(tf, weights, parts.get(2), flat);
        State attended =
                normalized(
                        source,
                        attentionOutput(source, layer, context, below.residual()),
                        at + "attention/output/LayerNorm/",
                        Optional.of(layer.attended()));
        State hidden =
                normalized(
                        source,
                        feedForward(source, layer, attended),
                        at + "output/LayerNorm/",
                        next);
        return new Built<>(hidden, weights);
    }

    /** Layer normalisation, with the transform in its scale and offset. */
    State normalized(
            Source source, Operand<TFloat32> x, String at, Optional<ChannelTransform> transform) {
        Ops tf = source.tf();
        float[] gamma = source.read(at + "gamma");
        float[] beta = source.read(at + "beta");
        transform.ifPresent(
                own -> {
                    for (int c = 0; c < gamma.length; c++) {
                        gamma[c] /= own.scale()[c];
                        beta[c] = (beta[c] - own.shift()[c]) / own.scale()[c];
                    }
                });
        Operand<TFloat32> values =
                kernels.layerNorm(
                        tf,
                        x,
                        source.variables().vector(gamma),
                        source.variables().vector(beta),
                        (float) config.layerNormEpsilon());
        return state(source, values, transform);
    }

    /**
     * What is made of a hidden state on its way up.
     *
     * @param values as the layer above takes it
     * @param transform how they were transformed
     */
    State state(Source source, Operand<TFloat32> values, Optional<ChannelTransform> transform) {
        if (transform.isEmpty()) {
            return new State(values, transform, Optional.empty(), values, values);
        }
        Ops tf = source.tf();
        Operand<TFloat32> residual =
                tf.math.mul(values, source.variables().vector(transform.get().scale()));
        return new State(
                values,
                transform,
                Optional.of(new QuantizedOps(tf).signed(values, transform.get().range())),
                residual,
                RawOps.add(tf, residual, source.variables().vector(transform.get().shift())));
    }

    private Operand<A> dense(Source source, State x, QuantizedProduct product) {
        if (product instanceof QuantizedProduct.EightBits eight) {
            return new QuantizedOps(source.tf())
                    .dense(
                            x.rounded().orElseThrow(),
                            source.variables().kernel(eight.kernel(), eight.bias()),
                            type);
        }
        return whole(source, Casts.narrow(source.tf(), x.transformed(), type), product);
    }

    private Operand<TFloat32> attentionOutput(
            Source source, QuantizedLayer layer, Operand<A> context, Operand<TFloat32> residual) {
        Ops tf = source.tf();
        if (layer.attentionOutput() instanceof QuantizedProduct.EightBits eight) {
            QuantizedOps quantized = new QuantizedOps(tf);
            return quantized.denseAdd(
                    quantized.signed(Casts.wide(tf, context), layer.context().range()),
                    source.variables().kernel(eight.kernel(), eight.bias()),
                    residual);
        }
        return RawOps.add(
                tf, Casts.wide(tf, whole(source, context, layer.attentionOutput())), residual);
    }

    private Operand<TFloat32> feedForward(Source source, QuantizedLayer layer, State attended) {
        Ops tf = source.tf();
        if (layer.output() instanceof QuantizedProduct.EightBits eight) {
            return new QuantizedOps(tf)
                    .denseAdd(
                            roundedActivation(source, layer, attended),
                            source.variables().kernel(eight.kernel(), eight.bias()),
                            plusOutliers(source, layer.outliers(), attended));
        }
        Operand<A> activated =
                layer.intermediate() instanceof QuantizedProduct.EightBits first
                        ? new QuantizedOps(tf)
                                .denseActivated(
                                        attended.rounded().orElseThrow(),
                                        source.variables().kernel(first.kernel(), first.bias()),
                                        config.activation(),
                                        type)
                        : wholeActivated(source, layer, attended);
        return RawOps.add(
                tf, Casts.wide(tf, whole(source, activated, layer.output())), attended.residual());
    }

    private QuantizedOps.Rounded roundedActivation(
            Source source, QuantizedLayer layer, State attended) {
        QuantizedOps quantized = new QuantizedOps(source.tf());
        float least = layer.activatedLeast();
        float greatest = layer.activatedGreatest();
        if (layer.intermediate() instanceof QuantizedProduct.EightBits first) {
            return quantized.denseActivatedRounded(
                    attended.rounded().orElseThrow(),
                    source.variables().kernel(first.kernel(), first.bias()),
                    config.activation(),
                    least,
                    greatest);
        }
        return quantized.unsigned(
                Casts.wide(source.tf(), wholeActivated(source, layer, attended)), least, greatest);
    }

    private Operand<TFloat32> plusOutliers(
            Source source, OutlierChannels outliers, State attended) {
        if (outliers.count() == 0) {
            return attended.residual();
        }
        Ops tf = source.tf();
        int width = config.hiddenSize();
        Operand<TFloat32> activated =
                kernels.denseActivated(
                        tf,
                        attended.transformed(),
                        source.variables()
                                .matrix(outliers.into(), outliers.count(), TFloat32.class),
                        source.variables().vector(outliers.bias()),
                        config.activation());
        return kernels.denseAdd(
                tf,
                activated,
                source.variables().matrix(outliers.outOf(), width, TFloat32.class),
                source.variables().vector(new float[width]),
                attended.residual());
    }

    private Operand<A> wholeActivated(Source source, QuantizedLayer layer, State attended) {
        QuantizedProduct.Whole first = (QuantizedProduct.Whole) layer.intermediate();
        Ops tf = source.tf();
        return kernels.denseActivated(
                tf,
                Casts.narrow(tf, attended.transformed(), type),
                source.variables().matrix(first.kernel(), first.bias().length, type),
                tf.dtypes.cast(source.variables().vector(first.bias()), type),
                config.activation());
    }

    private Operand<A> whole(Source source, Operand<A> x, QuantizedProduct product) {
        QuantizedProduct.Whole own = (QuantizedProduct.Whole) product;
        return kernels.dense(
                source.tf(),
                x,
                source.variables().matrix(own.kernel(), own.bias().length, type),
                source.tf().dtypes.cast(source.variables().vector(own.bias()), type));
    }
}
