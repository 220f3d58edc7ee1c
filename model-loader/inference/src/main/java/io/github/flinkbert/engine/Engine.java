package io.github.flinkbert.engine;

import io.github.flinkbert.encoder.Output;
import io.github.flinkbert.encoder.SequenceEncoder;
import io.github.flinkbert.failure.TextRejectedException;
import io.github.flinkbert.tensor.Matrix;
import io.github.flinkbert.text.Sequence;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.flink.annotation.Internal;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps one encoder busy for many clients: when the device is free it takes what waits, up to a
 * token budget, packed into rows. An idle stream gets the latency of a single text, a busy one full
 * batches.
 *
 * <p>Thread-safe. Submitting never blocks. Results are completed on a thread of the engine's own,
 * apart from the device's, so that decoding overlaps with the next run.
 *
 * <p>Every sequence gets exactly one outcome. A fault while the device takes, packs or runs a
 * batch, or while its results are shared out, is the outcome of that batch's sequences, and the
 * device goes on with the next; of a batch that fails on the device, {@link BatchRunner} finds
 * those that fail by themselves. A sequence whose future has its outcome from elsewhere, because it
 * was cancelled, leaves the queue and is not computed.
 */
@Internal
public final class Engine implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Engine.class);
    private static final int CLOSE_SECONDS = 60;
    private static final Duration PAUSE_AFTER_FAULT = Duration.ofMillis(100);

    private final SequenceEncoder encoder;
    private final EngineSettings settings;
    private final BranchLeases branches;
    private final WorkQueue queue;
    private final List<EngineListener> listeners = new CopyOnWriteArrayList<>();
    private final BatchRunner runner;
    private final EngineThreads devices;
    private final EngineThreads completions;

    private final FaultLog loopFaults = new FaultLog(LOG, "The device could not take its work");
    private final FaultLog packingFaults = new FaultLog(LOG, "Sequences could not be packed");
    private final FaultLog runFaults = new FaultLog(LOG, "A batch failed on the device");
    private final FaultLog sharingFaults = new FaultLog(LOG, "The results of a batch were lost");
    private final FaultLog callbackFaults = new FaultLog(LOG, "The callback of a result failed");
    private final FaultLog listenerFaults = new FaultLog(LOG, "An engine listener failed");

    /** Takes the encoder over: closing the engine closes it. */
    public Engine(SequenceEncoder encoder, EngineSettings settings) {
        this(encoder, settings, new RowPacker(settings.ladder(), settings.tokenBudget()));
    }

    Engine(SequenceEncoder encoder, EngineSettings settings, Packer packer) {
        this.encoder = encoder;
        this.settings = settings;
        branches = new BranchLeases(encoder);
        queue = new WorkQueue(settings.tokenBudget(), packer);
        runner = new BatchRunner(encoder, new RowPacker(settings.ladder(), settings.tokenBudget()));
        devices = new EngineThreads("bert-device", settings.runs());
        completions = new EngineThreads("bert-results", 1);
        IntStream.range(0, settings.runs()).forEach(i -> devices.execute(this::serve));
    }

    public SequenceEncoder encoder() {
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

    /** How long the sequence has waited for the device that waits longest; zero where none does. */
    public Duration queueAge() {
        OptionalLong oldest = queue.oldestNanos();
        return oldest.isEmpty()
                ? Duration.ZERO
                : Duration.ofNanos(Math.max(0, System.nanoTime() - oldest.getAsLong()));
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

    /**
     * INVARIANT: ends with the queue and with nothing else. What fails is the outcome of the
     * sequences that it befell.
     */
    private void serve() {
        boolean open = true;
        while (open) {
            // A stray interrupt is not a reason to stop: the queue says when to.
            Thread.interrupted();
            try {
                Optional<WorkQueue.Taken> taken = queue.take();
                taken.ifPresent(this::process);
                open = taken.isPresent();
            } catch (Throwable e) { // nothing was taken: what waits is tried again
                loopFaults.add(e);
                LockSupport.parkNanos(PAUSE_AFTER_FAULT.toNanos());
            }
        }
    }

    private void process(WorkQueue.Taken taken) {
        if (taken instanceof WorkQueue.Batch batch) {
            run(batch);
        } else if (taken instanceof WorkQueue.Spoilt spoilt) {
            handOver(() -> fail(spoilt.works(), spoilt.cause()));
            packingFaults.add(spoilt.cause());
        }
    }

    private void run(WorkQueue.Batch batch) {
        runner.run(
                batch,
                new BatchRunner.Outcomes() {
                    @Override
                    public void ran(
                            WorkQueue.Batch part, List<Matrix> whole, long begin, long end) {
                        handOver(() -> complete(part, whole, begin, end));
                    }

                    @Override
                    public void failed(List<Work> works, Throwable cause) {
                        List<Work> told = List.copyOf(works);
                        handOver(
                                () -> {
                                    if (cause instanceof TextRejectedException) {
                                        tell(listener -> listener.isolated());
                                    }
                                    fail(told, cause);
                                });
                        runFaults.add(cause);
                    }
                });
    }

    /**
     * Where the thread of the results takes nothing more, because the engine was closed or because
     * no thread can be made, the results are completed here.
     */
    private void handOver(Runnable completion) {
        try {
            completions.execute(completion);
        } catch (RejectedExecutionException | Error e) {
            completion.run();
        }
    }

    private void fail(List<Work> works, Throwable cause) {
        works.forEach(work -> settle(() -> work.result().completeExceptionally(cause)));
    }

    /** One result's callbacks, whatever they throw, are not another result's. */
    private void settle(Runnable completion) {
        try {
            completion.run();
        } catch (Throwable e) {
            callbackFaults.add(e);
        }
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

    private void complete(WorkQueue.Batch batch, List<Matrix> whole, long begin, long end) {
        tell(listener -> listener.ran(report(batch, begin, end)));
        try {
            share(batch, whole);
        } catch (Throwable e) { // out of memory, say: whoever has no result yet must hear of it
            fail(batch.works(), e);
            sharingFaults.add(e);
        }
    }

    private void share(WorkQueue.Batch batch, List<Matrix> whole) {
        List<ResultShares> shares = new ArrayList<>();
        for (int i = 0; i < whole.size(); i++) {
            shares.add(new ResultShares(batch.outputs().get(i), whole.get(i), encoder.maskId()));
        }
        for (Work work : batch.works()) {
            // In the order of the batch: each share begins where the last ended.
            List<Matrix> result =
                    shares.stream().map(share -> share.next(work.sequence())).toList();
            settle(() -> work.result().complete(result));
        }
    }

    /** Tells every listener, whatever one of them throws. */
    public void tell(Consumer<EngineListener> event) {
        for (EngineListener listener : listeners) {
            try {
                event.accept(listener);
            } catch (Throwable e) { // an Error, too: of a class that left with its job, say
                listenerFaults.add(e);
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
