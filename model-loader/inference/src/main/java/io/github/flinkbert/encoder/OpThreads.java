package io.github.flinkbert.encoder;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.apache.flink.annotation.Internal;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.tensorflow.Graph;
import org.tensorflow.Result;
import org.tensorflow.Session;
import org.tensorflow.proto.ConfigProto;
import org.tensorflow.proto.GPUOptions;
import org.tensorflow.proto.RunOptions;

/**
 * How many threads an op of TensorFlow has in this process, on the processor.
 *
 * <p>Runs that go on beside each other take a core each: an op that is shared by all cores waits
 * for the slowest of them, op after op, and all of them wait while the next op is begun. On two
 * cores that is worth 4 % on BERT-Base and 25 % on a BERT 384 wide. A run that goes on alone shares
 * its ops, where they are long enough to gain by it.
 *
 * <p>TensorFlow has one pool of threads for the ops of a process, made by its first session ({@code
 * local_device.cc}), and it has one thread here. The pool of its run handlers is another one, which
 * a run asks for ({@code RunOptions.Experimental.use_run_handler_pool}, {@code direct_session.cc}):
 * it is made by the first run that asks, with the threads of that run's session.
 */
@Internal
public final class OpThreads {

    private static final Logger LOG = LoggerFactory.getLogger(OpThreads.class);

    /**
     * Multiplications of the smallest product of a layer, tokens × width², from which on a lone run
     * is the sooner done by two threads: 27 tokens of BERT-Base, 114 of a BERT 384 wide.
     */
    static final double WORTH_SHARING = 1 << 24;

    /** What TensorFlow takes for no threads of a session's own. */
    private static final int IN_CALLERS_THREAD = -1;

    /** TensorFlow plans for the stack of a thread in C, which is larger than one of Java's. */
    public static final long STACK_BYTES = 8 << 20;

    private static final RunOptions SHARED =
            RunOptions.newBuilder()
                    .setExperimental(
                            RunOptions.Experimental.newBuilder().setUseRunHandlerPool(true))
                    .build();

    /**
     * Shared runs go on here and nowhere else: oneDNN plans a product for the threads that there
     * are when its shape is first met, and TensorFlow keeps these plans by the thread that runs.
     */
    private static final ExecutorService SHARING =
            Executors.newSingleThreadExecutor(
                    task -> {
                        Thread thread = new Thread(null, task, "bert-shared-ops", STACK_BYTES);
                        thread.setDaemon(true);
                        thread.setContextClassLoader(OpThreads.class.getClassLoader());
                        return thread;
                    });

    /** Batches that are on the processor, of all models. */
    private static final AtomicInteger BATCHES = new AtomicInteger();

    /** Threads of the pool for ops; 0 while there is none. */
    private static int pool;

    private OpThreads() {}

    /**
     * Has all ops of this process share so many threads, whatever goes on beside them: for a
     * process that has one run at a time. Must come before any model is loaded, for TensorFlow
     * keeps its first pool.
     */
    public static synchronized void shareAlways(int threads) {
        if (pool == 0) {
            make(threads);
        } else if (pool != threads) {
            LOG.warn(
                    "TensorFlow's ops have {} threads in this process since its first model was"
                            + " loaded; {} were to share them, so what follows may be slow",
                    pool,
                    threads);
        }
    }

    /**
     * A session's settings: its ops run in the thread of their caller, one thread each unless
     * {@link #shareAlways} came before.
     *
     * @param threads that share the ops of a lone run
     */
    public static synchronized ConfigProto session(int threads) {
        if (pool == 0) {
            make(1);
        }
        return config(threads);
    }

    private static void make(int threads) {
        try (Graph graph = new Graph()) {
            new Session(graph, config(threads)).close();
            pool = threads;
        }
    }

    private static ConfigProto config(int threads) {
        return ConfigProto.newBuilder()
                .setIntraOpParallelismThreads(threads)
                .setInterOpParallelismThreads(IN_CALLERS_THREAD)
                // Inputs are whole numbers, for which a device may lack kernels.
                .setAllowSoftPlacement(true)
                // Else the first session takes a card's whole memory, for this process alone.
                .setGpuOptions(GPUOptions.newBuilder().setAllowGrowth(true))
                .build();
    }

    private static synchronized boolean isShared() {
        return pool > 1;
    }

    /**
     * Has a lone run share its ops, as the encoders' own do.
     *
     * @param runner of a session with the settings of {@link #session}
     */
    public static Session.Runner sharing(Session.Runner runner) {
        return isShared() ? runner : runner.setOptions(SHARED);
    }

    /**
     * Begins a batch.
     *
     * @param work multiplications of the smallest product of a layer; 0 for runs that are not to
     *     share their ops
     */
    static Batch batch(double work) {
        return new Batch(work >= WORTH_SHARING);
    }

    private static Result shared(Session.Runner runner) {
        try {
            return CompletableFuture.supplyAsync(runner::run, SHARING).join();
        } catch (CompletionException e) {
            Throwable cause = e.getCause();
            if (cause instanceof Error error) {
                throw error;
            }
            throw cause instanceof RuntimeException exception ? exception : e;
        }
    }

    /** One batch's runs, one after the other. Closed when the last of them is done. */
    static final class Batch implements AutoCloseable {

        private final boolean worthSharing;

        private Batch(boolean worthSharing) {
            this.worthSharing = worthSharing;
            BATCHES.incrementAndGet();
        }

        /** Runs what a runner was told; does not return if the process is ending. */
        Result run(Session.Runner runner) {
            Supplier<Result> run =
                    worthSharing && BATCHES.get() == 1 && !isShared()
                            ? () -> shared(runner.setOptions(SHARED))
                            : runner::run;
            return NativeShutdownGuard.ofProcess().during(run);
        }

        @Override
        public void close() {
            BATCHES.decrementAndGet();
        }
    }
}
