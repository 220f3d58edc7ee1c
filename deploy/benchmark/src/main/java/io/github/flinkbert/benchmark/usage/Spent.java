package io.github.flinkbert.benchmark.usage;

import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;
import java.util.concurrent.Callable;
import org.apache.flink.annotation.Internal;

/**
 * What a piece of work took.
 *
 * @param wallNanos on the clock
 * @param cpuNanos of processors, all threads of the process; which other programs on the machine
 *     disturb less
 */
@Internal
public record Spent(long wallNanos, long cpuNanos) {

    private static final OperatingSystemMXBean PROCESS =
            (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();

    /** Work that was done, and what it took. */
    public record Done<T>(T result, Spent spent) {}

    /** Does the work. */
    public static <T> Done<T> on(Callable<T> work) throws Exception {
        long cpu = PROCESS.getProcessCpuTime();
        long wall = System.nanoTime();
        T result = work.call();
        wall = System.nanoTime() - wall;
        return new Done<>(result, new Spent(wall, PROCESS.getProcessCpuTime() - cpu));
    }

    public Spent plus(Spent more) {
        return new Spent(wallNanos + more.wallNanos, cpuNanos + more.cpuNanos);
    }

    public double wallSeconds() {
        return wallNanos / 1e9;
    }

    public double cpuSeconds() {
        return cpuNanos / 1e9;
    }
}
