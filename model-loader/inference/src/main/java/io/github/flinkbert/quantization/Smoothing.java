package io.github.flinkbert.quantization;

import io.github.flinkbert.failure.CheckpointException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Chooses the scale of each channel and the range of all, so that activations and weights are both
 * rounded little, and texts that did not calibrate are hardly cut.
 *
 * <p>SmoothQuant (Xiao et al. 2022) divides channel {@code c} by {@code reach(c)^α /
 * weight(c)^(1-α)}. Here neither α nor the room above what was seen is given: of several, those are
 * taken whose expected squared error of the product is least. Rounding to steps of {@code d} costs
 * {@code d²/12} (Widrow and Kollár 2008), which needs no product to be computed. What is cut off is
 * found by cross-validation: the scales of one half of the tokens are tried on the other.
 */
final class Smoothing {

    private static final float[] ALPHAS = {0.4f, 0.5f, 0.6f, 0.7f, 0.85f, 1f};

    /** Room above what was seen. */
    private static final float[] MARGINS = {1.05f, 1.25f, 1.5f, 1.75f, 2f, 2.5f, 3f};

    /**
     * A cut falls on few tokens, and so on few texts, which are then far off; rounding falls on all
     * alike.
     */
    static final double CUT_WEIGHT = 4;

    /** A channel that hardly moves is not blown up more than this, against the widest one. */
    private static final float NARROWEST = 1e-4f;

    /** Tokens that stay on one side in cross-validation: neighbours are alike. */
    private static final int BLOCK = 32;

    private final float[] kernel;
    private final int out;
    private final float[] weight;
    private final double[] squares;
    private final float heaviest;

    private Smoothing(float[] kernel, int out) {
        this.kernel = kernel;
        this.out = out;
        int channels = kernel.length / out;
        weight = new float[channels];
        squares = new double[channels];
        float most = 0;
        for (int c = 0; c < channels; c++) {
            for (int j = c * out; j < (c + 1) * out; j++) {
                weight[c] = Math.max(weight[c], Math.abs(kernel[j]));
                squares[c] += (double) kernel[j] * kernel[j];
            }
            most = Math.max(most, weight[c]);
        }
        heaviest = most;
    }

    /**
     * @param x [tokens][channels], the activation over the calibration texts
     * @param kernel [channels, out], the weights that it meets
     */
    static ChannelTransform choose(float[][] x, float[] kernel, int out) {
        return new Smoothing(kernel, out).choose(x);
    }

    private ChannelTransform choose(float[][] x) {
        double[][] errors = new double[ALPHAS.length][MARGINS.length];
        for (Halves halves : Halves.of(x)) {
            ChannelStatistics statistics = ChannelStatistics.of(halves.seen());
            for (int a = 0; a < ALPHAS.length; a++) {
                addErrors(
                        statistics,
                        halves.unseen(),
                        transform(statistics, ALPHAS[a], 1),
                        errors[a]);
            }
        }
        double least = Double.POSITIVE_INFINITY;
        float alpha = Float.NaN;
        float margin = 1;
        for (int a = 0; a < ALPHAS.length; a++) {
            for (int m = 0; m < MARGINS.length; m++) {
                if (errors[a][m] < least) {
                    least = errors[a][m];
                    alpha = ALPHAS[a];
                    margin = MARGINS[m];
                }
            }
        }
        if (Float.isNaN(alpha)) {
            throw new CheckpointException(
                    "weights or activations are not finite: they cannot be computed in 8 bits");
        }
        return transform(ChannelStatistics.of(x), alpha, margin);
    }

    /** Tokens on which something is found, and tokens on which it is tried. */
    @SuppressWarnings("ArrayRecordComponent") // compared by nobody
    record Halves(float[][] seen, float[][] unseen) {

        /** Both ways; where there are too few tokens to part them, all are on both sides. */
        static List<Halves> of(float[][] x) {
            float[][] even = half(x, 0);
            float[][] odd = half(x, 1);
            return odd.length == 0
                    ? List.of(new Halves(x, x))
                    : List.of(new Halves(even, odd), new Halves(odd, even));
        }

        private static float[][] half(float[][] x, int half) {
            List<float[]> rows = new ArrayList<>();
            for (int row = 0; row < x.length; row++) {
                if (row / BLOCK % 2 == half) {
                    rows.add(x[row]);
                }
            }
            return rows.toArray(float[][]::new);
        }
    }

    private ChannelTransform transform(ChannelStatistics statistics, float alpha, float margin) {
        int channels = statistics.channels();
        float[] scale = new float[channels];
        float[] shift = new float[channels];
        float widest = 0;
        for (int c = 0; c < channels; c++) {
            shift[c] = statistics.middle(c);
            widest = Math.max(widest, statistics.reach(c));
        }
        if (widest == 0) {
            Arrays.fill(scale, 1);
            return new ChannelTransform(scale, shift, 1);
        }
        float range = 0;
        for (int c = 0; c < channels; c++) {
            float reach = Math.max(statistics.reach(c), widest * NARROWEST);
            double against = Math.max(weight[c], heaviest * NARROWEST);
            scale[c] =
                    heaviest == 0
                            ? reach
                            : (float)
                                    (StrictMath.pow(reach, alpha)
                                            / StrictMath.pow(against, 1 - alpha));
            range = Math.max(range, reach / scale[c]);
        }
        return new ChannelTransform(scale, shift, range * margin);
    }

    /** Adds what a transform is expected to cost, by margin. */
    private void addErrors(
            ChannelStatistics seen, float[][] unseen, ChannelTransform transform, double[] errors) {
        double activations = 0;
        double spread = 0;
        float[] column = new float[out];
        for (int c = 0; c < transform.channels(); c++) {
            float scale = transform.scale()[c];
            activations += (double) scale * scale * squares[c];
            spread += seen.variance()[c] / ((double) scale * scale);
            for (int j = 0; j < out; j++) {
                column[j] = Math.max(column[j], Math.abs(kernel[c * out + j] * scale));
            }
        }
        double weights = 0;
        for (float widest : column) {
            double step = widest / EightBitKernel.STEPS;
            weights += step * step;
        }
        double[] cut = cut(unseen, transform);
        for (int m = 0; m < MARGINS.length; m++) {
            double step = transform.range() * MARGINS[m] / ChannelTransform.STEPS;
            errors[m] +=
                    (activations * step * step + spread * weights) / 12
                            + CUT_WEIGHT * cut[m] / unseen.length;
        }
    }

    /** Squared error of the product that is cut off of tokens that were not seen, by margin. */
    private double[] cut(float[][] unseen, ChannelTransform transform) {
        double[] cut = new double[MARGINS.length];
        float first = transform.range() * MARGINS[0];
        for (float[] row : unseen) {
            for (int c = 0; c < row.length; c++) {
                float scale = transform.scale()[c];
                float value = Math.abs((row[c] - transform.shift()[c]) / scale);
                if (value > first) {
                    for (int m = 0; m < MARGINS.length; m++) {
                        double over = Math.max(0, value - transform.range() * MARGINS[m]) * scale;
                        cut[m] += over * over * squares[c];
                    }
                }
            }
        }
        return cut;
    }
}
