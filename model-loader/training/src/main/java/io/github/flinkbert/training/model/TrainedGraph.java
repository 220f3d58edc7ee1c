package io.github.flinkbert.training.model;

import io.github.flinkbert.checkpoint.BertConfig;
import io.github.flinkbert.encoder.NativeShutdownGuard;
import io.github.flinkbert.encoder.PackedBatch;
import io.github.flinkbert.encoder.Variables;
import io.github.flinkbert.tensor.Matrix;
import io.github.flinkbert.tensor.Weights;
import io.github.flinkbert.training.graph.AdamW;
import io.github.flinkbert.training.graph.Feeding;
import io.github.flinkbert.training.graph.Fused;
import io.github.flinkbert.training.graph.Parameters;
import io.github.flinkbert.training.graph.State;
import io.github.flinkbert.training.graph.Wiring;
import io.github.flinkbert.training.objective.Example;
import io.github.flinkbert.training.objective.JointGraph;
import io.github.flinkbert.training.objective.Objective;
import io.github.flinkbert.training.objective.ObjectiveGraph;
import io.github.flinkbert.training.setting.TrainingSettings;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;
import org.apache.flink.annotation.Internal;
import org.tensorflow.Graph;
import org.tensorflow.Operand;
import org.tensorflow.Result;
import org.tensorflow.Session;
import org.tensorflow.Tensor;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Op;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.Placeholder;
import org.tensorflow.proto.ConfigProto;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt32;
import org.tensorflow.types.TInt64;
import org.tensorflow.types.family.TNumber;

/**
 * The layers that are trained, the head, the loss, the backward pass and the optimizer, in one
 * graph. Its input is what the frozen layers below say. Used by one thread.
 */
@Internal
public final class TrainedGraph implements AutoCloseable {

    /** Of batches that have one loss, whose dropout differs; leaves room for its places. */
    private static final int PART_SHIFT = 20;

    private final Graph graph;
    private final Session session;
    private final Parameters parameters;
    private final Bottom<?> bottom;
    private final ObjectiveGraph<?> objective;
    private final Placeholder<TInt32> owners;
    private final Placeholder<TFloat32> keep;
    private final Placeholder<TInt64> seed;
    private final Operand<TFloat32> scores;
    private final Operand<TFloat32> lossValue;
    private final List<Op> accumulate;
    private final AdamW optimizer;
    private final float kept;
    private Map<String, Double> losses = Map.of();

    private TrainedGraph(
            Graph graph,
            Session session,
            Parameters parameters,
            Wiring<?> wiring,
            Bottom<?> bottom,
            ObjectiveGraph<?> objective,
            Operand<TFloat32> lossValue,
            AdamW optimizer,
            float kept) {
        this.graph = graph;
        this.session = session;
        this.parameters = parameters;
        this.bottom = bottom;
        this.objective = objective;
        this.owners = wiring.owners();
        this.keep = wiring.keep();
        this.seed = wiring.seed();
        this.scores = objective.scores();
        this.lossValue = lossValue;
        this.accumulate = parameters.accumulate();
        this.optimizer = optimizer;
        this.kept = kept;
    }

    /**
     * Builds the graph and fills its variables; what is trained begins anew.
     *
     * @param type number format of weights and products, and of the features
     * @param xla whether elementwise chains are compiled
     */
    public static <T extends TNumber> TrainedGraph create(
            BertConfig config,
            Weights base,
            Class<T> type,
            Objective<?> objective,
            TrainingSettings settings,
            ConfigProto sessionConfig,
            boolean xla) {
        Graph graph = new Graph();
        Session session = new Session(graph, sessionConfig);
        try {
            Ops tf = Ops.create(graph);
            String owner = "training_" + UUID.randomUUID() + "/";
            Parameters parameters = new Parameters(tf, owner);
            Wiring<T> wiring =
                    new Wiring<>(
                            tf,
                            type,
                            config,
                            settings.tuning(),
                            base,
                            new Variables<>(tf, type, base, owner + "narrow/"),
                            new Variables<>(tf, TFloat32.class, base, owner + "wide/"),
                            parameters,
                            new Fused(graph, xla),
                            tf.placeholder(TInt32.class, Placeholder.shape(Shape.of(-1, -1))),
                            tf.placeholder(TFloat32.class, Placeholder.shape(Shape.scalar())),
                            tf.placeholder(TInt64.class, Placeholder.shape(Shape.of(2))),
                            settings.seed());
            Bottom<T> bottom = Bottom.of(wiring);
            TrainedTop<T> top = new TrainedTop<>(wiring, bottom);
            ObjectiveGraph<T> above = objective.graph(wiring, bottom::words);
            Operand<TFloat32> loss = above.forward(top.forward());
            if (top.isTrained()) {
                top.backward(above.backward());
            } else {
                above.learn();
            }
            AdamW optimizer =
                    new AdamW(
                            tf,
                            parameters,
                            settings.optimization().weightDecay(),
                            settings.optimization().clipNorm());
            TrainedGraph built =
                    new TrainedGraph(
                            graph,
                            session,
                            parameters,
                            wiring,
                            bottom,
                            above,
                            loss,
                            optimizer,
                            (float) (1 - settings.optimization().dropout()));
            wiring.narrow().load(session);
            wiring.wide().load(session);
            parameters.initialize(session);
            return built;
        } catch (RuntimeException e) {
            session.close();
            graph.close();
            throw e;
        }
    }

