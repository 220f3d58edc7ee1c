package io.github.flinkbert.encoder;

import org.apache.flink.annotation.Internal;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.tensorflow.Graph;
import org.tensorflow.Session;
import org.tensorflow.proto.ConfigProto;
import org.tensorflow.proto.GPUOptions;

/**
 * How many threads an op has on the processor, and how many runs go on at once.
 *
 * <p>Wide models share each op among all threads, and a run goes on alone: a single text is done
 * soonest so. A narrow model's ops are too short for that: all threads wait for the slowest, op
 * after op. Its ops have one thread, and each thread a run. On two cores that is worth 25 % on a
 * BERT 384 wide in 8 bits, and 40 % on a single text of it; on BERT-Base it would be worth 4 %, and
 * a single text would take a third longer.
 *
 * <p>TensorFlow keeps one pool of threads for the ops of a process, made by its first session
 * ({@code local_device.cc}). So the first model decides; a narrow one that comes after a wide one
 * has two runs at once, of which one fills the gaps of the other.
 */
@Internal
public final class OpThreads {

    private static final Logger LOG = LoggerFactory.getLogger(OpThreads.class);

    /** The widest layers whose ops have one thread. */
    private static final int NARROW = 512;

    /** What TensorFlow takes for no threads of a session's own. */
    private static final int IN_CALLERS_THREAD = -1;

    /** Threads of the pool for ops; 0 while there is none. */
    private static int pool;

    private OpThreads() {}

    /**
     * Decides for the process, if nothing was decided before.
     *
     * @param threads that the process's encoders share
     * @param width of the first model's layers
     */
    public static void plan(int threads, int width) {
        ofAnOp(isNarrow(width) ? 1 : threads);
    }

    /** Has all threads share each op, as for a training, whose steps go on alone. */
    public static void share(int threads) {
        int found = ofAnOp(threads);
        if (found < threads) {
            LOG.warn(
                    "threads for an op of TensorFlow in this process, since its first model was"
                            + " loaded: {}, where {} were to share it; what runs alone is slow",
                    found,
                    threads);
        }
    }

    /** How many runs of a model keep all threads busy. */
    public static int runs(int threads, int width) {
        if (ofAnOp(threads) == 1) {
            return threads;
        }
        return isNarrow(width) ? Math.min(2, threads) : 1;
    }

    /** Whether a model of this width has a run for each thread, where it comes first. */
    public static boolean isNarrow(int width) {
        return width <= NARROW;
    }

    private static synchronized int ofAnOp(int wanted) {
        if (pool == 0) {
            try (Graph graph = new Graph()) {
                new Session(graph, config(wanted, 1)).close();
            }
            pool = wanted;
        }
        return pool;
    }

    /** How a session of these settings runs, but for its graph's rewriting. */
    public static ConfigProto session(int threads, Placement placement) {
        ofAnOp(threads);
        // Elsewhere on a thread of TensorFlow's: a compiler needs more stack than Java's have.
        return config(threads, placement.equals(Placement.CPU) ? IN_CALLERS_THREAD : 1);
    }

    private static ConfigProto config(int threads, int runThreads) {
        return ConfigProto.newBuilder()
                .setIntraOpParallelismThreads(threads)
                .setInterOpParallelismThreads(runThreads)
                // Inputs are whole numbers, for which a device may lack kernels.
                .setAllowSoftPlacement(true)
                // Else the first session takes a card's whole memory, for this process alone.
                .setGpuOptions(GPUOptions.newBuilder().setAllowGrowth(true))
                .build();
    }
}
