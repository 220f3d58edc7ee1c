package io.github.flinkbert.quantization;

import io.github.flinkbert.checkpoint.BertConfig;
import io.github.flinkbert.tensor.Weights;
import java.util.List;
import org.tensorflow.ndarray.buffer.DataBuffers;

/**
 * A layer's weights in float32. Kernels are [in, out], row-major.
 *
 * @param qkv queries, keys and values side by side, the scores' scale in the queries
 */
@SuppressWarnings("ArrayRecordComponent") // compared by nobody
record LayerKernels(
        float[] qkv,
        float[] qkvBias,
        float[] attentionOutput,
        float[] attentionOutputBias,
        float[] attendedGamma,
        float[] attendedBeta,
        float[] intermediate,
        float[] intermediateBias,
        float[] output,
        float[] outputBias,
        float[] gamma,
        float[] beta) {

    static LayerKernels read(Weights weights, BertConfig config, int layer) {
        String at = "bert/encoder/layer_" + layer + "/";
        String self = at + "attention/self/";
        float scale = (float) (1 / Math.sqrt(config.headSize()));
        return new LayerKernels(
                beside(weights, self, "kernel", scale),
                beside(weights, self, "bias", scale),
                read(weights, at + "attention/output/dense/kernel"),
                read(weights, at + "attention/output/dense/bias"),
                read(weights, at + "attention/output/LayerNorm/gamma"),
                read(weights, at + "attention/output/LayerNorm/beta"),
                read(weights, at + "intermediate/dense/kernel"),
                read(weights, at + "intermediate/dense/bias"),
                read(weights, at + "output/dense/kernel"),
                read(weights, at + "output/dense/bias"),
                read(weights, at + "output/LayerNorm/gamma"),
                read(weights, at + "output/LayerNorm/beta"));
    }

    static float[] read(Weights weights, String name) {
        float[] values = new float[Math.toIntExact(weights.shape(name).size())];
        weights.read(name, DataBuffers.of(values, false, false));
        return values;
    }

    private static float[] beside(Weights weights, String self, String what, float scale) {
        List<float[]> parts =
                List.of(
                        read(weights, self + "query/" + what),
                        read(weights, self + "key/" + what),
                        read(weights, self + "value/" + what));
        float[] queries = parts.get(0);
        for (int i = 0; i < queries.length; i++) {
            queries[i] *= scale;
        }
        int width = (int) weights.shape(self + "query/bias").get(0);
        int rows = queries.length / width;
        float[] whole = new float[3 * queries.length];
        for (int row = 0; row < rows; row++) {
            for (int part = 0; part < parts.size(); part++) {
                System.arraycopy(
                        parts.get(part), row * width, whole, (3 * row + part) * width, width);
            }
        }
        return whole;
    }
}
