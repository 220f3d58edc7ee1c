package io.github.flinkbert.encoder;

import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;
import org.tensorflow.Graph;
import org.tensorflow.Session;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.Placeholder;
import org.tensorflow.types.TFloat32;

/** Prints who runs the ops of a process whose first model is of some width. */
public final class OpThreadsProcess {

    private static final int SIDE = 1024;
    private static final int RUNS = 20;

    private OpThreadsProcess() {}

    /**
     * @param arguments threads, and the width of the first model
     */
    public static void main(String[] arguments) {
        int threads = Integer.parseInt(arguments[0]);
        OpThreads.plan(threads, Integer.parseInt(arguments[1]));
        OpThreads.plan(threads, 1024); // a second model has nothing to say
        System.out.println("narrow=" + OpThreads.runs(threads, 384));
        System.out.println("wide=" + OpThreads.runs(threads, 768));
        try (Graph graph = new Graph();
                Session session = new Session(graph, OpThreads.session(threads, Placement.CPU));
                TFloat32 values = TFloat32.tensorOf(org.tensorflow.ndarray.Shape.of(SIDE, SIDE))) {
            Ops tf = Ops.create(graph);
            Placeholder<TFloat32> x = tf.placeholder(TFloat32.class);
            var product = tf.linalg.matMul(x, tf.linalg.matMul(x, x));
            long before = processNanos();
            long own = ownNanos();
            for (int i = 0; i < RUNS; i++) {
                session.runner().feed(x, values).addTarget(product).run().close();
            }
            System.out.println("caller=" + 100 * (ownNanos() - own) / (processNanos() - before));
        }
    }

    private static long processNanos() {
        return ((OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean())
                .getProcessCpuTime();
    }

    private static long ownNanos() {
        return ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
    }
}
