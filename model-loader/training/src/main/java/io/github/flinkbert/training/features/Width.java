package io.github.flinkbert.training.features;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.apache.flink.annotation.Internal;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.types.TBfloat16;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.family.TNumber;

/** How a hidden state's numbers are kept, and given to a graph; little-endian. */
@Internal
public enum Width {
    BFLOAT16(Short.BYTES) {
        @Override
        void put(float[] values, int from, int count, ByteBuffer to) {
            for (int i = from; i < from + count; i++) {
                to.putShort((short) (nearest(Float.floatToRawIntBits(values[i])) >>> 16));
            }
        }

        @Override
        TNumber tensor(Shape shape, byte[] bytes) {
            TBfloat16 tensor = TBfloat16.tensorOf(shape);
            tensor.asRawTensor().data().write(bytes);
            return tensor;
        }
    },
    FLOAT32(Float.BYTES) {
        @Override
        void put(float[] values, int from, int count, ByteBuffer to) {
            for (int i = from; i < from + count; i++) {
                to.putFloat(values[i]);
            }
        }

        @Override
        TNumber tensor(Shape shape, byte[] bytes) {
            TFloat32 tensor = TFloat32.tensorOf(shape);
            tensor.asRawTensor().data().write(bytes);
            return tensor;
        }
    };

    private final int bytes;

    Width(int bytes) {
        this.bytes = bytes;
    }

    /** Bytes a number. */
    public int bytes() {
        return bytes;
    }

    abstract void put(float[] values, int from, int count, ByteBuffer to);

    abstract TNumber tensor(Shape shape, byte[] bytes);

    byte[] encode(float[] values, int from, int count) {
        ByteBuffer encoded = ByteBuffer.allocate(count * bytes).order(ByteOrder.LITTLE_ENDIAN);
        put(values, from, count, encoded);
        return encoded.array();
    }

    /** Rounds to the nearest number whose lower half is zero; of two as near, to the even one. */
    private static int nearest(int bits) {
        return bits + 0x7fff + (bits >>> 16 & 1);
    }
}
