package io.github.flinkbert.flink.index;

import io.github.flinkbert.engine.ModelRegistry;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * The indexes of this process: each loaded once, however many subtasks ask for it, of other jobs
 * too, and kept for as long after its last user has gone as a model is. Thread-safe.
 */
final class SharedIndexes {

    private static final long DEFAULT_LINGER_SECONDS = 60;

    /** Tables are the same if all that makes their index is, and their format's class. */
    private record Key(String digest, Class<?> format) {}

    /** INVARIANT: changes under the monitor of the indexes only. */
    private static final class Shared {
        private final ReloadedIndex index;
        private int users;
        private @Nullable ScheduledFuture<?> closing;

        private Shared(ReloadedIndex index) {
            this.index = index;
        }
    }

    private static final class OfProcess {
        static final SharedIndexes INDEXES =
                new SharedIndexes(
                        Duration.ofSeconds(
                                Long.getLong(
                                        ModelRegistry.LINGER_PROPERTY, DEFAULT_LINGER_SECONDS)));
    }

    private final Duration linger;
    private final Map<Key, Shared> indexes = new HashMap<>();
    private final ScheduledExecutorService closer =
            Executors.newSingleThreadScheduledExecutor(
                    task -> {
                        Thread made = new Thread(task, "bert-index-closer");
                        made.setDaemon(true);
                        return made;
                    });

    SharedIndexes(Duration linger) {
        this.linger = linger;
    }

    /** The indexes that everything in this process shares. */
    static SharedIndexes ofProcess() {
        return OfProcess.INDEXES;
    }

    /** One user's hold on an index. Closing it twice does nothing. */
    final class Lease implements AutoCloseable {
        private final Key key;
        private final Shared shared;
        private boolean open = true;

        private Lease(Key key, Shared shared) {
            this.key = key;
            this.shared = shared;
        }

        ReloadedIndex index() {
            return shared.index;
        }

        @Override
        public void close() {
            synchronized (SharedIndexes.this) {
                if (open) {
                    open = false;
                    release(key, shared);
                }
            }
        }
    }

    /** Begins to load an index, or joins those who have it. */
    synchronized Lease acquire(IndexDefinition definition) {
        Key key = new Key(definition.digest(), definition.source().loaded());
        Shared shared = indexes.get(key);
        if (shared == null || shared.index.hasFailed()) {
            shared = new Shared(new ReloadedIndex(definition));
            indexes.put(key, shared);
        }
        if (shared.closing != null) {
            shared.closing.cancel(false);
            shared.closing = null;
        }
        shared.users++;
        return new Lease(key, shared);
    }

    private void release(Key key, Shared shared) {
        shared.users--;
        if (shared.users > 0) {
            return;
        }
        // A format of a job's own jar goes with the job.
        boolean ofProcess = key.format().getClassLoader() == SharedIndexes.class.getClassLoader();
        if (linger.isZero() || !ofProcess || shared.index.hasFailed()) {
            close(key, shared);
        } else {
            shared.closing =
                    closer.schedule(
                            () -> closeUnused(key, shared),
                            linger.toMillis(),
                            TimeUnit.MILLISECONDS);
        }
    }

    private synchronized void closeUnused(Key key, Shared shared) {
        if (shared.users == 0) {
            close(key, shared);
        }
    }

    private void close(Key key, Shared shared) {
        indexes.remove(key, shared);
        shared.index.close();
    }
}
