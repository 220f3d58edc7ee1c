package io.github.flinkbert.engine;

import io.github.flinkbert.encoder.Output;
import io.github.flinkbert.tensor.Matrix;
import io.github.flinkbert.text.Sequence;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/**
 * One user of an engine, with a queue of its own. Thread-safe; closing it leaves the engine
 * running.
 */
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
        Work work = engine.work(sequence, outputs, this);
        if (!all.add(own, work)) {
            Engine.cancel(work.result());
            return work.result();
        }
        var unused = work.result().whenComplete((result, failure) -> all.withdraw(own, work));
        return work.result();
    }

    @Override
    public void close() {
        all.close(own).forEach(work -> Engine.cancel(work.result()));
    }
}
