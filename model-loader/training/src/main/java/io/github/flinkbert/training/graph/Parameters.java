package io.github.flinkbert.training.graph;

import io.github.flinkbert.encoder.NativeShutdownGuard;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.flink.annotation.Experimental;
import org.tensorflow.Operand;
import org.tensorflow.Result;
import org.tensorflow.Session;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.ndarray.buffer.DataBuffers;
import org.tensorflow.op.Op;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.Placeholder;
import org.tensorflow.op.core.VarHandleOp;
import org.tensorflow.types.TFloat32;

/**
 * What is trained: float32 variables, each with Adam's two moments and a sum of gradients beside
 * it.
 */
@Experimental
public final class Parameters {

    /** Which of a parameter's four variables. */
    enum Slot {
        VALUE,
        MEAN,
        SQUARE,
        GRADIENT
    }

    /** Where a parameter's first value comes from; row-major. */
    public interface Initial {
        void fill(float[] values);
    }

    /**
     * @param decays whether weight decay applies
     */
    record Parameter(
            String name,
            Shape shape,
            boolean decays,
            Initial initial,
            Map<Slot, VarHandleOp> handles) {

        int size() {
            return Math.toIntExact(shape.size());
        }
    }

    private record Assignment(Placeholder<TFloat32> feed, Op op) {}

    private final Ops tf;
    private final String owner;
    private final Map<String, Parameter> parameters = new LinkedHashMap<>();
    private final Map<String, List<Operand<TFloat32>>> gradients = new LinkedHashMap<>();
    private final Map<String, Assignment> assignments = new LinkedHashMap<>();
    private final Map<String, Operand<TFloat32>> reads = new LinkedHashMap<>();

    /**
     * @param owner prefix of the variables' shared names, which are the process's
     */
    public Parameters(Ops tf, String owner) {
        this.tf = tf;
        this.owner = owner;
    }

    /** Declares a parameter; its value, for use in the graph. */
    public Operand<TFloat32> declare(String name, Shape shape, boolean decays, Initial initial) {
        Map<Slot, VarHandleOp> handles = new LinkedHashMap<>();
        for (Slot slot : Slot.values()) {
            VarHandleOp handle =
                    tf.varHandleOp(
                            TFloat32.class,
                            shape,
                            VarHandleOp.sharedName(owner + slot + "/" + name));
            handles.put(slot, handle);
            Placeholder<TFloat32> feed = tf.placeholder(TFloat32.class, Placeholder.shape(shape));
            assignments.put(slot + name, new Assignment(feed, tf.assignVariableOp(handle, feed)));
            reads.put(slot + name, tf.readVariableOp(handle, TFloat32.class));
        }
        parameters.put(name, new Parameter(name, shape, decays, initial, handles));
        gradients.put(name, new ArrayList<>());
        return read(Slot.VALUE, name);
    }

    /** Says a part of a parameter's gradient; the parts add up. */
    public void gradient(String name, Operand<TFloat32> part) {
        declared(gradients, name).add(part);
    }

    List<Parameter> all() {
        return List.copyOf(parameters.values());
    }

    Operand<TFloat32> read(Slot slot, String name) {
        return declared(reads, slot + name);
    }

    /** Adds a run's gradients to the sums. */
    public List<Op> accumulate() {
        List<Op> ops = new ArrayList<>();
        for (Parameter parameter : all()) {
            List<Operand<TFloat32>> parts = declared(gradients, parameter.name());
            Operand<TFloat32> sum = parts.size() == 1 ? parts.get(0) : tf.math.addN(parts);
            ops.add(tf.assignAddVariableOp(parameter.handles().get(Slot.GRADIENT), sum));
        }
        return ops;
    }

    /** First values, and zeros for everything beside them. */
    public void initialize(Session session) {
        for (Parameter parameter : all()) {
            float[] values = new float[parameter.size()];
            for (Slot slot : List.of(Slot.MEAN, Slot.SQUARE, Slot.GRADIENT)) {
                write(session, slot, parameter.name(), values);
            }
            parameter.initial().fill(values);
            write(session, Slot.VALUE, parameter.name(), values);
        }
    }

    public void clearGradients(Session session) {
        for (Parameter parameter : all()) {
            write(session, Slot.GRADIENT, parameter.name(), new float[parameter.size()]);
        }
    }

    void write(Session session, Slot slot, String name, float[] values) {
        Assignment assignment = declared(assignments, slot + name);
        try (TFloat32 tensor =
                TFloat32.tensorOf(declared(parameters, name).shape(), DataBuffers.of(values))) {
            Session.Runner run =
                    session.runner().addTarget(assignment.op()).feed(assignment.feed(), tensor);
            NativeShutdownGuard.ofProcess().during(run::run).close();
        }
    }

    float[] read(Session session, Slot slot, String name) {
        Session.Runner run = session.runner().fetch(read(slot, name));
        try (Result result = NativeShutdownGuard.ofProcess().during(run::run)) {
            float[] values = new float[declared(parameters, name).size()];
            result.get(0).asRawTensor().data().asFloats().read(values);
            return values;
        }
    }

    private static <V> V declared(Map<String, V> all, String name) {
        V found = all.get(name);
        if (found == null) {
            throw new IllegalArgumentException("no parameter was declared as " + name);
        }
        return found;
    }
}
