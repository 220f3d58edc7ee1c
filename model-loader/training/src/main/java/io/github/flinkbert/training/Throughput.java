package io.github.flinkbert.training;

import java.util.ArrayDeque;
import java.util.Deque;

/** How fast a training goes on, from its last steps. */
final class Throughput {

    private static final int REMEMBERED = 20;

    private record Step(long nanos, long tokens) {}

    private final Deque<Step> last = new ArrayDeque<>();
    private long tokens;
    private long nanos;

    void step(long stepNanos, long stepTokens) {
        tokens += stepTokens;
        nanos += stepNanos;
        last.add(new Step(stepNanos, stepTokens));
        if (last.size() > REMEMBERED) {
            last.remove();
        }
    }

    long tokens() {
        return tokens;
    }

    double seconds() {
        return nanos / 1e9;
    }

    double tokensPerSecond() {
        long spent = last.stream().mapToLong(Step::nanos).sum();
        return spent == 0 ? 0 : last.stream().mapToLong(Step::tokens).sum() * 1e9 / spent;
    }

    double secondsFor(int steps) {
        return last.stream().mapToLong(Step::nanos).average().orElse(0) * steps / 1e9;
    }
}
