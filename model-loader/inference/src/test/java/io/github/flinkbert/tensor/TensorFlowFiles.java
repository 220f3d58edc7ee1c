package io.github.flinkbert.tensor;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.tensorflow.Graph;
import org.tensorflow.Operand;
import org.tensorflow.Session;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

/** Checkpoints written and read by TensorFlow itself. */
public final class TensorFlowFiles {

    private TensorFlowFiles() {}

    /** Makes the tensors of a checkpoint in a graph. */
    @FunctionalInterface
    public interface Tensors {
        Map<String, Operand<?>> in(Ops tf);
    }

    public static void save(Path prefix, Tensors tensors) {
        try (Graph graph = new Graph();
                Session session = new Session(graph)) {
            Ops tf = Ops.create(graph);
            Map<String, Operand<?>> named = tensors.in(tf);
            String[] names = named.keySet().toArray(String[]::new);
            String[] whole = named.keySet().stream().map(n -> "").toArray(String[]::new);
            List<Operand<?>> operands = new ArrayList<>(named.values());
            var save =
                    tf.train.save(
                            tf.constant(prefix.toString()),
                            tf.array(names),
                            tf.array(whole),
                            operands);
            session.runner().addTarget(save.op()).run().close();
        }
    }

    /** Joins checkpoints into one of several shards, as training on several machines does. */
    public static void merge(Path into, Path... prefixes) {
        try (Graph graph = new Graph();
                Session session = new Session(graph)) {
            Ops tf = Ops.create(graph);
            String[] names = new String[prefixes.length];
            for (int i = 0; i < names.length; i++) {
                names[i] = prefixes[i].toString();
            }
            var merge = tf.train.mergeV2Checkpoints(tf.array(names), tf.constant(into.toString()));
            session.runner().addTarget(merge.op()).run().close();
        }
    }

    public static float[] restore(Path prefix, String name) {
        try (Graph graph = new Graph();
                Session session = new Session(graph)) {
            Ops tf = Ops.create(graph);
            var restore =
                    tf.train.restore(
                            tf.constant(prefix.toString()),
                            tf.array(name),
                            tf.array(""),
                            List.of(TFloat32.class));
            try (var result = session.runner().fetch(restore.tensors().get(0)).run()) {
                TFloat32 tensor = (TFloat32) result.get(0);
                float[] values = new float[(int) tensor.size()];
                tensor.asRawTensor().data().asFloats().read(values);
                return values;
            }
        }
    }
}
