package io.github.flinkbert.encoder;

import io.github.flinkbert.tensor.Matrix;
import io.github.flinkbert.text.Sequence;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import org.tensorflow.Graph;
import org.tensorflow.Result;
import org.tensorflow.Session;
import org.tensorflow.Tensor;
import org.tensorflow.op.Op;

/**
 * One graph with the trunk and all branches, and one run a batch. Adding a branch, removing one, or
 * asking for an output for the first time waits for running batches, for a graph must not change
 * under a run.
 */
final class SingleSession implements EncoderSession {

    private final Graph graph;
    private final Session session;
    private final OutputGraph nodes;
    private final int maskId;
    private final ReadWriteLock lock = new ReentrantReadWriteLock(true);

    SingleSession(Graph graph, Session session, OutputGraph nodes, int maskId) {
        this.graph = graph;
        this.session = session;
        this.nodes = nodes;
        this.maskId = maskId;
    }

    @Override
    public Optional<String> digest() {
        return Optional.empty();
    }

    @Override
    public List<Matrix> run(PackedBatch batch, List<Output> outputs) {
        List<Tensor> tensors = Inputs.tensors();
        lockPrepared(outputs);
        try {
            Session.Runner run = session.runner();
            nodes.inputs().feed(run, batch, maskId, EncoderSession.top(outputs), tensors);
            outputs.forEach(output -> run.fetch(nodes.node(output)));
            try (Result result = NativeShutdownGuard.ofProcess().during(run::run)) {
                List<Matrix> matrices = new ArrayList<>(outputs.size());
                for (int i = 0; i < outputs.size(); i++) {
                    matrices.add(TensorRows.of(result.get(i)));
                }
                return matrices;
            }
        } finally {
            lock.readLock().unlock();
            tensors.forEach(Tensor::close);
        }
    }

    @Override
    public List<Matrix> attention(Sequence sequence) {
        lock.writeLock().lock();
        try {
            if (!nodes.showsAttention()) {
                nodes.showAttention();
            }
        } finally {
            lock.writeLock().unlock();
        }
        PackedBatch alone = EncoderSession.alone(sequence);
        List<Tensor> tensors = Inputs.tensors();
        lock.readLock().lock();
        try {
            Session.Runner run = session.runner();
            nodes.inputs().feed(run, alone, maskId, 1, tensors);
            nodes.attention().forEach(run::fetch);
            try (Result result = NativeShutdownGuard.ofProcess().during(run::run)) {
                List<Matrix> layers = new ArrayList<>();
                result.forEach(
                        layer -> layers.add(TensorRows.of(layer.getValue(), sequence.length())));
                return layers;
            }
        } finally {
            lock.readLock().unlock();
            tensors.forEach(Tensor::close);
        }
    }

    @Override
    public void add(Branch branch) {
        lock.writeLock().lock();
        try {
            nodes.add(branch);
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

    @Override
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

    @Override
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
            nodes.build(outputs, session);
        } finally {
            lock.writeLock().unlock();
        }
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
