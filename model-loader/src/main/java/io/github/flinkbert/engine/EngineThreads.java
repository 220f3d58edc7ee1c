package io.github.flinkbert.engine;

import java.util.concurrent.ThreadFactory;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Makes the engine's threads: daemons, and with the engine's own class loader as context, for a
 * thread that kept the class loader of the job that happened to start it would keep that job's
 * classes alive.
 */
final class EngineThreads {

    private EngineThreads() {}

    static ThreadFactory named(String name) {
        AtomicInteger count = new AtomicInteger();
        return task -> {
            Thread thread = new Thread(task, name + "-" + count.incrementAndGet());
            thread.setDaemon(true);
            thread.setContextClassLoader(EngineThreads.class.getClassLoader());
            return thread;
        };
    }
}
