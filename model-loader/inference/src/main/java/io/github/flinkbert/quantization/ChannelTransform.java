package io.github.flinkbert.quantization;

import io.github.flinkbert.failure.CheckpointException;
import org.apache.flink.annotation.Internal;

/**
 * How an activation is brought into the range of 8 bits: {@code (x - shift) / scale}, by channel,
 * then rounded to whole steps of {@code range / 127}. The weights that it meets take scale and
 * shift in, so the product stays what it was. Arrays are [channels] and must not be changed.
 *
 * <p>Source: Xiao et al. 2022 for the scale; Wei et al. 2023 for the shift.
 *
 * @param range what the transformed activation reaches, positive; beyond it is cut
 */
@SuppressWarnings("ArrayRecordComponent") // compared by nobody
@Internal
public record ChannelTransform(float[] scale, float[] shift, float range) implements Rounding {

    /** Steps from 0 to the range: 8 bits, the same number below 0. */
    public static final int STEPS = 127;

    public ChannelTransform {
        if (scale.length != shift.length) {
            throw new IllegalArgumentException(
                    "expected as many shifts as scales, found %d and %d"
                            .formatted(shift.length, scale.length));
        }
        if (!(range > 0) || Float.isInfinite(range)) {
            throw new CheckpointException(
                    "the range of an activation in 8 bits must be positive and finite, found "
                            + range);
        }
    }

    int channels() {
        return scale.length;
    }

    /** A row as the product sees it before rounding. */
    @Override
    public float[] apply(float[] row) {
        float[] applied = new float[row.length];
        for (int c = 0; c < row.length; c++) {
            applied[c] = (row[c] - shift[c]) / scale[c];
        }
        return applied;
    }

    /** A transformed row after rounding to 8 bits and back. */
    @Override
    public float[] rounded(float[] applied) {
        float[] rounded = new float[applied.length];
        float step = range / STEPS;
        for (int c = 0; c < applied.length; c++) {
            float steps = (float) Math.rint(applied[c] / step);
            rounded[c] = Math.max(-STEPS, Math.min(STEPS, steps)) * step;
        }
        return rounded;
    }
}
