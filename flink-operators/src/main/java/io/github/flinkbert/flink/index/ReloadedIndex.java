package io.github.flinkbert.flink.index;

import java.io.IOException;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The index of a table as its files or its topic are. A thread of its own loads it, looks for
 * changes in the table's interval, and puts a new index in the place of the old one in one step.
 * Where that fails, the old one stays, which is logged and counted, and the next interval tries
 * again.
 *
 * <p>Thread-safe.
 */
final class ReloadedIndex implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(ReloadedIndex.class);

    private final IndexDefinition definition;
    private final ScheduledExecutorService thread;
    private final CompletableFuture<VectorIndex> first = new CompletableFuture<>();
    private final AtomicLong loads = new AtomicLong();
    private final AtomicLong failedLoads = new AtomicLong();
    private volatile IndexLoader.@Nullable Loaded loaded;

    /** Of the thread. */
    private final RowSource.Reader reader;

    private volatile @Nullable Thread worker;
    private volatile boolean closed;

    /** Begins to load. */
    ReloadedIndex(IndexDefinition definition) {
        this.definition = definition;
        reader = definition.source().open(definition.maxBytes());
        thread =
                Executors.newSingleThreadScheduledExecutor(
                        task -> {
                            Thread made = new Thread(task, "bert-index-" + definition.table());
                            made.setDaemon(true);
                            made.setContextClassLoader(ReloadedIndex.class.getClassLoader());
                            worker = made;
                            return made;
                        });
        thread.execute(this::loadFirst);
        long interval = definition.reload().toMillis();
        if (interval > 0) {
            var unused =
                    thread.scheduleWithFixedDelay(
                            this::reload, interval, interval, TimeUnit.MILLISECONDS);
        }
    }

    /**
     * Completed when the table was loaded once; exceptionally, with an {@link IndexException}, if
     * it could not be, after which it never is.
     */
    CompletableFuture<VectorIndex> first() {
        return first;
    }

    boolean hasFailed() {
        return first.isCompletedExceptionally();
    }

    /** The index as it is now, after {@link #first}. */
    VectorIndex current() {
        IndexLoader.Loaded now = loaded;
        if (now == null) {
            throw new IllegalStateException(definition.table() + " is not loaded");
        }
        return now.index();
    }

    /** Indexes that were put in their place. */
    long loads() {
        return loads.get();
    }

    /** Changes of which no index could be made. */
    long failedLoads() {
        return failedLoads.get();
    }

    /** Rows without a vector, of the index as it is now. */
    long skipped() {
        IndexLoader.Loaded now = loaded;
        return now == null ? 0 : now.skipped();
    }

    /** Bytes that the index takes on the heap as it is now, about. */
    long bytes() {
        IndexLoader.Loaded now = loaded;
        return now == null ? 0 : now.bytes();
    }

    int rows() {
        IndexLoader.Loaded now = loaded;
        return now == null ? 0 : now.index().size();
    }

    private void loadFirst() {
        try {
            var unused = reader.look();
            load();
            first.complete(current());
        } catch (IOException e) {
            first.completeExceptionally(new IndexException(String.valueOf(e.getMessage()), e));
        } catch (Throwable e) { // an error of linking too: whoever waits has to hear of it
            first.completeExceptionally(e);
        }
    }

    private void reload() {
        if (loaded == null || closed) {
            return;
        }
        try {
            if (reader.look()) {
                load();
            }
        } catch (IOException | RuntimeException | LinkageError | OutOfMemoryError e) {
            failed(e);
        }
    }

    private void load() throws IOException {
        long start = System.nanoTime();
        Optional<VectorIndex> old = Optional.ofNullable(loaded).map(IndexLoader.Loaded::index);
        IndexLoader.Loaded made = IndexLoader.load(definition, reader, old);
        loaded = made;
        reader.taken();
        loads.incrementAndGet();
        LOG.info(
                "table {} is indexed: {} rows of {} numbers in {} ms; {} rows have no vector",
                definition.table(),
                made.index().size(),
                made.index().dimension(),
                TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - start),
                made.skipped());
    }

    private void failed(Throwable why) {
        if (closed) {
            return;
        }
        failedLoads.incrementAndGet();
        LOG.warn(
                "table {} stays as it was, for it cannot be indexed anew: {}",
                definition.table(),
                why.getMessage());
    }

    /** A load that is under way ends where it waits. */
    @Override
    public void close() {
        closed = true;
        thread.execute(
                () -> {
                    var unused = Thread.interrupted();
                    reader.close();
                });
        Thread running = worker;
        if (running != null) {
            running.interrupt();
        }
        thread.shutdown();
    }
}
