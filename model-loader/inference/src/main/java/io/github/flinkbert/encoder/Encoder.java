package io.github.flinkbert.encoder;

import io.github.flinkbert.checkpoint.BertConfig;
import io.github.flinkbert.failure.CheckpointException;
import io.github.flinkbert.quantization.Quantization;
import io.github.flinkbert.tensor.Matrix;
import io.github.flinkbert.tensor.Weights;
import io.github.flinkbert.text.Sequence;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.function.Supplier;
import org.apache.flink.annotation.Internal;
import org.tensorflow.Graph;
import org.tensorflow.Result;
import org.tensorflow.Session;
import org.tensorflow.Tensor;
import org.tensorflow.op.Op;

/**
 * A loaded BERT: runs packed batches and gives back what is asked of them.
 *
 * <p>Thread-safe: runs may overlap; adding a branch, removing one, or asking for an output for the
 * first time waits for running batches, for a graph must not change under a run.
 */
@Internal
public final class Encoder implements AutoCloseable {

    private final Graph graph;
    private final Session session;
    private final EncoderGraph<?> nodes;
    private final KernelForm form;
    private final int maskId;
    private final ReadWriteLock lock = new ReentrantReadWriteLock(true);

    /** Which forms of the heavy ops a loaded encoder is built of. */
    public enum KernelForm {
        ONE_DNN,
        PORTABLE
    }

    Encoder(Graph graph, Session session, EncoderGraph<?> nodes, KernelForm form, int maskId) {
        this.graph = graph;
        this.session = session;
        this.nodes = nodes;
        this.form = form;
        this.maskId = maskId;
    }

    /**
     * Builds the graph and fills its variables.
     *
     * @param maskId id of {@code [MASK]}, which tells where {@link Output.MaskedPieces} looks
     * @throws CheckpointException if a variable is missing or cannot be read
     */
    public static Encoder load(
            BertConfig config, Weights weights, int maskId, EncoderSettings settings) {
        return load(
                config,
                weights,
                maskId,
                settings,
                () -> {
                    throw new IllegalArgumentException(
                            "an encoder in 8 bits needs to be told how it is quantised");
                });
    }

    /**
     * The same, for {@link EncoderSettings.NumberFormat#INT8}, too.
     *
     * @param quantization where 8-bit layers come from; asked in that format only
     * @throws IllegalStateException if that format is wanted and cannot be computed here
     */
    public static Encoder load(
            BertConfig config,
            Weights weights,
            int maskId,
            EncoderSettings settings,
            Supplier<Quantization> quantization) {
        return EncoderLoader.load(config, weights, maskId, settings, quantization);
    }

    /** Whether the device of these settings is there; the processor always is. */
    public static boolean finds(EncoderSettings settings) {
        return DeviceProbe.works(settings.placement(), EncoderLoader.session(settings));
    }

    /** Id of {@code [MASK]}. */
    public int maskId() {
        return maskId;
    }

    /**
     * SHA-256 of the release's layers as they were rounded to 8 bits; empty in every other format.
     */
    public Optional<String> quantizationDigest() {
        return nodes.digest();
    }

    /** Which forms were built. */
    public KernelForm form() {
        return form;
    }

    /**
     * Runs one batch.
     *
     * @return one matrix an output, in their order, over the whole batch: the sequences' shares one
     *     under the other, in the order of {@link PackedBatch#placed()}
     */
    public List<Matrix> run(PackedBatch batch, List<Output> outputs) {
        List<Tensor> tensors = Inputs.tensors();
        lockPrepared(outputs);
        try {
            Session.Runner run = session.runner();
            nodes.inputs().feed(run, batch, maskId, top(outputs), tensors);
            outputs.forEach(output -> run.fetch(nodes.node(output)));
            try (Result result = NativeShutdownGuard.ofProcess().during(run::run)) {
                List<Matrix> matrices = new ArrayList<>(outputs.size());
                for (int i = 0; i < outputs.size(); i++) {
                    matrices.add(matrix(result.get(i)));
                }
                return matrices;
            }
        } finally {
            lock.readLock().unlock();
            tensors.forEach(Tensor::close);
        }
    }

