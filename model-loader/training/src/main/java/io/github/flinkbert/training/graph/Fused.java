package io.github.flinkbert.training.graph;

import io.github.flinkbert.encoder.RawOps;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.flink.annotation.Internal;
import org.tensorflow.ConcreteFunction;
import org.tensorflow.Graph;
import org.tensorflow.Operand;
import org.tensorflow.Operation;
import org.tensorflow.Output;
import org.tensorflow.Signature;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.Placeholder;
import org.tensorflow.proto.DataType;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.family.TNumber;

/**
 * Chains of elementwise ops and of reductions along rows, computed in float32 whatever the format
 * of what goes in and out. With XLA a chain is one kernel that reads its inputs once: backward
 * passes are full of such chains, and op by op they cost more than the matrix products.
 */
@Internal
public final class Fused {

    /** What is computed, with everything in float32. */
    public interface Body {
        List<Operand<TFloat32>> of(Ops tf, List<Operand<TFloat32>> inputs);
    }

    private final Graph graph;
    private final Ops tf;
    private final boolean xla;
    private final Map<String, ConcreteFunction> functions = new HashMap<>();

    /**
     * @param xla compile each chain; else its ops are laid into the graph one by one
     */
    public Fused(Graph graph, boolean xla) {
        this.graph = graph;
        this.tf = Ops.create(graph);
        this.xla = xla;
    }

    /**
     * @param name of the chain; with the inputs' formats it stands for the body, which is built
     *     once
     * @param outputs formats of what comes out
     */
    public List<Operand<?>> call(
            String name,
            List<? extends Operand<?>> inputs,
            List<Class<? extends TNumber>> outputs,
            Body body) {
        if (!xla) {
            return narrow(tf, body.of(tf, wide(tf, inputs)), outputs);
        }
        DataType[] in = inputs.stream().map(i -> i.asOutput().dataType()).toArray(DataType[]::new);
        ConcreteFunction function =
                functions.computeIfAbsent(
                        name + List.of(in), key -> function(name, inputs, outputs, body));
        DataType[] out =
                function.signature().getOutputs().values().stream()
                        .map(description -> description.dataType)
                        .toArray(DataType[]::new);
        Operation call =
                RawOps.builder(tf, "PartitionedCall")
                        .addInputList(
                                inputs.stream().map(Operand::asOutput).toArray(Output<?>[]::new))
                        .setAttr("Tin", in)
                        .setAttr("Tout", out)
                        .setAttr("f", function)
                        .setAttr("_XlaMustCompile", true)
                        .build();
        List<Operand<?>> results = new ArrayList<>();
        for (int i = 0; i < outputs.size(); i++) {
            results.add(call.output(i));
        }
        return results;
    }

    private ConcreteFunction function(
            String name,
            List<? extends Operand<?>> inputs,
            List<Class<? extends TNumber>> outputs,
            Body body) {
        ConcreteFunction function =
                ConcreteFunction.create(ops -> signature(ops, name, inputs, outputs, body));
        graph.attachFunction(function);
        return function;
    }

    private static Signature signature(
            Ops ops,
            String name,
            List<? extends Operand<?>> inputs,
            List<Class<? extends TNumber>> outputs,
            Body body) {
        Signature.Builder signature = Signature.builder(name);
        List<Operand<?>> arguments = new ArrayList<>();
        for (int i = 0; i < inputs.size(); i++) {
            Placeholder<?> argument = ops.placeholder(inputs.get(i).type());
            arguments.add(argument);
            signature.input("in" + i, argument);
        }
        List<Operand<?>> results = narrow(ops, body.of(ops, wide(ops, arguments)), outputs);
        for (int i = 0; i < results.size(); i++) {
            signature.output("out" + i, results.get(i));
        }
        return signature.build();
    }

    private static List<Operand<TFloat32>> wide(Ops ops, List<? extends Operand<?>> narrow) {
        List<Operand<TFloat32>> wide = new ArrayList<>();
        for (Operand<?> each : narrow) {
            wide.add(cast(ops, each, TFloat32.class));
        }
        return wide;
    }

    private static List<Operand<?>> narrow(
            Ops ops, List<Operand<TFloat32>> wide, List<Class<? extends TNumber>> types) {
        List<Operand<?>> narrow = new ArrayList<>();
        for (int i = 0; i < wide.size(); i++) {
            narrow.add(cast(ops, wide.get(i), types.get(i)));
        }
        return narrow;
    }

    @SuppressWarnings("unchecked") // the types have been compared
    public static <U extends TNumber> Operand<U> cast(Ops ops, Operand<?> value, Class<U> type) {
        return value.type() == type
                ? (Operand<U>) value
                : ops.dtypes.cast((Operand<? extends TNumber>) value, type);
    }

    /** One result. */
    @SuppressWarnings("unchecked") // the chain's output is declared with this type
    public <U extends TNumber> Operand<U> one(
            String name, List<? extends Operand<?>> inputs, Class<U> output, Body body) {
        return (Operand<U>) call(name, inputs, List.of(output), body).get(0);
    }
}
