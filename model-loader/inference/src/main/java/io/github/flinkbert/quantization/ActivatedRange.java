package io.github.flinkbert.quantization;

import io.github.flinkbert.checkpoint.Activation;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
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

    /** The range, as a share of what the remaining channels were seen to reach. */
    private static final float[] SHARES = {0.6f, 0.7f, 0.8f, 0.9f, 1f, 1.1f, 1.25f};

    /** The fewest channels are taken whose error is this near to the least of all. */
    private static final double ENOUGH = 1.3;

    /** A range of an activation that is never above 0. */
    private static final float SMALLEST = 1e-3f;

    /** Finds the range of one half of the tokens and tries it on the other. */
    private static final class Trial {
        private final int[] order;
        private final float[] seen;
        private final double[] squares;
        private final float least;

        Trial(ChannelStatistics statistics, double[] squares, float least) {
            this.squares = squares;
            this.least = least;
            order = order(statistics);
            seen = new float[COUNTS.length];
            for (int i = 0; i < COUNTS.length; i++) {
                seen[i] = COUNTS[i] < order.length ? reach(statistics, order, COUNTS[i]) : 0;
            }
        }

        /** Adds the expected squared error, by count and share. */
        void addErrors(float[][] unseen, double[][] errors) {
            int[] rank = new int[order.length];
            for (int i = 0; i < order.length; i++) {
                rank[order[i]] = i;
            }
            for (int i = 0; i < COUNTS.length; i++) {
                double sum = 0;
                for (int at = COUNTS[i]; at < order.length; at++) {
                    sum += squares[order[at]];
                }
                for (int s = 0; s < SHARES.length; s++) {
                    double step = (seen[i] * SHARES[s] - least) / STEPS;
                    errors[i][s] += sum * step * step / 12;
                }
            }
            float lowest = Float.POSITIVE_INFINITY;
            for (int i = 0; i < COUNTS.length; i++) {
                if (COUNTS[i] < order.length) {
                    lowest = Math.min(lowest, seen[i] * SHARES[0]);
                }
            }
            for (float[] row : unseen) {
                for (int c = 0; c < row.length; c++) {
                    if (row[c] > lowest) {
                        addCut(row[c], rank[c], squares[c] / unseen.length, errors);
                    }
                }
            }
        }

        private void addCut(float value, int rank, double weight, double[][] errors) {
            for (int i = 0; i < COUNTS.length; i++) {
                for (int s = 0; s < SHARES.length && rank >= COUNTS[i]; s++) {
                    double over = Math.max(0, value - seen[i] * SHARES[s]);
                    errors[i][s] += Smoothing.CUT_WEIGHT * weight * over * over;
                }
            }
        }
    }

    /**
     * The fewest channels to take apart, and the range, that leave an expected error near the
     * least; behind it the same with more channels, to try where that is not enough.
     *
     * @param x [tokens][channels], the activation over the calibration texts
     * @param kernel [channels, out], the weights that it meets
     */
    static List<ActivatedRange> choices(
            float[][] x, float[] kernel, int out, Activation activation) {
        int channels = x[0].length;
        double[] squares = new double[channels];
        for (int c = 0; c < channels; c++) {
            for (int j = c * out; j < (c + 1) * out; j++) {
                squares[c] += (double) kernel[j] * kernel[j];
            }
        }
        float least = activation == Activation.RELU ? 0 : LEAST_OF_GELU;
        double[][] errors = new double[COUNTS.length][SHARES.length];
        for (Smoothing.Halves halves : Smoothing.Halves.of(x)) {
            new Trial(ChannelStatistics.of(halves.seen()), squares, least)
                    .addErrors(halves.unseen(), errors);
        }
        int most = (int) Arrays.stream(COUNTS).filter(count -> count < channels).count();
        int[] share = new int[most];
        double fewest = Double.POSITIVE_INFINITY;
        for (int i = 0; i < most; i++) {
            for (int s = 0; s < SHARES.length; s++) {
                if (errors[i][s] < errors[i][share[i]]) {
                    share[i] = s;
                }
            }
            fewest = Math.min(fewest, errors[i][share[i]]);
        }
        int chosen = 0;
        while (chosen + 1 < most && errors[chosen][share[chosen]] > ENOUGH * fewest) {
            chosen++;
        }
        ChannelStatistics statistics = ChannelStatistics.of(x);
        int[] order = order(statistics);
        List<ActivatedRange> choices = new ArrayList<>();
        for (int i = chosen; i < most; i++) {
            float reach = reach(statistics, order, COUNTS[i]) * SHARES[share[i]];
            choices.add(
                    new ActivatedRange(
                            least,
                            Math.max(reach, SMALLEST),
                            IntStream.range(0, COUNTS[i]).map(c -> order[c]).sorted().toArray()));
        }
        return choices;
    }

    /** Channels, those that reach furthest first. */
    private static int[] order(ChannelStatistics statistics) {
        return IntStream.range(0, statistics.channels())
                .boxed()
                .sorted(
                        Comparator.comparing((Integer c) -> -statistics.greatest()[c])
                                .thenComparing(c -> c))
                .mapToInt(c -> c)
                .toArray();
    }

    private static float reach(ChannelStatistics statistics, int[] order, int apart) {
        return Math.max(0, statistics.greatest()[order[apart]]);
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
