package io.github.flinkbert.quantization;

import io.github.flinkbert.checkpoint.Activation;
import java.util.Arrays;
import java.util.Comparator;
import java.util.stream.IntStream;

/**
 * How the feed-forward layer's activation is rounded: unsigned, from its minimum on, with the
 * channels that reach furthest left out.
 *
 * @param outliers channels that are computed apart, ascending
 */
@SuppressWarnings("ArrayRecordComponent") // compared by nobody
record ActivatedRange(float least, float greatest, int[] outliers) implements Rounding {

    private static final int STEPS = 255;

    /** GELU is nowhere below: its minimum is -0.17004 in the tanh form, -0.16997 in the other. */
    private static final float LEAST_OF_GELU = -0.1701f;

    /** How many channels may be computed apart: whole vectors of the processor. */
    private static final int[] COUNTS = {0, 16, 32, 48, 64};

    /** No more are taken than bring the error this near to what the most of them would leave. */
    private static final double ENOUGH = 1.25;

    /** Texts that did not calibrate reach a little further than those that did. */
    private static final float MARGIN = 1.25f;

    /**
     * Takes the fewest channels apart that leave an expected error near the least, or well below
     * the error of the rounded weights.
     *
     * @param kernel [channels, out], the weights that the activation meets
     */
    static ActivatedRange choose(
            ChannelStatistics statistics, float[] kernel, int out, Activation activation) {
        int channels = statistics.channels();
        double[] squares = new double[channels];
        double weights = weightError(statistics, kernel, out, squares);
        Integer[] order = IntStream.range(0, channels).boxed().toArray(Integer[]::new);
        Arrays.sort(
                order,
                Comparator.comparing((Integer c) -> -statistics.greatest()[c])
                        .thenComparing(c -> c));
        float least = activation == Activation.RELU ? 0 : LEAST_OF_GELU;
        double[] errors = new double[COUNTS.length];
        for (int i = 0; i < COUNTS.length; i++) {
            errors[i] =
                    COUNTS[i] < channels
                            ? error(order, COUNTS[i], squares, reach(statistics, order, COUNTS[i]) - least)
                            : Double.POSITIVE_INFINITY;
        }
        double fewest = Arrays.stream(errors).min().orElseThrow();
        int count = 0;
        for (int i = 0; i < COUNTS.length; i++) {
            if (errors[i] <= Math.max(ENOUGH * fewest, weights / 4)) {
                count = COUNTS[i];
                break;
            }
        }
        int[] outliers = IntStream.range(0, count).map(i -> order[i]).sorted().toArray();
        return new ActivatedRange(
                least, Math.max(reach(statistics, order, count) * MARGIN, 1e-3f), outliers);
    }

    private static float reach(ChannelStatistics statistics, Integer[] order, int apart) {
        return statistics.greatest()[order[apart]];
    }

    private static double error(Integer[] order, int apart, double[] squares, float range) {
        double sum = 0;
        for (int i = apart; i < order.length; i++) {
            sum += squares[order[i]];
        }
        double step = range / STEPS;
        return sum * step * step;
    }

    /** On the way, the sum of each row's squares. */
    private static double weightError(
            ChannelStatistics statistics, float[] kernel, int out, double[] squares) {
        float[] column = new float[out];
        double moments = 0;
        for (int c = 0; c < squares.length; c++) {
            for (int j = 0; j < out; j++) {
                float weight = kernel[c * out + j];
                squares[c] += (double) weight * weight;
                column[j] = Math.max(column[j], Math.abs(weight));
            }
            moments += statistics.variance()[c];
        }
        double steps = 0;
        for (float widest : column) {
            double step = widest / EightBitKernel.STEPS;
            steps += step * step;
        }
        return moments * steps;
    }

    @Override
    public float[] apply(float[] row) {
        return row;
    }

    @Override
    public float[] rounded(float[] applied) {
        float[] rounded = new float[applied.length];
        float step = (greatest - least) / STEPS;
        for (int c = 0; c < applied.length; c++) {
            float steps = (float) Math.rint((applied[c] - least) / step);
            rounded[c] = Math.max(0, Math.min(STEPS, steps)) * step + least;
        }
        for (int c : outliers) {
            rounded[c] = applied[c];
        }
        return rounded;
    }
}
