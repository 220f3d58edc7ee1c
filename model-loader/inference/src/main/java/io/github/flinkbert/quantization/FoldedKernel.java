package io.github.flinkbert.quantization;

/**
 * A product's weights with the scales around it folded in.
 *
 * @param kernel [in, out]
 * @param bias [out]
 */
@SuppressWarnings("ArrayRecordComponent") // compared by nobody
record FoldedKernel(float[] kernel, float[] bias) {

    /** For an input that is transformed: {@code x·W + b = x'·(scale∘W) + (b + shift·W)}. */
    static FoldedKernel of(float[] kernel, float[] bias, ChannelTransform input) {
        int out = bias.length;
        float[] folded = new float[kernel.length];
        double[] sum = new double[out];
        for (int c = 0; c < input.channels(); c++) {
            float scale = input.scale()[c];
            double shift = input.shift()[c];
            for (int j = 0; j < out; j++) {
                float weight = kernel[c * out + j];
                folded[c * out + j] = weight * scale;
                sum[j] += weight * shift;
            }
        }
        float[] shifted = new float[out];
        for (int j = 0; j < out; j++) {
            shifted[j] = (float) (bias[j] + sum[j]);
        }
        return new FoldedKernel(folded, shifted);
    }

    /** The same with the outcome's columns from one on transformed, in place. */
    FoldedKernel transformed(int fromColumn, ChannelTransform outcome) {
        int out = bias.length;
        for (int c = 0; c < outcome.channels(); c++) {
            int column = fromColumn + c;
            float scale = outcome.scale()[c];
            for (int at = column; at < kernel.length; at += out) {
                kernel[at] /= scale;
            }
            bias[column] = (bias[column] - outcome.shift()[c]) / scale;
        }
        return this;
    }

    /** The same kernel with something added to the bias. */
    FoldedKernel plus(float[] added) {
        float[] sum = new float[bias.length];
        for (int j = 0; j < sum.length; j++) {
            sum[j] = bias[j] + added[j];
        }
        return new FoldedKernel(kernel, sum);
    }
}
