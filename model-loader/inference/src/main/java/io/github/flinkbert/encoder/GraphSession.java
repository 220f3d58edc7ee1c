package io.github.flinkbert.encoder;

import org.apache.flink.annotation.Internal;
import org.tensorflow.Graph;
import org.tensorflow.Result;
import org.tensorflow.Session;
import org.tensorflow.op.Ops;

/**
 * An empty graph and a session of it, run as the settings say, for a family that has a graph of its
 * own. Safe for runs by many threads once the graph is made.
 */
@Internal
public final class GraphSession implements AutoCloseable {

    private final Graph graph;
    private final Session session;
    private final Ops ops;

    private GraphSession(Graph graph, Session session, Ops ops) {
        this.graph = graph;
        this.session = session;
        this.ops = ops;
    }

    public static GraphSession open(EncoderSettings settings) {
        Graph graph = new Graph();
        try {
            Session session = new Session(graph, EncoderLoader.session(settings));
            return new GraphSession(graph, session, PlacedOps.plain(graph, settings.placement()));
        } catch (RuntimeException e) {
            graph.close();
            throw e;
        }
    }

    /** What makes the graph's nodes, on the device of the settings. */
    public Ops ops() {
        return ops;
    }

    /** Fills variables that were declared. */
    public void load(Variables<?> variables) {
        variables.load(session);
    }

    public Session.Runner runner() {
        return session.runner();
    }

    /** Runs what a runner was told; does not return if the process is ending. */
    public Result run(Session.Runner runner) {
        return NativeShutdownGuard.ofProcess().during(runner::run);
    }

    @Override
    public void close() {
        session.close();
        graph.close();
    }
}