    /**
     * Computes the one loss of several batches and its gradients, and adds the gradients up. More
     * than one batch needs an objective whose graph is a {@link JointGraph}.
     */
    public double learn(
            Function<PackedBatch, Tensor> features,
            List<PackedBatch> batches,
            List<? extends List<? extends Example>> examples,
            long drawn) {
        if (batches.size() == 1) {
            return learn(features, batches.get(0), examples.get(0), drawn);
        }
        if (!(objective instanceof JointGraph<?> joint)) {
            throw new IllegalStateException("only a joint loss is of more than one batch");
        }
        losses = Map.of();
        GradientCache.Runs runs =
                (batch, part) -> feeding(features, batch, kept, drawn, (long) part << PART_SHIFT);
        return new GradientCache(session, joint, lossValue, accumulate)
                .learn(runs, batches, examples);
    }

    /**
     * Computes loss and gradients of a batch and adds the gradients up.
     *
     * @param features makes the tensor of the frozen layers' hidden states; it is closed here
     * @param drawn seed of this run's dropout
     * @return the loss
     */
    public double learn(
            Function<PackedBatch, Tensor> features,
            PackedBatch batch,
            List<? extends Example> examples,
            long drawn) {
        try (Feeding feeding = feeding(features, batch, kept, drawn, 0)) {
            objective.feed(feeding, batch, examples);
            Session.Runner run = feeding.run().fetch(lossValue);
            objective.losses().values().forEach(run::fetch);
            accumulate.forEach(run::addTarget);
            try (Result result = NativeShutdownGuard.ofProcess().during(run::run)) {
                Map<String, Double> parts = new LinkedHashMap<>();
                for (String name : objective.losses().keySet()) {
                    TFloat32 part = (TFloat32) result.get(1 + parts.size());
                    parts.put(name, (double) part.getFloat());
                }
                losses = parts;
                return ((TFloat32) result.get(0)).getFloat();
            }
        }
    }

    /** The parts of what {@link #learn} last returned; none where the loss has no parts. */
    public Map<String, Double> losses() {
        return losses;
    }

    /**
     * Makes a step of the optimizer along the gathered gradients, and forgets them.
     *
     * @param step from 1
     * @param runs how many batches were learnt from since the last step
     * @return norm of the gradient before clipping
     */
    public double step(int step, double learningRate, int runs) {
        try (Feeding feeding = new Feeding(session.runner())) {
            Session.Runner run =
                    optimizer
                            .feed(feeding.run(), step, learningRate, runs, feeding.tensors())
                            .fetch(optimizer.norm());
            try (Result result = NativeShutdownGuard.ofProcess().during(run::run)) {
                return ((TFloat32) result.get(0)).getFloat();
            }
        }
    }

    /** Forgets the gradients that were gathered since the last step. */
    public void forget() {
        parameters.clearGradients(session);
    }

    /**
     * The head's scores, nothing dropped out: for each sequence of the batch [tokens, outputs], or
     * [1, outputs] of a head on each sequence.
     */
    public List<Matrix> scores(Function<PackedBatch, Tensor> features, PackedBatch batch) {
        return scores(features, batch, List.of());
    }

    /**
     * The same, where the objective is scored on tokens that the examples name.
     *
     * @param examples in the order of the batch's sequences; none where the objective needs none
     */
    public List<Matrix> scores(
            Function<PackedBatch, Tensor> features,
            PackedBatch batch,
            List<? extends Example> examples) {
        try (Feeding feeding = feeding(features, batch, 1, 0, 0)) {
            if (!examples.isEmpty()) {
                objective.feed(feeding, batch, examples);
            }
            Session.Runner run = feeding.run().fetch(scores);
            try (Result result = NativeShutdownGuard.ofProcess().during(run::run)) {
                return split(result.get(0), batch, objective.rows());
            }
        }
    }

    private static List<Matrix> split(Tensor tensor, PackedBatch batch, ObjectiveGraph.Rows rows) {
        int outputs = (int) tensor.shape().get(1);
        float[] all = new float[(int) tensor.shape().size()];
        tensor.asRawTensor().data().asFloats().read(all);
        List<Matrix> matrices = new ArrayList<>();
        for (PackedBatch.Placed place : batch.placed()) {
            boolean oneEach = rows == ObjectiveGraph.Rows.SEQUENCES;
            int count = oneEach ? 1 : place.sequence().length();
            int at = oneEach ? matrices.size() : place.row() * batch.length() + place.column();
            float[] values = new float[count * outputs];
            System.arraycopy(all, at * outputs, values, 0, values.length);
            matrices.add(new Matrix(count, outputs, values));
        }
        return matrices;
    }

    private Feeding feeding(
            Function<PackedBatch, Tensor> source,
            PackedBatch batch,
            float keepShare,
            long drawn,
            long part) {
        Feeding feeding = new Feeding(session.runner());
        bottom.feed(feeding, batch, source);
        objective.place(feeding, batch);
        feeding.put(owners, Shape.of(batch.rows(), batch.length()), batch.owners());
        feeding.put(keep, Shape.scalar(), new float[] {keepShare});
        feeding.put(seed, drawn, part);
        return feeding;
    }

    /** All that a snapshot needs. */
    public State state() {
        return new State(parameters, session);
    }

    @Override
    public void close() {
        session.close();
        graph.close();
    }
}
