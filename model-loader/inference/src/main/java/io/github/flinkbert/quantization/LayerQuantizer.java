package io.github.flinkbert.quantization;

import io.github.flinkbert.checkpoint.Activation;
import java.util.Arrays;
import java.util.Objects;
import java.util.function.IntConsumer;
import java.util.stream.Stream;

/** Rounds one layer to 8 bits, given what its activations are over the calibration texts. */
final class LayerQuantizer {

    private static final int[] NONE = {};

    private final ProductQuantizer products;
    private final Activation activation;
    private final RowWorkers workers;

    LayerQuantizer(ProductQuantizer products, Activation activation, RowWorkers workers) {
        this.products = products;
        this.activation = activation;
        this.workers = workers;
    }

    /** How a layer's input is transformed where the layer may choose. */
    static ChannelTransform input(LayerKernels kernels, float[][] x) {
        return Smoothing.choose(x, kernels.qkv(), kernels.qkvBias().length);
    }

    /**
     * @param x the layer's input
     * @param input how it is transformed
     */
    QuantizedLayer quantize(
            LayerKernels kernels,
            ReferencePass.Activations activations,
            float[][] x,
            ChannelTransform input) {
        int width = input.channels();
        ChannelTransform[] transforms = new ChannelTransform[2];
        ActivatedRange[] ranges = new ActivatedRange[1];
        workers.each(
                3,
                task -> {
                    switch (task) {
                        case 0 ->
                                transforms[0] =
                                        Smoothing.choose(
                                                activations.context(),
                                                kernels.attentionOutput(),
                                                width);
                        case 1 ->
                                transforms[1] =
                                        Smoothing.choose(
                                                activations.attended(),
                                                kernels.intermediate(),
                                                kernels.intermediateBias().length);
                        default ->
                                ranges[0] =
                                        ActivatedRange.choose(
                                                activations.activated(),
                                                kernels.output(),
                                                width,
                                                activation);
                    }
                });
        ChannelTransform context = transforms[0];
        ChannelTransform attended = transforms[1];
        ActivatedRange range = ranges[0];
        QuantizedProduct[] found = new QuantizedProduct[4];
        each(
                found,
                task ->
                        found[task] =
                                switch (task) {
                                    case 0 ->
                                            products.quantize(
                                                    FoldedKernel.of(
                                                                    kernels.qkv(),
                                                                    kernels.qkvBias(),
                                                                    input)
                                                            .transformed(2 * width, context),
                                                    x,
                                                    input,
                                                    NONE);
                                    case 1 ->
                                            products.quantize(
                                                    FoldedKernel.of(
                                                                    kernels.attentionOutput(),
                                                                    kernels.attentionOutputBias(),
                                                                    context)
                                                            .plus(input.shift()),
                                                    activations.context(),
                                                    context,
                                                    NONE);
                                    case 2 ->
                                            products.quantize(
                                                    FoldedKernel.of(
                                                            kernels.intermediate(),
                                                            kernels.intermediateBias(),
                                                            attended),
                                                    activations.attended(),
                                                    attended,
                                                    NONE);
                                    default ->
                                            products.quantize(
                                                    new FoldedKernel(
                                                                    kernels.output(),
                                                                    kernels.outputBias().clone())
                                                            .plus(attended.shift()),
                                                    activations.activated(),
                                                    range,
                                                    range.outliers());
                                });
        boolean apart = found[3] instanceof QuantizedProduct.EightBits;
        return new QuantizedLayer(
                input,
                found[0],
                context,
                found[1],
                attended,
                found[2],
                range.least(),
                range.greatest(),
                outliers(kernels, attended, apart ? range.outliers() : NONE),
                found[3]);
    }

    /** Fills all; where one fails, what the others hold outside of the heap is freed. */
    private void each(QuantizedProduct[] found, IntConsumer task) {
        try {
            workers.each(found.length, task);
        } catch (RuntimeException | Error e) {
            Stream.of(found).filter(Objects::nonNull).forEach(QuantizedProduct::close);
            throw e;
        }
    }

    private static OutlierChannels outliers(
            LayerKernels kernels, ChannelTransform attended, int[] channels) {
        int width = attended.channels();
        int wide = kernels.intermediateBias().length;
        int count = channels.length;
        float[] into = new float[width * count];
        float[] bias = new float[count];
        float[] outOf = new float[count * width];
        for (int i = 0; i < count; i++) {
            double sum = kernels.intermediateBias()[channels[i]];
            for (int c = 0; c < width; c++) {
                float weight = kernels.intermediate()[c * wide + channels[i]];
                into[c * count + i] = weight * attended.scale()[c];
                sum += (double) weight * attended.shift()[c];
            }
            bias[i] = (float) sum;
            System.arraycopy(kernels.output(), channels[i] * width, outOf, i * width, width);
        }
        return new OutlierChannels(Arrays.copyOf(channels, count), into, bias, outOf);
    }
}
