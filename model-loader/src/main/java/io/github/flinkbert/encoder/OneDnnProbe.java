package io.github.flinkbert.encoder;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.tensorflow.Graph;
import org.tensorflow.Operand;
import org.tensorflow.Session;
import org.tensorflow.exceptions.TensorFlowException;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Ops;
import org.tensorflow.proto.ConfigProto;
import org.tensorflow.types.TFloat32;

/**
 * Finds out, by running one, whether this TensorFlow has the fused CPU kernels: they are internal
 * to its oneDNN build, and absent on other processors and where {@code TF_ENABLE_ONEDNN_OPTS=0}.
 */
final class OneDnnProbe {

    private static final Logger LOG = LoggerFactory.getLogger(OneDnnProbe.class);

    private OneDnnProbe() {}

    /**
     * @param config the process's session options: its first session fixes them for all
     */
    static boolean works(ConfigProto config) {
        try (Graph graph = new Graph();
                Session session = new Session(graph, config)) {
            Ops tf = Ops.create(graph);
            // Placeholders' defaults: constants would be folded on a kernel that nobody asked for.
            Operand<TFloat32> x =
                    tf.placeholderWithDefault(
                            tf.constant(new float[][] {{1, 2}, {3, 5}}), Shape.of(2, 2));
            Operand<TFloat32> vector =
                    tf.placeholderWithDefault(tf.constant(new float[] {1, 1}), Shape.of(2));
            Kernels kernels = new OneDnnKernels();
            Operand<TFloat32> y =
                    kernels.layerNorm(
                            tf, kernels.denseAdd(tf, x, x, vector, x), vector, vector, 1e-12f);
            Operand<TFloat32> heads = tf.reshape(y, tf.constant(new int[] {1, 1, 2, 2}));
            Operand<TFloat32> scores = kernels.attentionScores(tf, heads, heads, heads);
            session.runner().fetch(scores).run().close();
            return true;
        } catch (TensorFlowException | IllegalArgumentException e) {
            LOG.info(
                    "No fused oneDNN kernels here, plain ops are used instead: {}", e.getMessage());
            return false;
        }
    }
}
