package io.github.flinkbert.engine;

import io.github.flinkbert.checkpoint.CasingChoice;
import io.github.flinkbert.checkpoint.Checkpoint;
import io.github.flinkbert.encoder.OpThreads;
import io.github.flinkbert.encoder.Placement;
import io.github.flinkbert.family.ModelFamilies;
import io.github.flinkbert.family.ModelFamily;
import io.github.flinkbert.text.Casing;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.apache.flink.annotation.Internal;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The models of this process: each loaded once, however many ask for it at the same time, and kept
 * for a while after its last user has gone, so that a failover does not load it again.
 *
 * <p>Models are told apart by what they are made of: the checkpoint's digest, the casing, the
 * precision, the device, compiled or not, and the longest sequence that they read. Thread-safe.
 */
@Internal
public final class ModelRegistry {

    /** Seconds that a model outlives its last user; a system property, 60 unless set. */
    public static final String LINGER_PROPERTY = "flinkbert.engine.linger.seconds";

    private static final Logger LOG = LoggerFactory.getLogger(ModelRegistry.class);
    private static final long DEFAULT_LINGER_SECONDS = 60;

    /**
     * Branches that one engine loads in its life. Each leaves its operations in the graph: whoever
     * comes after so many gets a fresh engine, and the worn one ends with its last user.
     */
    private static final int BRANCHES_OF_AN_ENGINE = 32;

    private record Key(
            String digest,
            Casing casing,
            Precision precision,
            Placement placement,
            int maxPositions) {}

    /**
     * INVARIANT: {@code users}, {@code closing} and {@code freed} change under the registry's
     * monitor only.
     */
    private static final class Shared {
        private volatile @Nullable LoadedModel model;
        private int users;
        private @Nullable ScheduledFuture<?> closing;
        private boolean freed;
    }

    private static final class OfProcess {
        static final ModelRegistry REGISTRY =
                new ModelRegistry(
                        Duration.ofSeconds(Long.getLong(LINGER_PROPERTY, DEFAULT_LINGER_SECONDS)));
    }

    private final Duration linger;
    private final int branchesOfAnEngine;
    private final Map<Key, Shared> models = new HashMap<>();
    private final ScheduledExecutorService closer =
            Executors.newSingleThreadScheduledExecutor(EngineThreads.named("bert-closer"));

    public ModelRegistry(Duration linger) {
        this(linger, BRANCHES_OF_AN_ENGINE);
    }

    ModelRegistry(Duration linger, int branchesOfAnEngine) {
        this.linger = linger;
        this.branchesOfAnEngine = branchesOfAnEngine;
    }

    /** The registry that everything in this process shares. */
    public static ModelRegistry ofProcess() {
        return OfProcess.REGISTRY;
    }

    /** One user's hold on a model. Closing it twice does nothing. */
    public final class Lease implements AutoCloseable {
        private final Key key;
        private final Shared shared;
        private final LoadedModel model;
        private final Checkpoint checkpoint;
        private boolean open = true;

        private Lease(Key key, Shared shared, LoadedModel model, Checkpoint checkpoint) {
            this.key = key;
            this.shared = shared;
            this.model = model;
            this.checkpoint = checkpoint;
        }

        public LoadedModel model() {
            return model;
        }

        /**
         * The checkpoint as this user opened it. The model's own may be another with the same
         * digest, whose files may be gone by now and whose labels may be called otherwise.
         */
        public Checkpoint checkpoint() {
            return checkpoint;
        }

        @Override
        public void close() {
            boolean first;
            synchronized (this) {
                first = open;
                open = false;
            }
            if (first) {
                if (checkpoint != model.checkpoint()) {
                    checkpoint.close();
                }
                release(key, shared);
            }
        }
    }

    /**
     * Loads a model or joins the one that is loaded.
     *
     * @param opened opens the checkpoint; its result is the lease's, which closes it
     * @throws IllegalStateException if another class loader of this process has TensorFlow
     */
    public Lease acquire(
            Supplier<Checkpoint> opened,
            CasingChoice casing,
            Precision precision,
            Device device,
            int threads) {
        return acquire(opened, casing, precision, device, Acceleration.NONE, threads);
    }

    /**
     * Like the other, on one of several devices, or compiled.
     *
     * @throws IllegalStateException if this process does not find the device
     */
    public Lease acquire(
            Supplier<Checkpoint> opened,
            CasingChoice casing,
            Precision precision,
            Device device,
            Acceleration acceleration,
            int threads) {
        return acquire(opened, casing, precision, device, acceleration, threads, 0);
    }