    /**
     * How the release's layers attend within one sequence, special tokens included.
     *
     * @return one matrix a layer, [heads × tokens, tokens]: row {@code head × tokens + i} says how
     *     much token {@code i} attends to each token, and sums to 1 as far as the number format
     *     goes
     */
    public List<Matrix> attention(Sequence sequence) {
        lock.writeLock().lock();
        try {
            if (!nodes.showsAttention()) {
                nodes.showAttention();
            }
        } finally {
            lock.writeLock().unlock();
        }
        PackedBatch alone =
                new PackedBatch(
                        1, sequence.length(), List.of(new PackedBatch.Placed(sequence, 0, 0)));
        List<Tensor> tensors = Inputs.tensors();
        lock.readLock().lock();
        try {
            Session.Runner run = session.runner();
            nodes.inputs().feed(run, alone, maskId, 1, tensors);
            nodes.attention().forEach(run::fetch);
            try (Result result = NativeShutdownGuard.ofProcess().during(run::run)) {
                List<Matrix> layers = new ArrayList<>();
                result.forEach(layer -> layers.add(rows(layer.getValue(), sequence.length())));
                return layers;
            }
        } finally {
            lock.readLock().unlock();
            tensors.forEach(Tensor::close);
        }
    }

    /**
     * Adds a branch and loads its weights; runs go on before and after, but not while its weights
     * are loaded. In 8 bits the branch is calibrated first, while runs go on.
     */
    public void add(Branch branch) {
        try (EncoderGraph.PreparedBranch prepared = nodes.prepare(branch)) {
            lock.writeLock().lock();
            try {
                prepared.add();
                try {
                    nodes.load(session);
                } catch (RuntimeException e) {
                    forget(branch.name());
                    throw e;
                }
            } finally {
                lock.writeLock().unlock();
            }
        }
    }

    /** Forgets a branch and frees its weights. */
    public void remove(String branch) {
        lock.writeLock().lock();
        try {
            forget(branch);
        } finally {
            lock.writeLock().unlock();
        }
    }

    private void forget(String branch) {
        List<Op> destroyers = nodes.remove(branch);
        if (!destroyers.isEmpty()) {
            Session.Runner run = session.runner();
            destroyers.forEach(run::addTarget);
            NativeShutdownGuard.ofProcess().during(run::run).close();
        }
    }

    /** Makes what the outputs need, so that a fault in it is found before a text depends on it. */
    public void prepare(List<Output> outputs) {
        lockPrepared(outputs);
        lock.readLock().unlock();
    }

    /** Takes the read lock, with all outputs there: a branch may go between making and running. */
    private void lockPrepared(List<Output> outputs) {
        lock.readLock().lock();
        while (!outputs.stream().allMatch(nodes::has)) {
            lock.readLock().unlock();
            build(outputs);
            lock.readLock().lock();
        }
    }

    private void build(List<Output> outputs) {
        lock.writeLock().lock();
        try {
            for (Output output : outputs) {
                if (!nodes.has(output)) {
                    nodes.build(output);
                }
            }
            try {
                nodes.load(session);
            } catch (RuntimeException e) {
                outputs.forEach(nodes::forget); // or they would run on variables without values
                throw e;
            }
        } finally {
            lock.writeLock().unlock();
        }
    }

    private static int top(List<Output> outputs) {
        int[] tops =
                outputs.stream()
                        .filter(Output.MaskedPieces.class::isInstance)
                        .mapToInt(output -> ((Output.MaskedPieces) output).top())
                        .toArray();
        if (tops.length > 1) {
            throw new IllegalArgumentException(
                    "a run has one output of masked pieces, found " + tops.length);
        }
        return tops.length == 0 ? 1 : tops[0];
    }

    private static Matrix matrix(Tensor tensor) {
        return rows(tensor, (int) tensor.shape().get(1));
    }

    private static Matrix rows(Tensor tensor, int columns) {
        float[] values = new float[(int) tensor.shape().size()];
        tensor.asRawTensor().data().asFloats().read(values);
        return new Matrix(values.length / columns, columns, values);
    }

    @Override
    public void close() {
        lock.writeLock().lock();
        try {
            session.close();
            graph.close();
        } finally {
            lock.writeLock().unlock();
        }
    }
}
