package io.github.flinkbert.encoder;

import io.github.flinkbert.tensor.Weights;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.apache.flink.annotation.Internal;
import org.tensorflow.Operand;
import org.tensorflow.Session;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Op;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.Placeholder;
import org.tensorflow.op.core.VarHandleOp;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.family.TNumber;

/**
 * The encoder's variables, in the number format that they are used in, filled from a checkpoint a
 * few at a time: beside the variables, 16 MB of their float32 form are in memory at a moment, or
 * that of one variable which is larger.
 *
 * <p>Variables rather than constants: TensorFlow keeps several copies of a graph's constants (5.9
 * GB for BERT-Base, against 0.9 GB with variables).
 *
 * @param <T> number format
 */
@Internal
public final class Variables<T extends TNumber> {

    private static final long NUMBERS_AT_ONCE = 4_000_000;

    private record Loading(List<String> names, List<Placeholder<TFloat32>> feeds, Op assign) {}

    private final Ops tf;
    private final Class<T> type;
    private final Weights weights;
    private final String owner;
    private final List<Loading> loadings = new ArrayList<>();
    private final List<VarHandleOp> handles = new ArrayList<>();

    /** By what they are made of: the stored variables, the format and the factor. */
    private final Map<List<Object>, Operand<?>> operands = new HashMap<>();

    /**
     * @param owner prefix of the variables' shared names: one for each copy of a variable
     */
    public Variables(Ops tf, Class<T> type, Weights weights, String owner) {
        this.tf = tf;
        this.type = type;
        this.weights = weights;
        this.owner = owner;
    }

    /** Whether the weights hold a variable of this name. */
    public boolean has(String name) {
        return weights.names().contains(name);
    }

    /** A variable as the checkpoint holds it. */
    public Operand<T> get(String name) {
        return whole(name, type);
    }

    /** The same in float32, for what is not part of a product. */
    public Operand<TFloat32> wide(String name) {
        return whole(name, TFloat32.class);
    }

    /**
     * A kernel or a bias of which each column is multiplied by a factor, once.
     *
     * @param factors one for each place of the last axis
     */
    public Operand<T> scaled(String name, float[] factors) {
        Placeholder<TFloat32> feed = feed(name);
        return variable(
                name,
                type,
                weights.shape(name),
                List.of(name),
                List.of(feed),
                tf.math.mul(feed, tf.constant(factors)));
    }

    private <U extends TNumber> Operand<U> whole(String name, Class<U> format) {
        return shared(
                List.of(name),
                format,
                1,
                () -> {
                    Placeholder<TFloat32> feed = feed(name);
                    return variable(
                            name, format, weights.shape(name), List.of(name), List.of(feed), feed);
                });
    }

    /**
     * What was made before of the same numbers, for layers that share them, or what is made now.
     */
    @SuppressWarnings("unchecked") // the key has the format
    private <U extends TNumber> Operand<U> shared(
            List<String> parts, Class<U> format, float scale, Supplier<Operand<U>> made) {
        List<Object> key = List.of(parts.stream().map(weights::sharedWith).toList(), format, scale);
        Operand<?> known = operands.get(key);
        if (known != null) {
            return (Operand<U>) known;
        }
        Operand<U> operand = made.get();
        operands.put(key, operand);
        return operand;
    }

    /**
     * Several kernels or biases side by side along their last axis, the first multiplied by a
     * factor.
     */
    public Operand<T> concatenated(String name, List<String> parts, float firstScale) {
        return shared(parts, type, firstScale, () -> joined(name, parts, firstScale));
    }

    private Operand<T> joined(String name, List<String> parts, float firstScale) {
        List<Placeholder<TFloat32>> feeds = new ArrayList<>();
        List<Operand<TFloat32>> values = new ArrayList<>();
        for (String part : parts) {
            Placeholder<TFloat32> feed = feed(part);
            feeds.add(feed);
            values.add(values.isEmpty() ? tf.math.mul(feed, tf.constant(firstScale)) : feed);
        }
        Shape first = weights.shape(parts.get(0));
        int axis = first.numDimensions() - 1;
        Shape shape = first.take(axis).append(first.get(axis) * parts.size());
        return variable(name, type, shape, parts, feeds, tf.concat(values, tf.constant(axis)));
    }

    private Placeholder<TFloat32> feed(String name) {
        return tf.placeholder(TFloat32.class, Placeholder.shape(weights.shape(name)));
    }

    private <U extends TNumber> Operand<U> variable(
            String name,
            Class<U> format,
            Shape shape,
            List<String> parts,
            List<Placeholder<TFloat32>> feeds,
            Operand<TFloat32> value) {
        VarHandleOp handle = tf.varHandleOp(format, shape, VarHandleOp.sharedName(owner + name));
        handles.add(handle);
        Operand<U> converted = Casts.narrow(tf, value, format);
        loadings.add(new Loading(parts, feeds, tf.assignVariableOp(handle, converted)));
        return tf.readVariableOp(handle, format);
    }

    /**
     * Fills all variables declared since the last call, some in each run: TensorFlow plans each set
     * of targets anew, which takes longer than to fill a small variable.
     */
    public void load(Session session) {
        List<Loading> together = new ArrayList<>();
        long numbers = 0;
        for (Loading loading : loadings) {
            long own = loading.names().stream().mapToLong(each -> weights.shape(each).size()).sum();
            if (numbers + own > NUMBERS_AT_ONCE && !together.isEmpty()) {
                fill(session, together);
                together.clear();
                numbers = 0;
            }
            together.add(loading);
            numbers += own;
        }
        if (!together.isEmpty()) {
            fill(session, together);
        }
        loadings.clear();
    }

    private void fill(Session session, List<Loading> together) {
        List<TFloat32> values = new ArrayList<>();
        try {
            Session.Runner run = session.runner();
            for (Loading loading : together) {
                run.addTarget(loading.assign());
                for (int i = 0; i < loading.names().size(); i++) {
                    TFloat32 value = read(loading.names().get(i));
                    values.add(value);
                    run.feed(loading.feeds().get(i), value);
                }
            }
            NativeShutdownGuard.ofProcess().during(run::run).close();
        } finally {
            values.forEach(TFloat32::close);
        }
    }

    private TFloat32 read(String name) {
        TFloat32 value = TFloat32.tensorOf(weights.shape(name));
        try {
            weights.read(name, value.asRawTensor().data().asFloats());
            return value;
        } catch (RuntimeException e) {
            value.close();
            throw e;
        }
    }

    /** Gives the variables' memory back; the graph's nodes stay, and must not be run again. */
    public List<Op> destroyers() {
        List<Op> destroyers = new ArrayList<>();
        for (VarHandleOp handle : handles) {
            destroyers.add(tf.destroyResourceOp(handle));
        }
        return destroyers;
    }
}
