package io.github.flinkbert.engine;

import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The engine's threads: daemons, and with the engine's own class loader as context, for a thread
 * that kept the class loader of the job that happened to start it would keep that job's classes
 * alive.
 */
final class EngineThreads implements Executor {

    private static final Logger LOG = LoggerFactory.getLogger(EngineThreads.class);

    /** TensorFlow runs its ops on these threads, and plans for the stack of a thread in C. */
    private static final long STACK_BYTES = 8 << 20;

    private final String name;
    private final ExecutorService executor;
    private final Set<Thread> threads = ConcurrentHashMap.newKeySet();

    EngineThreads(String name, int count) {
        this.name = name;
        ThreadFactory factory = named(name);
        executor =
                Executors.newFixedThreadPool(
                        count,
                        task -> {
                            Thread thread = factory.newThread(task);
                            threads.add(thread);
                            return thread;
                        });
    }

    static ThreadFactory named(String name) {
        AtomicInteger count = new AtomicInteger();
        return task -> {
            Thread thread =
                    new Thread(null, task, name + "-" + count.incrementAndGet(), STACK_BYTES);
            thread.setDaemon(true);
            thread.setContextClassLoader(EngineThreads.class.getClassLoader());
            return thread;
        };
    }

    /**
     * @throws java.util.concurrent.RejectedExecutionException once shut down
     */
    @Override
    public void execute(Runnable task) {
        executor.execute(task);
    }

    /**
     * Accepts nothing more and waits until all that was accepted is done, uninterruptibly: what
     * comes next frees what these threads use. One of the threads themselves does not wait for
     * itself.
     */
    void shutDown(Duration maxWait) {
        executor.shutdown();
        if (threads.contains(Thread.currentThread())) {
            return;
        }
        long end = System.nanoTime() + maxWait.toNanos();
        boolean interrupted = false;
        try {
            while (true) {
                try {
                    long left = end - System.nanoTime();
                    if (!executor.awaitTermination(left, TimeUnit.NANOSECONDS)) {
                        LOG.warn("{} is still at work after {} s", name, maxWait.toSeconds());
                    }
                    return;
                } catch (InterruptedException e) {
                    interrupted = true;
                }
            }
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
