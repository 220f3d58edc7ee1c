package io.github.flinkbert.encoder;

import java.util.Arrays;
import java.util.List;
import org.tensorflow.Graph;
import org.tensorflow.Operand;
import org.tensorflow.Result;
import org.tensorflow.Session;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

/** Prints which runs of a fresh process went on where ops are shared. */
public final class OpThreadsProcess {

    private static final int SIDE = 512;
    private static final String SHARING = "bert-shared-ops";

    private OpThreadsProcess() {}

    /**
     * @param arguments {@code always} for a process whose ops are shared whatever goes on
     */
    public static void main(String[] arguments) {
        if (List.of(arguments).contains("always")) {
            OpThreads.shareAlways(2);
        }
        try (Graph graph = new Graph();
                Session session = new Session(graph, OpThreads.session(2))) {
            Ops tf = Ops.create(graph);
            Operand<TFloat32> x =
                    tf.random.statelessRandomUniform(
                            tf.array(SIDE, SIDE), tf.array(1, 2), TFloat32.class);
            Operand<TFloat32> product = tf.linalg.matMul(x, tf.linalg.matMul(x, x));
            float[] small = run(session, product, 0);
            System.out.println("small=" + sharing());
            OpThreads.Batch other = OpThreads.batch(0);
            float[] beside = run(session, product, OpThreads.WORTH_SHARING);
            other.close();
            System.out.println("beside=" + sharing());
            float[] alone = run(session, product, OpThreads.WORTH_SHARING);
            System.out.println("alone=" + sharing());
            System.out.println(
                    "same=" + (Arrays.equals(small, beside) && near(small, alone) ? 1 : 0));
        }
    }

    private static float[] run(Session session, Operand<TFloat32> product, double work) {
        try (OpThreads.Batch batch = OpThreads.batch(work);
                Result result = batch.run(session.runner().fetch(product))) {
            float[] values = new float[SIDE * SIDE];
            ((TFloat32) result.get(0)).asRawTensor().data().asFloats().read(values);
            return values;
        }
    }

    /** A product that is cut in other parts may add up in another order. */
    private static boolean near(float[] one, float[] other) {
        for (int i = 0; i < one.length; i++) {
            if (Math.abs(one[i] - other[i]) > 1e-5 * Math.abs(one[i])) {
                return false;
            }
        }
        return true;
    }

    /** Whether any run has gone on there yet. */
    private static long sharing() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().equals(SHARING))
                .count();
    }
}
