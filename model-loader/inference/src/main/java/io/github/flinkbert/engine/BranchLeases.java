package io.github.flinkbert.engine;

import io.github.flinkbert.encoder.Branch;
import io.github.flinkbert.encoder.Encoder;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.flink.annotation.Internal;

/**
 * The branches of an engine's trunk: each loaded for its first user and freed after its last.
 * Branches are told apart by name, so a name says what is in it: an adapter's digest. Thread-safe.
 */
@Internal
public final class BranchLeases {

    private final Encoder encoder;
    private final Map<String, Integer> users = new HashMap<>();
    private final AtomicInteger loaded = new AtomicInteger();

    BranchLeases(Encoder encoder) {
        this.encoder = encoder;
    }

    /** One user's hold on a branch. Closing it twice does nothing. */
    public final class Lease implements AutoCloseable {
        private final String name;
        private boolean open = true;

        private Lease(String name) {
            this.name = name;
        }

        @Override
        public void close() {
            synchronized (BranchLeases.this) {
                if (open) {
                    open = false;
                    release(name);
                }
            }
        }
    }

    /** Loads the branch or joins its users; runs of the engine wait while it is loaded. */
    public synchronized Lease acquire(Branch branch) {
        if (!users.containsKey(branch.name())) {
            encoder.add(branch);
            loaded.incrementAndGet();
        }
        users.merge(branch.name(), 1, Integer::sum);
        return new Lease(branch.name());
    }

    /**
     * How many branches have been loaded so far. A branch's weights go with its last user, but its
     * operations stay in the graph, for TensorFlow's graphs only grow.
     */
    public int loaded() {
        return loaded.get();
    }

    private void release(String name) {
        if (users.merge(name, -1, Integer::sum) == 0) {
            users.remove(name);
            encoder.remove(name);
        }
    }
}
