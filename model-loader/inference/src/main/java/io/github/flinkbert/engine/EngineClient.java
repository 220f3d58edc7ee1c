package io.github.flinkbert.engine;

import io.github.flinkbert.encoder.Output;
import io.github.flinkbert.tensor.Matrix;
import io.github.flinkbert.text.Sequence;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.apache.flink.annotation.Internal;

/**
 * One user of an engine, with a queue of its own. Thread-safe; closing it leaves the engine
 * running.
 */
@Internal
public final class EngineClient implements AutoCloseable {

    private final Engine engine;
    private final WorkQueue all;
    private final WorkQueue.ClientQueue own = new WorkQueue.ClientQueue();

    EngineClient(Engine engine, WorkQueue all) {
        this.engine = engine;
        this.all = all;
    }

    /**
     * Puts a sequence into this client's queue. Never blocks.
     *
     * @return one matrix an output, in their order; cancelled if this client or the engine is
     *     closed before the sequence reached the device. Cancelling it, or completing it in any
     *     other way, takes the sequence out of the queue.
     */
    public CompletableFuture<List<Matrix>> submit(Sequence sequence, List<Output> outputs) {
        return submit(List.of(sequence), outputs).get(0);
    }

    /**
     * Puts sequences into this client's queue at once, so that the device takes as many of them
     * together as its batch has room for. Never blocks.
     *
     * @return each sequence's result, as of {@link #submit(Sequence, List)}
     * @throws IllegalArgumentException if a sequence is longer than the model's positions; none is
     *     in the queue then
     */
    public List<CompletableFuture<List<Matrix>>> submit(
            List<Sequence> sequences, List<Output> outputs) {
        List<Work> works =
                sequences.stream().map(each -> engine.work(each, outputs, this)).toList();
        boolean queued = all.add(own, works);
        for (Work work : works) {
            if (queued) {
                var unused =
                        work.result().whenComplete((result, failure) -> all.withdraw(own, work));
            } else {
                Engine.cancel(work.result());
            }
        }
        return works.stream().map(Work::result).toList();
    }

    @Override
    public void close() {
        all.close(own).forEach(work -> Engine.cancel(work.result()));
    }
}
