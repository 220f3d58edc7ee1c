package io.github.flinkbert.quantization;

/**
 * What the channels (columns) of an activation reach over the calibration texts. Arrays are
 * [channels].
 *
 * @param least least value
 * @param greatest greatest value
 * @param mean mean
 * @param variance mean square of the distance from the middle of least and greatest
 */
@SuppressWarnings("ArrayRecordComponent") // compared by nobody
record ChannelStatistics(float[] least, float[] greatest, float[] mean, float[] variance) {

    /**
     * @param x [tokens][channels], at least one token
     */
    static ChannelStatistics of(float[][] x) {
        int channels = x[0].length;
        float[] least = x[0].clone();
        float[] greatest = x[0].clone();
        double[] sum = new double[channels];
        for (float[] row : x) {
            for (int c = 0; c < channels; c++) {
                least[c] = Math.min(least[c], row[c]);
                greatest[c] = Math.max(greatest[c], row[c]);
                sum[c] += row[c];
            }
        }
        double[] square = new double[channels];
        for (float[] row : x) {
            for (int c = 0; c < channels; c++) {
                double distance = row[c] - (least[c] + greatest[c]) / 2;
                square[c] += distance * distance;
            }
        }
        float[] mean = new float[channels];
        float[] variance = new float[channels];
        for (int c = 0; c < channels; c++) {
            mean[c] = (float) (sum[c] / x.length);
            variance[c] = (float) (square[c] / x.length);
        }
        return new ChannelStatistics(least, greatest, mean, variance);
    }

    int channels() {
        return least.length;
    }

    /** Half of what lies between a channel's least and greatest value. */
    float reach(int channel) {
        return (greatest[channel] - least[channel]) / 2;
    }

    /** The middle of a channel's least and greatest value. */
    float middle(int channel) {
        return (greatest[channel] + least[channel]) / 2;
    }
}
