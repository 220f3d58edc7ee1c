package io.github.flinkbert.encoder;

import org.tensorflow.Graph;
import org.tensorflow.op.Ops;

/** Where the ops of a graph are made for. */
final class PlacedOps {

    private PlacedOps() {}

    /** For what is not compiled: inputs, variables, heads. */
    static Ops plain(Graph graph, Placement placement) {
        return on(Ops.create(graph), placement);
    }

    /** For the encoder's layers. */
    static Ops encoder(Graph graph, Placement placement) {
        return on(
                placement.compiled()
                        ? Ops.create(new CompiledEnvironment(graph))
                        : Ops.create(graph),
                placement);
    }

    private static Ops on(Ops tf, Placement placement) {
        return placement.device().map(tf::withDevice).orElse(tf);
    }
}
