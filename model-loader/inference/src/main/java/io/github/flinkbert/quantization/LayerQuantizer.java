package io.github.flinkbert.quantization;

import io.github.flinkbert.checkpoint.Activation;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
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
        List<ActivatedRange> ranges = new ArrayList<>();
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
                                ranges.addAll(
                                        ActivatedRange.choices(
                                                activations.activated(),
                                                kernels.output(),
                                                width,
                                                activation));
                    }
                });
        ChannelTransform context = transforms[0];
        ChannelTransform attended = transforms[1];
        ActivatedRange[] range = new ActivatedRange[1];
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
                                    default -> {
                                        Output output =
                                                output(kernels, activations, attended, ranges);
                                        range[0] = output.range();
                                        yield output.product();
                                    }
                                });
        boolean apart = found[3] instanceof QuantizedProduct.EightBits;
        return new QuantizedLayer(
                input,
                found[0],
                context,
                found[1],
                attended,
                found[2],
                range[0].least(),
                range[0].greatest(),
                outliers(kernels, attended, apart ? range[0].outliers() : NONE),
                found[3]);
    }

    /** The feed-forward layer's second product, and how its input is rounded. */
    private record Output(ActivatedRange range, QuantizedProduct product) {}

    /**
     * Where the error is above the budget, more channels are computed apart: 48 of them cost
     * BERT-Base a sixth of what a product in bfloat16 costs over one in 8 bits. But only where each
     * step lowers the error: else it is the error of few tokens, and other texts have other ones.
     */
    private Output output(
            LayerKernels kernels,
            ReferencePass.Activations activations,
            ChannelTransform attended,
            List<ActivatedRange> ranges) {
        FoldedKernel folded =
                new FoldedKernel(kernels.output(), kernels.outputBias()).plus(attended.shift());
        Output fewest = output(folded, activations, ranges.get(0));
        if (fewest.product() instanceof QuantizedProduct.EightBits) {
            return fewest;
        }
        Output found = fewest;
        for (ActivatedRange range : ranges.subList(1, ranges.size())) {
            Output more = output(folded, activations, range);
            found.product().close();
            if (!(more.product().error() < found.product().error())) {
                more.product().close();
                return fewest;
            }
            found = more;
        }
        return found.product() instanceof QuantizedProduct.EightBits ? found : fewest;
    }

    private Output output(
            FoldedKernel folded, ReferencePass.Activations activations, ActivatedRange range) {
        return new Output(
                range, products.quantize(folded, activations.activated(), range, range.outliers()));
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
