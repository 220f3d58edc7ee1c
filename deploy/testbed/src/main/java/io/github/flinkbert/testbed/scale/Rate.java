package io.github.flinkbert.testbed.scale;

/**
 * How fast texts went.
 *
 * @param seconds by the clock
 * @param cpuSeconds that the processes at work spent
 */
record Rate(int texts, double seconds, double cpuSeconds) {

    static Rate of(int texts, long beginNanos, double cpuSeconds) {
        return new Rate(texts, (System.nanoTime() - beginNanos) / 1e9, cpuSeconds);
    }

    public double perSecond() {
        return texts / seconds;
    }

    public double perCpuSecond() {
        return texts / cpuSeconds;
    }
}
