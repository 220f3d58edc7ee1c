package io.github.flinkbert.flink.index;

import io.github.flinkbert.flink.SharedCounter;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import org.apache.flink.annotation.Internal;
import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.Gauge;
import org.apache.flink.metrics.MetricGroup;

/**
 * A subtask's hold on the index of a table, which all of the process share. Has the metrics {@code
 * bert.index.queries} and, of the first subtask, those of the index: {@code rows}, {@code bytes},
 * {@code loads}, {@code failedLoads}, {@code skippedRows}. Thread-safe.
 */
@Internal
public final class IndexLease implements AutoCloseable {

    static final String GROUP = "index";

    private final SharedIndexes.Lease lease;
    private final Counter queries;
    private final String table;

    private IndexLease(IndexDefinition definition, SharedIndexes.Lease lease, MetricGroup group) {
        table = definition.table();
        this.lease = lease;
        queries = group.counter("queries", new SharedCounter());
    }

    /**
     * Waits until the index is loaded.
     *
     * @param group of the subtask under {@code bert}
     * @param first whether it is the operator's first subtask, which shows the index's own figures
     * @throws IndexException with a sentence for the user if it cannot be loaded
     * @throws LinkageError if TensorFlow cannot be
     */
    public static IndexLease open(IndexDefinition definition, MetricGroup group, boolean first) {
        SharedIndexes.Lease lease = SharedIndexes.ofProcess().acquire(definition);
        try {
            lease.index().first().get();
        } catch (ExecutionException e) {
            lease.close();
            Throwable cause = e.getCause();
            throw failure(definition, cause == null ? e : cause);
        } catch (InterruptedException e) {
            lease.close();
            Thread.currentThread().interrupt();
            throw new IndexException("interrupted while table " + definition.table() + " loaded");
        }
        MetricGroup own = group.addGroup(GROUP);
        if (first) {
            ReloadedIndex index = lease.index();
            own.gauge("rows", (Gauge<Integer>) index::rows);
            own.gauge("bytes", (Gauge<Long>) index::bytes);
            own.gauge("loads", (Gauge<Long>) index::loads);
            own.gauge("failedLoads", (Gauge<Long>) index::failedLoads);
            own.gauge("skippedRows", (Gauge<Long>) index::skipped);
        }
        return new IndexLease(definition, lease, own);
    }

    private static RuntimeException failure(IndexDefinition definition, Throwable cause) {
        if (cause instanceof LinkageError error) {
            throw error;
        }
        return new IndexException(
                "table %s cannot be indexed: %s".formatted(definition.table(), cause.getMessage()),
                cause);
    }

    /**
     * The nearest rows, nearest first, of the index as it is now.
     *
     * @throws IndexException if the query is of another dimension, or not of finite numbers
     */
    public List<Neighbor> nearest(float[] query, int count, Optional<RowFilter> filter) {
        queries.inc();
        VectorIndex index = lease.index().current();
        if (index.size() == 0) {
            return List.of();
        }
        if (query.length != index.dimension()) {
            throw new IndexException(
                    "table %s was asked with a vector of %d numbers, expected %d"
                            .formatted(table, query.length, index.dimension()));
        }
        for (float number : query) {
            if (!Float.isFinite(number)) {
                throw new IndexException(
                        "table %s was asked with a vector with the number %s, expected finite ones"
                                .formatted(table, number));
            }
        }
        double norm = Products.norm(query);
        if (norm > Distances.LONGEST) {
            throw new IndexException(
                    "table %s was asked with a vector of length %s, expected %s at most"
                            .formatted(table, norm, Distances.LONGEST));
        }
        return index.nearest(query, count, filter);
    }

    @Override
    public void close() {
        lease.close();
    }
}
