package io.github.flinkbert.encoder;

import io.github.flinkbert.quantization.ChannelTransform;
import io.github.flinkbert.quantization.Quantization;
import io.github.flinkbert.quantization.QuantizedLayers;
import io.github.flinkbert.tensor.Matrix;
import io.github.flinkbert.tensor.Weights;
import io.github.flinkbert.text.Sequence;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import org.tensorflow.Tensor;

/**
 * An encoder in 8 bits: a stack of layers for the trunk and one for each branch. A batch goes up
 * the trunk as far as anything asked for needs, then up each branch.
 */
final class StagedSession implements EncoderSession {

    private final EightBitStack.Maker<?> maker;
    private final Quantization quantization;
    private final int maskId;
    private final String digest;
    private final EightBitStack trunk;
    private final Map<String, EightBitStack> branches = new ConcurrentHashMap<>();
    private final ReadWriteLock lock = new ReentrantReadWriteLock(true);

    private StagedSession(
            EightBitStack.Maker<?> maker,
            Quantization quantization,
            int maskId,
            String digest,
            EightBitStack trunk) {
        this.maker = maker;
        this.quantization = quantization;
        this.maskId = maskId;
        this.digest = digest;
        this.trunk = trunk;
    }

    static StagedSession load(
            EightBitStack.Maker<?> maker, Weights weights, int maskId, Quantization quantization) {
        QuantizedLayers layers = quantization.trunk();
        String digest = layers.digest();
        return new StagedSession(maker, quantization, maskId, digest, maker.trunk(weights, layers));
    }

    @Override
    public Optional<String> digest() {
        return Optional.of(digest);
    }

    @Override
    public List<Matrix> run(PackedBatch batch, List<Output> outputs) {
        List<Tensor> inputs = Inputs.tensors();
        Map<String, List<Output>> byStack = lockPrepared(outputs);
        try {
            Inputs.addTensors(batch, maskId, EncoderSession.top(outputs), inputs);
            try (StackRun run = StackRun.trunk(trunk, inputs)) {
                run.climb(wanted(byStack));
                Map<Output, Matrix> found = new HashMap<>();
                for (Map.Entry<String, List<Output>> each : byStack.entrySet()) {
                    List<Matrix> matrices = matrices(run, stack(each.getKey()), each.getValue());
                    for (int i = 0; i < matrices.size(); i++) {
                        found.put(each.getValue().get(i), matrices.get(i));
                    }
                }
                return outputs.stream().map(output -> found.get(lowest(output))).toList();
            }
        } finally {
            lock.readLock().unlock();
            inputs.forEach(Tensor::close);
        }
    }

    /** The states that the trunk's own outputs stand on, and those that branches begin with. */
    private SortedSet<Integer> wanted(Map<String, List<Output>> byStack) {
        SortedSet<Integer> wanted = new TreeSet<>();
        byStack.forEach(
                (name, own) -> {
                    EightBitStack stack = stack(name);
                    if (stack.equals(trunk)) {
                        wanted.addAll(trunk.layersOf(own));
                    } else {
                        wanted.add(stack.from());
                    }
                });
        return wanted;
    }

    private List<Matrix> matrices(StackRun run, EightBitStack stack, List<Output> outputs) {
        if (stack.equals(trunk)) {
            return run.heads(outputs);
        }
        try (StackRun own = run.branch(stack)) {
            own.climb(stack.layersOf(outputs));
            return own.heads(outputs);
        }
    }

    @Override
    public List<Matrix> attention(Sequence sequence) {
        List<Tensor> inputs = Inputs.tensors();
        lock.readLock().lock();
        try {
            Inputs.addTensors(EncoderSession.alone(sequence), maskId, 1, inputs);
            try (StackRun run = StackRun.trunk(trunk, inputs)) {
                return run.attention(sequence.length());
            }
        } finally {
            lock.readLock().unlock();
            inputs.forEach(Tensor::close);
        }
    }

    @Override
    public void add(Branch branch) {
        branch.requireFit(trunk.layers());
        requireNew(branch);
        EightBitStack stack = stack(branch);
        lock.writeLock().lock();
        try {
            requireNew(branch);
            branches.put(branch.name(), stack);
        } catch (IllegalArgumentException e) {
            stack.close();
            throw e;
        } finally {
            lock.writeLock().unlock();
        }
    }

    private void requireNew(Branch branch) {
        if (branches.containsKey(branch.name())) {
            throw new IllegalArgumentException("a branch " + branch.name() + " is there already");
        }
    }

    private EightBitStack stack(Branch branch) {
        int from = branch.fromLayer();
        Optional<ChannelTransform> below = trunk.transform(from);
        return maker.branch(
                branch,
                below.isEmpty()
                        ? new QuantizedLayers(from, List.of())
                        : quantization.branch(branch.weights(), from, below.get()),
                below);
    }

    @Override
    public void remove(String branch) {
        lock.writeLock().lock();
        try {
            EightBitStack stack = branches.remove(branch);
            if (stack != null) {
                stack.close();
            }
        } finally {
            lock.writeLock().unlock();
        }
    }

    @Override
    public void prepare(List<Output> outputs) {
        lockPrepared(outputs);
        lock.readLock().unlock();
    }

    /**
     * Takes the read lock, with all outputs there: a branch may go between making and running.
     *
     * @return the outputs, each once, by the stack that gives them
     */
    private Map<String, List<Output>> lockPrepared(List<Output> outputs) {
        lock.readLock().lock();
        Map<String, List<Output>> found = byStack(outputs);
        while (!isPrepared(found)) {
            lock.readLock().unlock();
            build(outputs);
            lock.readLock().lock();
            found = byStack(outputs);
        }
        return found;
    }

    private boolean isPrepared(Map<String, List<Output>> byStack) {
        return byStack.entrySet().stream()
                .allMatch(
                        each ->
                                knows(each.getKey())
                                        && each.getValue().stream()
                                                .allMatch(stack(each.getKey())::has));
    }

    private void build(List<Output> outputs) {
        lock.writeLock().lock();
        try {
            byStack(outputs).forEach((name, own) -> stack(name).build(own));
        } finally {
            lock.writeLock().unlock();
        }
    }

    private Map<String, List<Output>> byStack(List<Output> outputs) {
        Map<String, List<Output>> found = new TreeMap<>();
        for (Output output : outputs) {
            Output own = lowest(output);
            List<Output> beside = found.computeIfAbsent(own.branch(), name -> new ArrayList<>());
            if (!beside.contains(own)) {
                beside.add(own);
            }
        }
        return found;
    }

    /** What stands on a state below its branch stands on the trunk. */
    private Output lowest(Output output) {
        EightBitStack branch = branches.get(output.branch());
        return branch != null && output.layer(trunk.layers()) < branch.from()
                ? output.onRelease()
                : output;
    }

    private boolean knows(String name) {
        return name.equals(Output.RELEASE) || branches.containsKey(name);
    }

    private EightBitStack stack(String name) {
        EightBitStack of = name.equals(Output.RELEASE) ? trunk : branches.get(name);
        if (of == null) {
            throw new IllegalArgumentException("there is no branch " + name);
        }
        return of;
    }

    @Override
    public void close() {
        lock.writeLock().lock();
        try {
            branches.values().forEach(EightBitStack::close);
            trunk.close();
        } finally {
            lock.writeLock().unlock();
        }
    }
}
