package io.github.flinkbert.encoder;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.function.Supplier;
import org.apache.flink.annotation.Internal;

/**
 * Lets the process end only between runs of native code. An ending process takes TensorFlow's
 * compiled kernels away, and a run that is still in them crashes: after all has been answered, or
 * on Ctrl-C, with a page of the virtual machine's own.
 *
 * <p>INVARIANT: once the process is ending, what runs has begun before. Thread-safe.
 */
@Internal
public final class NativeShutdownGuard {

    /** More than the largest batch takes on a slow machine; whoever ends us is not kept longer. */
    private static final Duration MAX_WAIT = Duration.ofSeconds(10);

    private static final class OfProcess {
        static final NativeShutdownGuard GUARD = hooked();

        private static NativeShutdownGuard hooked() {
            NativeShutdownGuard guard = new NativeShutdownGuard();
            try {
                Runtime.getRuntime().addShutdownHook(new Thread(guard::end, "bert-shutdown-guard"));
            } catch (IllegalStateException e) {
                guard.close(Duration.ZERO); // the process is ending already
            }
            return guard;
        }
    }

    private final List<Runnable> lastActions = new CopyOnWriteArrayList<>();
    private final ReentrantReadWriteLock lock = new ReentrantReadWriteLock();

    /** The guard that everything in this process goes through. */
    public static NativeShutdownGuard ofProcess() {
        return OfProcess.GUARD;
    }

    /**
     * Has something done when the process is told to end, while native code may still run.
     *
     * @param last is done on the thread of a shutdown hook and must end by itself
     * @return takes it back
     */
    public Runnable whenEnding(Runnable last) {
        lastActions.add(last);
        return () -> lastActions.remove(last);
    }

    /** What happens when the process ends. */
    void end() {
        try {
            lastActions.forEach(Runnable::run);
        } finally {
            close(MAX_WAIT);
        }
    }

    /** Runs native code; does not return if the process is ending. */
    public <T> T during(Supplier<T> run) {
        lock.readLock().lock();
        try {
            return run.get();
        } finally {
            lock.readLock().unlock();
        }
    }

    /** Lets no run begin any more, and waits for those that have begun, so long at most. */
    void close(Duration maxWait) {
        try {
            // Never given back: for the thread that closes, there is no after.
            var unused = lock.writeLock().tryLock(maxWait.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
