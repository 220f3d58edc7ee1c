package io.github.flinkbert.encoder;

import org.apache.flink.annotation.Internal;
import org.tensorflow.Graph;
import org.tensorflow.op.Ops;
import org.tensorflow.types.family.TNumber;

/** Makes the graph of a family that has one of its own, in any number format. */
@Internal
public interface GraphMaker {

    /** The nodes, whose variables are to be loaded then. */
    <T extends TNumber> OutputGraph make(Parts<T> parts);

    /**
     * What a graph is made of.
     *
     * @param tf for inputs, variables, outputs
     * @param layers for what a device may compile
     * @param kernels forms of the heavy ops
     * @param type number format of weights and products
     */
    record Parts<T extends TNumber>(
            Ops tf, Ops layers, Inputs inputs, Kernels kernels, Class<T> type) {

        static <T extends TNumber> Parts<T> of(
                Graph graph, Placement placement, Kernels kernels, Class<T> type) {
            Ops tf = PlacedOps.plain(graph, placement);
            return new Parts<>(
                    tf, PlacedOps.encoder(graph, placement), Inputs.create(tf), kernels, type);
        }
    }
}
