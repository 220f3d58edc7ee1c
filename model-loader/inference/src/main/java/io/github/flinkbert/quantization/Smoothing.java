package io.github.flinkbert.quantization;

import java.util.Arrays;

/**
 * Chooses the scale of each channel, so that activations and weights are both rounded little.
 *
 * <p>SmoothQuant (Xiao et al. 2022) divides channel {@code c} by {@code reach(c)^α /
 * weight(c)^(1-α)}. Here α is not given: of several, the one is taken whose expected squared error
 * of the product is least. For rounding to steps of {@code d} the expected squared error is {@code
 * d²/12} (Widrow and Kollár 2008), which makes the expectation one sum over channels for the
 * activations and one for the weights; nothing is multiplied to find it.
 */
final class Smoothing {

    private static final float[] ALPHAS = {0.3f, 0.4f, 0.5f, 0.6f, 0.7f, 0.8f, 0.9f, 1f};

    /** A channel that hardly moves is not blown up more than this, against the widest one. */
    private static final float NARROWEST = 1e-4f;

    /** Texts that did not calibrate reach a little further than those that did. */
    private static final float MARGIN = 1.05f;

    private Smoothing() {}

    /**
     * @param kernel [channels, out], the weights that the activation meets
     */
    static ChannelTransform choose(ChannelStatistics statistics, float[] kernel, int out) {
        int channels = statistics.channels();
        float[] reach = new float[channels];
        float[] shift = new float[channels];
        float widest = 0;
        for (int c = 0; c < channels; c++) {
            reach[c] = statistics.reach(c);
            shift[c] = statistics.middle(c);
            widest = Math.max(widest, reach[c]);
        }
        if (widest == 0) {
            float[] ones = new float[channels];
            Arrays.fill(ones, 1);
            return new ChannelTransform(ones, shift, 1);
        }
        float[] weight = new float[channels];
        float[] squares = new float[channels];
        float heaviest = 0;
        for (int c = 0; c < channels; c++) {
            reach[c] = Math.max(reach[c], widest * NARROWEST);
            double square = 0;
            for (int j = c * out; j < (c + 1) * out; j++) {
                weight[c] = Math.max(weight[c], Math.abs(kernel[j]));
                square += (double) kernel[j] * kernel[j];
            }
            squares[c] = (float) square;
            heaviest = Math.max(heaviest, weight[c]);
        }
        ChannelTransform best = null;
        double least = Double.POSITIVE_INFINITY;
        for (float alpha : ALPHAS) {
            float[] scale = new float[channels];
            float range = 0;
            for (int c = 0; c < channels; c++) {
                double w = Math.max(weight[c], heaviest * NARROWEST);
                scale[c] =
                        heaviest == 0
                                ? reach[c]
                                : (float)
                                        (StrictMath.pow(reach[c], alpha)
                                                / StrictMath.pow(w, 1 - alpha));
                range = Math.max(range, reach[c] / scale[c]);
            }
            double error = error(statistics, kernel, out, scale, range, squares);
            if (error < least) {
                least = error;
                best = new ChannelTransform(scale, shift, range * MARGIN);
            }
        }
        if (best == null) {
            throw new IllegalArgumentException(
                    "weights or activations are not finite: they cannot be computed in 8 bits");
        }
        return best;
    }

    private static double error(
            ChannelStatistics statistics,
            float[] kernel,
            int out,
            float[] scale,
            float range,
            float[] squares) {
        double step = range / ChannelTransform.STEPS;
        double activations = 0;
        double spread = 0;
        float[] column = new float[out];
        for (int c = 0; c < scale.length; c++) {
            activations += (double) scale[c] * scale[c] * squares[c];
            spread += statistics.variance()[c] / ((double) scale[c] * scale[c]);
            for (int j = 0; j < out; j++) {
                column[j] = Math.max(column[j], Math.abs(kernel[c * out + j] * scale[c]));
            }
        }
        double weights = 0;
        for (float widest : column) {
            double weightStep = widest / EightBitKernel.STEPS;
            weights += weightStep * weightStep;
        }
        return activations * step * step + spread * weights;
    }
}
