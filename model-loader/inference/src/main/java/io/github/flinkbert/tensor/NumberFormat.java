package io.github.flinkbert.tensor;

import java.nio.ByteBuffer;
import org.apache.flink.annotation.Internal;

/** How a file writes one number; little-endian throughout. */
@Internal
public enum NumberFormat {
    FLOAT32(4) {
        @Override
        void decode(ByteBuffer from, float[] to, int count) {
            from.asFloatBuffer().get(to, 0, count);
        }
    },
    /** IEEE 754 binary16. */
    FLOAT16(2) {
        @Override
        void decode(ByteBuffer from, float[] to, int count) {
            for (int i = 0; i < count; i++) {
                to[i] = halfToFloat(from.getShort(from.position() + 2 * i));
            }
        }
    },
    /** The upper half of a float32. */
    BFLOAT16(2) {
        @Override
        void decode(ByteBuffer from, float[] to, int count) {
            for (int i = 0; i < count; i++) {
                to[i] = Float.intBitsToFloat(from.getShort(from.position() + 2 * i) << 16);
            }
        }
    },
    /** Integers, strings and whatever else is no weight: known to be there, never read. */
    OTHER(0) {
        @Override
        void decode(ByteBuffer from, float[] to, int count) {
            throw new IllegalStateException("numbers of this format are not read");
        }
    };

    private final int bytes;

    NumberFormat(int bytes) {
        this.bytes = bytes;
    }

    /** Bytes a number; 0 for {@link #OTHER}. */
    public int bytes() {
        return bytes;
    }

    /** Reads {@code count} numbers at the buffer's position, which stays where it is. */
    abstract void decode(ByteBuffer from, float[] to, int count);

    private static float halfToFloat(short half) {
        int sign = (half & 0x8000) << 16;
        int exponent = (half >>> 10) & 0x1f;
        int fraction = half & 0x3ff;
        if (exponent == 0) { // zero, or subnormal: fraction * 2^-24
            float magnitude = fraction * 0x1p-24f;
            return sign == 0 ? magnitude : -magnitude;
        }
        int widened = exponent == 0x1f ? 0xff : exponent - 15 + 127;
        return Float.intBitsToFloat(sign | (widened << 23) | (fraction << 13));
    }
}
