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

/** Finds out, by multiplying two numbers there, whether a device is to be had. */
final class DeviceProbe {

    private static final Logger LOG = LoggerFactory.getLogger(DeviceProbe.class);

    private DeviceProbe() {}

    /**
     * @param config the process's session options: its first session fixes them for all
     */
    static boolean works(Placement placement, ConfigProto config) {
        if (placement.kind() == Placement.Kind.CPU) {
            return true;
        }
        // Else TensorFlow would quietly multiply on the processor.
        ConfigProto strict = config.toBuilder().setAllowSoftPlacement(false).build();
        try (Graph graph = new Graph();
                Session session = new Session(graph, strict)) {
            Ops tf = PlacedOps.plain(graph, placement);
            Operand<TFloat32> x =
                    Ops.create(graph)
                            .placeholderWithDefault(
                                    Ops.create(graph).constant(new float[][] {{2}}),
                                    Shape.of(1, 1));
            session.runner().fetch(tf.linalg.matMul(x, x)).run().close();
            return true;
        } catch (TensorFlowException | IllegalArgumentException e) {
            LOG.debug("There is no {}: {}", placement, e.getMessage());
            return false;
        }
    }
}
