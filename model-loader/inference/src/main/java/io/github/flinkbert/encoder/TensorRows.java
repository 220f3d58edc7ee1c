package io.github.flinkbert.encoder;

import io.github.flinkbert.tensor.Matrix;
import org.tensorflow.Tensor;
import org.tensorflow.types.TBfloat16;

/** Numbers that left a graph, on the heap. */
final class TensorRows {

    private TensorRows() {}

    /** A matrix of float32. */
    static Matrix of(Tensor tensor) {
        return of(tensor, (int) tensor.shape().get(1));
    }

    /** A tensor of float32 or bfloat16, as rows of its last axis. */
    static Matrix of(Tensor tensor, int columns) {
        int size = (int) tensor.shape().size();
        float[] values = new float[size];
        if (tensor instanceof TBfloat16) {
            short[] upper = new short[size];
            tensor.asRawTensor().data().asShorts().read(upper);
            for (int i = 0; i < size; i++) {
                values[i] = Float.intBitsToFloat(upper[i] << 16);
            }
        } else {
            tensor.asRawTensor().data().asFloats().read(values);
        }
        return new Matrix(size / columns, columns, values);
    }
}