    /**
     * Like the other, with a longest sequence of its own.
     *
     * @param maxPositions the longest sequence to read; 0 for as many as were trained
     * @throws io.github.flinkbert.failure.CheckpointException if the model has fewer
     */
    public Lease acquire(
            Supplier<Checkpoint> opened,
            CasingChoice casing,
            Precision precision,
            Device device,
            Acceleration acceleration,
            int threads,
            int maxPositions) {
        ClassLoaderCheck.claim();
        Checkpoint checkpoint = opened.get();
        Lease lease = null;
        try {
            Casing usedCasing = casing.resolve(checkpoint.casing(), checkpoint.name());
            String digest = checkpoint.digest();
            int positions = checkpoint.positions(maxPositions);
            // After all that may be refused, for the first claim binds the process.
            int planned = ThreadPlan.ofProcess().claim(threads);
            ModelFamily family = ModelFamilies.of(checkpoint);
            boolean graph = family.usesTensorFlow();
            if (graph && !acceleration.xla()) {
                OpThreads.plan(planned, checkpoint.shape().hiddenSize());
            }
            Placement placement =
                    graph
                            ? Devices.placement(device, acceleration, planned)
                            : Devices.withoutGraph(checkpoint, device, acceleration);
            Precision used =
                    graph && !family.float32Only()
                            ? usable(precision, placement, planned)
                            : Devices.float32(checkpoint, precision);
            Key key = new Key(digest, usedCasing, used, placement, positions);
            lease = acquire(key, checkpoint, planned);
            return lease;
        } finally {
            if (lease == null) {
                checkpoint.close();
            }
        }
    }

    private Lease acquire(Key key, Checkpoint checkpoint, int threads) {
        Shared shared;
        synchronized (this) {
            shared = models.get(key);
            if (shared == null || isWorn(shared)) {
                shared = new Shared();
                models.put(key, shared);
            }
            shared.users++;
            if (shared.closing != null) {
                shared.closing.cancel(false);
                shared.closing = null;
            }
        }
        try {
            // Whoever comes second waits here for the first, and others' models load meanwhile.
            synchronized (shared) {
                LoadedModel model = shared.model;
                if (model == null) {
                    model =
                            LoadedModel.load(
                                    checkpoint,
                                    key.casing(),
                                    key.precision(),
                                    key.placement(),
                                    threads,
                                    key.maxPositions());
                    shared.model = model;
                    say(model);
                    NativeHeap.trim(); // of what reading the weights took
                }
                return new Lease(key, shared, model, checkpoint);
            }
        } catch (RuntimeException | Error e) {
            release(key, shared);
            throw e;
        }
    }

    /** What of the model is not as its configuration says. */
    private static void say(LoadedModel model) {
        Checkpoint checkpoint = model.checkpoint();
        int rows = checkpoint.shape().maxPositions();
        int trained = checkpoint.trainedPositions();
        if (model.maxPositions() > trained) {
            LOG.warn(
                    "{} reads up to {} tokens at once, as is asked for, but of its {} positions"
                            + " only the first {} were trained: what lies behind is read badly",
                    checkpoint.name(),
                    model.maxPositions(),
                    rows,
                    trained);
        } else if (model.maxPositions() < rows) {
            LOG.info(
                    "{} reads up to {} tokens at once; it has {} positions, of which the first {}"
                            + " were trained",
                    checkpoint.name(),
                    model.maxPositions(),
                    rows,
                    trained);
        }
    }

    private boolean isWorn(Shared shared) {
        LoadedModel model = shared.model;
        return model != null && model.engine().branches().loaded() >= branchesOfAnEngine;
    }

    private void release(Key key, Shared shared) {
        synchronized (this) {
            if (--shared.users > 0) {
                return;
            }
            boolean wanted = shared.model != null && models.get(key) == shared;
            if (wanted && !linger.isZero()) {
                shared.closing =
                        closer.schedule(
                                () -> closeIfUnused(key, shared),
                                linger.toMillis(),
                                TimeUnit.MILLISECONDS);
                return;
            }
            shared.freed = true;
            models.remove(key, shared);
        }
        free(shared);
    }

    private void closeIfUnused(Key key, Shared shared) {
        synchronized (this) {
            if (shared.users > 0 || shared.freed) {
                return;
            }
            shared.freed = true;
            models.remove(key, shared);
        }
        free(shared);
    }

    /** Outside the monitor, for a model ends its running batch first. */
    private static void free(Shared shared) {
        if (shared.model != null) {
            LOG.info("Freeing {}", shared.model.checkpoint().name());
            try {
                shared.model.close();
                NativeHeap.trim();
            } catch (RuntimeException e) {
                // Its users have gone, and the scheduler would swallow it.
                LOG.warn("{} could not be freed", shared.model.checkpoint().name(), e);
            }
        }
    }

    private static Precision usable(Precision wanted, Placement placement, int threads) {
        return wanted == Precision.AUTO ? Devices.best(placement, threads) : wanted;
    }
}
