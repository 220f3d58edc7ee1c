package io.github.flinkbert.quantization;

import io.github.flinkbert.failure.CheckpointException;
import java.util.Arrays;
import org.apache.flink.annotation.Internal;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.types.TUint8;

/**
 * Weights rounded to 8 bits, one scale a column: {@code kernel[i, j] = value[i, j] × reach[j] /
 * 127}. The numbers lie outside the heap; closing frees them.
 *
 * @param values [in, out], two's complement
 * @param reach [out], what each column's 127 stands for
 */
@SuppressWarnings("ArrayRecordComponent") // compared by nobody
@Internal
public record EightBitKernel(TUint8 values, float[] reach) implements AutoCloseable {

    /** Steps from 0 to a column's reach; the 128th below zero is not used. */
    public static final int STEPS = 127;

    /** Shares of a column's largest weight that are tried as its reach. */
    private static final float[] SHARES = {1f, 0.93f, 0.86f, 0.79f, 0.72f};

    /** Added and taken off again, it rounds a float to the nearest whole number, half to even. */
    private static final float ROUNDER = 0x1.8p23f;

    /**
     * Rounds, cutting off a column's largest weights where that makes the expected error less.
     *
     * @param kernel [in, out]
     * @param importance [in], mean square of the activation that each row of the kernel meets
     * @return the rounded weights, to be closed
     * @throws CheckpointException if a weight is not finite
     */
    static EightBitKernel of(float[] kernel, int out, float[] importance) {
        int in = kernel.length / out;
        float[] reach = reach(kernel, in, out, importance);
        byte[] values = new byte[kernel.length];
        float[] inverse = inverse(reach);
        for (int at = 0; at < kernel.length; at += out) {
            for (int j = 0; j < out; j++) {
                values[at + j] = (byte) (int) steps(kernel[at + j] * inverse[j]);
            }
        }
        return of(values, reach);
    }

    private static float[] reach(float[] kernel, int in, int out, float[] importance) {
        float[] largest = new float[out];
        for (int i = 0; i < in; i++) {
            for (int j = 0; j < out; j++) {
                largest[j] = Math.max(largest[j], Math.abs(kernel[i * out + j]));
            }
        }
        for (float value : largest) {
            if (!Float.isFinite(value)) {
                throw new CheckpointException(
                        "a kernel has weights that are not finite: they cannot be rounded to 8"
                                + " bits");
            }
        }
        float[] best = largest.clone();
        float[] least = new float[out];
        Arrays.fill(least, Float.POSITIVE_INFINITY);
        for (float share : SHARES) {
            float[] reach = new float[out];
            for (int j = 0; j < out; j++) {
                reach[j] = largest[j] * share;
            }
            float[] error = error(kernel, in, out, reach, importance);
            for (int j = 0; j < out; j++) {
                if (error[j] < least[j]) {
                    least[j] = error[j];
                    best[j] = reach[j];
                }
            }
        }
        for (int j = 0; j < out; j++) {
            // a column of zeros, or of numbers too small to have an inverse
            if (best[j] < Float.MIN_NORMAL * STEPS) {
                best[j] = 1;
            }
        }
        return best;
    }

    private static float[] error(
            float[] kernel, int in, int out, float[] reach, float[] importance) {
        float[] inverse = inverse(reach);
        float[] step = new float[out];
        for (int j = 0; j < out; j++) {
            step[j] = reach[j] / STEPS;
        }
        float[] error = new float[out];
        for (int i = 0; i < in; i++) {
            int at = i * out;
            float weight = importance[i];
            for (int j = 0; j < out; j++) {
                float off = kernel[at + j] - steps(kernel[at + j] * inverse[j]) * step[j];
                error[j] += weight * off * off;
            }
        }
        return error;
    }

    private static float[] inverse(float[] reach) {
        float[] inverse = new float[reach.length];
        for (int j = 0; j < reach.length; j++) {
            inverse[j] = reach[j] < Float.MIN_NORMAL * STEPS ? 0 : STEPS / reach[j];
        }
        return inverse;
    }

    private static float steps(float value) {
        return Math.max(-STEPS, Math.min(STEPS, value + ROUNDER - ROUNDER));
    }

    /** From what was stored, [in, out]; the outcome is to be closed. */
    static EightBitKernel of(byte[] bytes, float[] reach) {
        TUint8 tensor = TUint8.tensorOf(Shape.of(bytes.length / reach.length, reach.length));
        tensor.asRawTensor().data().write(bytes);
        return new EightBitKernel(tensor, reach);
    }

    /** The rounded weights, [in, out], two's complement. */
    public byte[] bytes() {
        byte[] bytes = new byte[Math.toIntExact(values.shape().size())];
        values.asRawTensor().data().read(bytes);
        return bytes;
    }

    /** What the rounded weights stand for, [in, out]. */
    public float[] floats() {
        byte[] bytes = bytes();
        float[] floats = new float[bytes.length];
        int out = reach.length;
        for (int at = 0; at < bytes.length; at += out) {
            for (int j = 0; j < out; j++) {
                floats[at + j] = bytes[at + j] * (reach[j] / STEPS);
            }
        }
        return floats;
    }

    @Override
    public void close() {
        values.close();
    }
}
