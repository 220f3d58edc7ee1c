package io.github.flinkbert.quantization;

import java.util.concurrent.ExecutionException;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.IntConsumer;
import java.util.stream.IntStream;

/**
 * Threads that share rows of a matrix. Each row is computed by one thread in a fixed order, so the
 * numbers do not depend on how many threads there are.
 */
final class RowWorkers implements AutoCloseable {

    private final ForkJoinPool pool;

    RowWorkers(int threads) {
        pool = new ForkJoinPool(threads);
    }

    /**
     * Runs the task for 0, 1, …, {@code count - 1}, in any order, and waits for all of them, also
     * where one fails: what they made can be closed then.
     */
    void each(int count, IntConsumer task) {
        AtomicReference<RuntimeException> failure = new AtomicReference<>();
        IntConsumer guarded =
                number -> {
                    try {
                        if (failure.get() == null) {
                            task.accept(number);
                        }
                    } catch (RuntimeException e) {
                        failure.compareAndSet(null, e);
                    }
                };
        try {
            pool.submit(() -> IntStream.range(0, count).parallel().forEach(guarded)).get();
            if (failure.get() != null) {
                throw failure.get();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while a model was calibrated", e);
        } catch (ExecutionException e) {
            if (e.getCause() instanceof RuntimeException cause) {
                throw cause;
            }
            throw new IllegalStateException(e.getCause());
        }
    }

    @Override
    public void close() {
        pool.shutdownNow();
    }
}
