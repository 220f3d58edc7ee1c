package io.github.flinkbert.training.graph;

import java.util.List;
import org.apache.flink.annotation.Internal;
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

/** Whether this TensorFlow compiles functions with XLA: not every build does. */
@Internal
public final class XlaProbe {

    private static final Logger LOG = LoggerFactory.getLogger(XlaProbe.class);

    private XlaProbe() {}

    /**
     * @param config the process's session options: its first session fixes them for all
     */
    public static boolean works(ConfigProto config) {
        try (Graph graph = new Graph();
                Session session = new Session(graph, config)) {
            Ops tf = Ops.create(graph);
            Operand<TFloat32> x =
                    tf.placeholderWithDefault(tf.constant(new float[] {1, 2}), Shape.of(2));
            Operand<TFloat32> sum =
                    new Fused(graph, true)
                            .one(
                                    "probe",
                                    List.of(x, x),
                                    TFloat32.class,
                                    (ops, in) -> List.of(ops.math.addN(in)));
            session.runner().fetch(sum).run().close();
            return true;
        } catch (TensorFlowException | IllegalArgumentException e) {
            LOG.info("XLA is not here, plain ops are used instead: {}", e.getMessage());
            return false;
        }
    }
}
