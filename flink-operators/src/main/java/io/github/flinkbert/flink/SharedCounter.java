package io.github.flinkbert.flink;

import java.util.concurrent.atomic.LongAdder;
import org.apache.flink.annotation.Internal;
import org.apache.flink.metrics.Counter;

/** A counter for several threads; Flink's own is for one. */
@Internal
public final class SharedCounter implements Counter {

    private final LongAdder sum = new LongAdder();

    @Override
    public void inc() {
        sum.increment();
    }

    @Override
    public void inc(long n) {
        sum.add(n);
    }

    @Override
    public void dec() {
        sum.decrement();
    }

    @Override
    public void dec(long n) {
        sum.add(-n);
    }

    @Override
    public long getCount() {
        return sum.sum();
    }
}
