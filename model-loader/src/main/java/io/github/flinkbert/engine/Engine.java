package io.github.flinkbert.engine;

import io.github.flinkbert.encoder.Encoder;
import io.github.flinkbert.encoder.Output;
import io.github.flinkbert.encoder.PackedBatch;
import io.github.flinkbert.task.Matrix;
import io.github.flinkbert.text.Sequence;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps one encoder busy for many clients: when the device is free it takes what waits, up to a
 * token budget, packed into rows. An idle stream gets the latency of a single text, a busy one full
 * batches.
 *
 * <p>Thread-safe. Submitting never blocks. Results are completed on a thread of the engine's own,
 * apart from the device's, so that decoding overlaps with the next run.
 */
public final class Engine implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Engine.class);
    private static final int CLOSE_SECONDS = 60;

    private final Encoder encoder;
    private final EngineSettings settings;
    private final BranchLeases branches;
    private final WorkQueue queue;
    private final List<EngineListener> listeners = new CopyOnWriteArrayList<>();
    private final EngineThreads devices;
    private final EngineThreads completions;

    /** Takes the encoder over: closing the engine closes it. */
    public Engine(Encoder encoder, EngineSettings settings) {
        this.encoder = encoder;
        this.settings = settings;
        branches = new BranchLeases(encoder);
        queue =
                new WorkQueue(
                        settings.tokenBudget(),
                        new RowPacker(settings.ladder(), settings.tokenBudget()));
        devices = new EngineThreads("bert-device", settings.runs());
        completions = new EngineThreads("bert-results", 1);
        IntStream.range(0, settings.runs()).forEach(i -> devices.execute(this::serve));
    }

    public Encoder encoder() {
        return encoder;
    }

    /** What leaves the trunk beside the release's own top. */
    public BranchLeases branches() {
        return branches;
    }

    public EngineSettings settings() {
        return settings;
    }

    public void addListener(EngineListener listener) {
        listeners.add(listener);
    }

    public void removeListener(EngineListener listener) {
        listeners.remove(listener);
    }

    /** A new client, with a queue of its own. */
    public EngineClient connect() {
        return new EngineClient(this, queue);
    }

    /**
     * @throws IllegalArgumentException if the sequence is longer than the model's positions
     */
    Work work(Sequence sequence, List<Output> outputs, EngineClient client) {
        if (sequence.length() > settings.ladder().longest()) {
            throw new IllegalArgumentException(
                    "a sequence may have %d tokens, found %d"
                            .formatted(settings.ladder().longest(), sequence.length()));
        }
        return new Work(sequence, outputs, new CompletableFuture<>(), client, System.nanoTime());
    }

    private void serve() {
        try {
            for (Optional<WorkQueue.Batch> batch = queue.take();
                    batch.isPresent();
                    batch = queue.take()) {
                run(batch.get());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void run(WorkQueue.Batch batch) {
        long begin = System.nanoTime();
        try {
            PackedBatch packed = packed(batch);
            List<Matrix> whole = encoder.run(packed, batch.outputs());
            long end = System.nanoTime();
            handOver(() -> complete(batch, whole, report(batch, begin, end)));
        } catch (Throwable e) { // an Error of one batch must not silence the device for all others
            LOG.warn("A batch of {} sequences failed", batch.works().size(), e);
            handOver(() -> fail(batch, e));
        }
    }

    /** A run that outlasts the engine's patience at closing completes its batch itself. */
    private void handOver(Runnable completion) {
        try {
            completions.execute(completion);
        } catch (RejectedExecutionException e) {
            completion.run();
        }
    }

    private static void fail(WorkQueue.Batch batch, Throwable cause) {
        batch.works().forEach(work -> work.result().completeExceptionally(cause));
    }

    private static PackedBatch packed(WorkQueue.Batch batch) {
        RowPacker.Packing packing = batch.packing();
        List<PackedBatch.Placed> placed = new ArrayList<>(batch.works().size());
        for (int i = 0; i < batch.works().size(); i++) {
            RowPacker.Place place = packing.places().get(i);
            placed.add(
                    new PackedBatch.Placed(
                            batch.works().get(i).sequence(), place.row(), place.column()));
        }
        return new PackedBatch(packing.rows(), packing.length(), placed);
    }

    private static BatchReport report(WorkQueue.Batch batch, long begin, long end) {
        return new BatchReport(
                batch.works().size(),
                batch.works().stream().mapToInt(Work::tokens).sum(),
                batch.packing().rows() * batch.packing().length(),
                batch.outputs().size(),
                (int) batch.outputs().stream().map(Output::branch).distinct().count(),
                begin - batch.works().stream().mapToLong(Work::submittedNanos).min().orElse(begin),
                end - begin,
                batch.works().stream().map(Work::client).collect(Collectors.toUnmodifiableSet()));
    }

    private void complete(WorkQueue.Batch batch, List<Matrix> whole, BatchReport report) {
        tell(listener -> listener.ran(report));
        try {
            share(batch, whole);
        } catch (Throwable e) { // out of memory, say: whoever has no result yet must hear of it
            LOG.warn("The results of {} sequences were lost", batch.works().size(), e);
            fail(batch, e);
        }
    }

    private void share(WorkQueue.Batch batch, List<Matrix> whole) {
        List<ResultRows> shares = new ArrayList<>();
        for (int i = 0; i < whole.size(); i++) {
            shares.add(new ResultRows(batch.outputs().get(i), whole.get(i), encoder.maskId()));
        }
        for (Work work : batch.works()) {
            // In the order of the batch: each share begins where the last ended.
            List<Matrix> result =
                    shares.stream().map(share -> share.next(work.sequence())).toList();
            work.result().complete(result);
        }
    }

    /** Tells every listener, whatever one of them throws. */
    public void tell(Consumer<EngineListener> event) {
        for (EngineListener listener : listeners) {
            try {
                event.accept(listener);
            } catch (RuntimeException e) {
                LOG.warn("An engine listener failed", e);
            }
        }
    }

    /**
     * Ends the device's work, cancels what still waits, and frees the weights. Waits for the
     * running batch and its results, uninterruptibly; a result's own callback may close the engine,
     * too, and then waits for the device only. Closing again does nothing.
     */
    @Override
    public void close() {
        queue.close().forEach(work -> cancel(work.result()));
        shutDown(devices);
        shutDown(completions);
        encoder.close();
    }

    static void cancel(CompletableFuture<?> result) {
        result.completeExceptionally(new CancellationException("the engine's client was closed"));
    }

    private static void shutDown(EngineThreads threads) {
        threads.shutDown(Duration.ofSeconds(CLOSE_SECONDS));
    }
}
