package io.github.flinkbert.engine;

import static java.util.Objects.requireNonNull;

import io.github.flinkbert.encoder.Branch;
import io.github.flinkbert.encoder.SequenceEncoder;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;
import org.apache.flink.annotation.Internal;

/**
 * The branches of an engine's trunk: each loaded for its first user and freed after its last.
 * Branches are told apart by name, so a name says what is in it: an adapter's digest. Thread-safe.
 */
@Internal
public final class BranchLeases {

    /** What is known of a branch that somebody uses or loads. */
    private static final class Users {
        private int count;
        private boolean loaded;
    }

    /** What leases need of an encoder. */
    interface Branches {
        void add(Branch branch);

        void remove(String name);
    }

    private final Branches branches;

    /** Guarded by this. */
    private final Map<String, Users> users = new HashMap<>();

    /** Held while a branch is loaded, which may take minutes in 8 bits: one after the other. */
    private final Lock loading = new ReentrantLock();

    private final AtomicInteger loaded = new AtomicInteger();

    BranchLeases(SequenceEncoder encoder) {
        this(
                new Branches() {
                    @Override
                    public void add(Branch branch) {
                        encoder.add(branch);
                    }

                    @Override
                    public void remove(String name) {
                        encoder.remove(name);
                    }
                });
    }

    BranchLeases(Branches branches) {
        this.branches = branches;
    }

    /** One user's hold on a branch. Closing it twice does nothing. */
    public final class Lease implements AutoCloseable {

        private final String name;
        private final AtomicBoolean open = new AtomicBoolean(true);

        private Lease(String name) {
            this.name = name;
        }

        @Override
        public void close() {
            if (open.getAndSet(false)) {
                release(name);
            }
        }
    }

    /**
     * Loads the branch or joins its users. Those who join a branch that is there, and those who
     * leave one, do not wait while another is loaded.
     */
    public Lease acquire(Branch branch) {
        Users of = join(branch.name());
        if (!isLoaded(of)) {
            try {
                load(branch, of);
            } catch (RuntimeException | Error e) {
                release(branch.name());
                throw e;
            }
        }
        return new Lease(branch.name());
    }

    private synchronized Users join(String name) {
        Users of = users.computeIfAbsent(name, any -> new Users());
        of.count++;
        return of;
    }

    private void load(Branch branch, Users of) {
        loading.lock();
        try {
            if (!isLoaded(of)) { // else another user did, while this one waited
                branches.add(branch);
                setLoaded(of);
                loaded.incrementAndGet();
            }
        } finally {
            loading.unlock();
        }
    }

    private synchronized boolean isLoaded(Users of) {
        return of.loaded;
    }

    private synchronized void setLoaded(Users of) {
        of.loaded = true;
    }

    /**
     * How many branches have been loaded so far. A branch's weights go with its last user, but its
     * operations stay in the graph, for TensorFlow's graphs only grow.
     */
    public int loaded() {
        return loaded.get();
    }

    // Frees it before anybody can load one of that name anew.
    private synchronized void release(String name) {
        Users of = requireNonNull(users.get(name), "only who has joined releases");
        if (--of.count == 0) {
            users.remove(name);
            if (of.loaded) {
                branches.remove(name);
            }
        }
    }
}
