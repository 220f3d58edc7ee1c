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
import org.tensorflow.types.TBfloat16;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.family.TNumber;

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
        return works(config, TFloat32.class);
    }

    /** The same in bfloat16, for which it has kernels on fewer processors. */
    static boolean worksInBfloat16(ConfigProto config) {
        return works(config, TBfloat16.class);
    }

    private static <T extends TNumber> boolean works(ConfigProto config, Class<T> type) {
        try (Graph graph = new Graph();
                Session session = new Session(graph, config)) {
            Ops tf = Ops.create(graph);
            // Placeholders' defaults: constants would be folded on a kernel that nobody asked for.
            Operand<T> x =
                    tf.placeholderWithDefault(
                            tf.dtypes.cast(tf.constant(new float[][] {{1, 2}, {3, 5}}), type),
                            Shape.of(2, 2));
            Operand<T> vector =
                    tf.placeholderWithDefault(
                            tf.dtypes.cast(tf.constant(new float[] {1, 1}), type), Shape.of(2));
            Kernels kernels = new OneDnnKernels();
            Operand<TFloat32> offset = Casts.wide(tf, vector);
            Operand<TFloat32> y =
                    kernels.layerNorm(
                            tf,
                            kernels.denseAdd(tf, x, x, vector, Casts.wide(tf, x)),
                            offset,
                            offset,
                            1e-12f);
            Operand<T> heads =
                    tf.reshape(Casts.narrow(tf, y, type), tf.constant(new int[] {1, 1, 2, 2}));
            Operand<T> scores = kernels.attentionScores(tf, heads, heads, heads);
            session.runner().fetch(scores).run().close();
            return true;
        } catch (TensorFlowException | IllegalArgumentException e) {
            LOG.info(
                    "No fused oneDNN kernels in {} here: {}", type.getSimpleName(), e.getMessage());
            return false;
        }
    }
}
