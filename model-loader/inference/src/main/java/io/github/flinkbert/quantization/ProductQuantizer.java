package io.github.flinkbert.quantization;

import java.util.Arrays;

/** Rounds one product's weights and measures what that does to its outcome. */
final class ProductQuantizer {

    /** Tokens over which the error of a product is measured. */
    private static final int MEASURED = 32;

    private final double budget;

    /**
     * @param budget error above which a product is not computed in 8 bits
     */
    ProductQuantizer(double budget) {
        this.budget = budget;
    }

    /**
     * @param folded the weights as the graph's product has them
     * @param x [tokens][channels], the activation over the calibration texts, as it is
     * @param rounding how the graph rounds it
     * @param apart rows of the kernel that are computed apart, and are 0 in 8 bits
     */
    QuantizedProduct quantize(FoldedKernel folded, float[][] x, Rounding rounding, int[] apart) {
        int out = folded.bias().length;
        int in = x[0].length;
        double[] sum = new double[in];
        double[] squares = new double[in];
        for (float[] row : x) {
            float[] applied = rounding.apply(row);
            for (int c = 0; c < in; c++) {
                sum[c] += applied[c];
                squares[c] += (double) applied[c] * applied[c];
            }
        }
        float[] importance = new float[in];
        for (int c = 0; c < in; c++) {
            importance[c] = (float) (squares[c] / x.length);
        }
        float[] reduced = folded.kernel();
        if (apart.length > 0) {
            reduced = reduced.clone();
            for (int c : apart) {
                Arrays.fill(reduced, c * out, (c + 1) * out, 0);
            }
        }
        EightBitKernel kernel = EightBitKernel.of(reduced, out, importance);
        try {
            float[] floats = kernel.floats();
            for (int c : apart) {
                System.arraycopy(folded.kernel(), c * out, floats, c * out, out);
            }
            float[] correction = correction(folded.kernel(), floats, sum, x.length, out);
            double error = error(folded.kernel(), floats, correction, x, rounding);
            if (!(error <= budget)) {
                kernel.close();
                return new QuantizedProduct.Whole(folded.kernel(), folded.bias(), error);
            }
            return new QuantizedProduct.EightBits(kernel, folded.plus(correction).bias(), error);
        } catch (RuntimeException | Error e) {
            kernel.close();
            throw e;
        }
    }

    /**
     * What the rounded weights take from the outcome's mean (Nagel et al. 2019, "Data-Free
     * Quantization through Weight Equalization and Bias Correction", section 4.2).
     */
    private static float[] correction(
            float[] kernel, float[] rounded, double[] sum, int tokens, int out) {
        double[] correction = new double[out];
        for (int c = 0; c < sum.length; c++) {
            double mean = sum[c] / tokens;
            for (int j = 0; j < out; j++) {
                correction[j] += mean * (kernel[c * out + j] - rounded[c * out + j]);
            }
        }
        float[] floats = new float[out];
        for (int j = 0; j < out; j++) {
            floats[j] = (float) correction[j];
        }
        return floats;
    }

    private static double error(
            float[] kernel, float[] rounded, float[] correction, float[][] x, Rounding rounding) {
        int out = correction.length;
        int measured = Math.min(MEASURED, x.length);
        float[][] applied = new float[measured][];
        float[][] cut = new float[measured][];
        for (int i = 0; i < measured; i++) {
            applied[i] = rounding.apply(x[(int) ((long) i * x.length / measured)]);
            cut[i] = rounding.rounded(applied[i]);
        }
        float[][] truth = DenseProduct.of(applied, kernel, new float[out]);
        float[][] found = DenseProduct.of(cut, rounded, correction);
        double noise = 0;
        double signal = 0;
        for (int j = 0; j < out; j++) {
            double mean = 0;
            for (float[] row : truth) {
                mean += row[j];
            }
            mean /= measured;
            for (int i = 0; i < measured; i++) {
                double off = found[i][j] - truth[i][j];
                noise += off * off;
                signal += (truth[i][j] - mean) * (truth[i][j] - mean);
            }
        }
        return noise == 0 ? 0 : Math.sqrt(noise / signal);
    }
}
