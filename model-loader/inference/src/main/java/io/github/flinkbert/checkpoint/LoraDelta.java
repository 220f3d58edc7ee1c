package io.github.flinkbert.checkpoint;

import io.github.flinkbert.tensor.StoredTensor;
import io.github.flinkbert.tensor.TensorStream;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.ndarray.buffer.DataBuffers;
import org.tensorflow.ndarray.buffer.FloatDataBuffer;

/**
 * What a LoRA adapter adds to one kernel: {@code scale · B · A}, where the linear layer's matrix is
 * [out, in] in PEFT and its transpose in Google's layout.
 *
 * <p>Source: Hu et al. 2021, "LoRA: Low-Rank Adaptation of Large Language Models", section 4.1;
 * PEFT's {@code LoraLayer.get_delta_weight}.
 *
 * @param kernel the variable, by Google's name
 * @param down "lora_A", [rank, in]
 * @param up "lora_B", [out, rank]
 * @param scale alpha / rank
 */
record LoraDelta(String kernel, StoredTensor down, StoredTensor up, float scale) {

    int rank() {
        return Math.toIntExact(down.shape().get(0));
    }

    /** The shape of a kernel that it can be added to, [in, out]. */
    Shape shape() {
        return Shape.of(down.shape().get(1), up.shape().get(0));
    }

    /** Adds to a kernel that has been read, [in, out], row-major. */
    void addTo(FloatDataBuffer values) {
        int rank = rank();
        int in = Math.toIntExact(shape().get(0));
        int out = Math.toIntExact(shape().get(1));
        float[] a = new float[rank * in];
        float[] transposedB = new float[rank * out];
        TensorStream.read(down, DataBuffers.of(a, false, false));
        TensorStream.readTransposed(up, DataBuffers.of(transposedB, false, false));
        float[] row = new float[out];
        for (int i = 0; i < in; i++) {
            FloatDataBuffer target = values.slice((long) i * out, out);
            target.read(row);
            for (int k = 0; k < rank; k++) {
                float factor = scale * a[k * in + i];
                for (int o = 0; o < out; o++) {
                    row[o] += factor * transposedB[k * out + o];
                }
            }
            target.write(row);
        }
    }
}
