package io.github.flinkbert.flink;

import io.github.flinkbert.flink.binding.TextInput;
import io.github.flinkbert.flink.model.ModelDefinition;
import io.github.flinkbert.flink.record.EnrichmentResult;
import io.github.flinkbert.flink.record.ModelStamp;
import io.github.flinkbert.flink.task.entities.EntitiesTask;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;

/** Models that find nothing, never answer some texts while they hold, and fail at others. */
record HoldingLoader() implements Enricher.Loader {

    static final AtomicBoolean HOLDS = new AtomicBoolean();
    static final AtomicInteger FAILURES = new AtomicInteger();

    /** Models that were loaded so far. */
    static final AtomicInteger LOADED = new AtomicInteger();

    private static final Queue<CompletableFuture<EnrichmentResult>> HELD =
            new ConcurrentLinkedQueue<>();
    private static final EnrichmentResult NOTHING =
            EnrichmentResult.builder().put(EntitiesTask.KEY, List.of()).build();

    /** How often texts were asked that have no answer yet. */
    static int held() {
        return HELD.size();
    }

    /** Answers what was held. */
    static void letGo() {
        HOLDS.set(false);
        HELD.forEach(held -> held.complete(NOTHING));
        HELD.clear();
    }

    @Override
    public Enricher load(ModelDefinition model) {
        LOADED.incrementAndGet();
        ModelStamp stamp = new ModelStamp("held", model.id(), "", Map.of());
        return new Enricher() {
            @Override
            public CompletableFuture<EnrichmentResult> enrich(TextInput text) {
                if (text.text().startsWith("hold this") && HOLDS.get()) {
                    CompletableFuture<EnrichmentResult> held = new CompletableFuture<>();
                    HELD.add(held);
                    return held;
                }
                if (text.text().startsWith("fail") && FAILURES.getAndDecrement() > 0) {
                    return CompletableFuture.failedFuture(
                            new IllegalStateException("the device is gone"));
                }
                return CompletableFuture.completedFuture(NOTHING);
            }

            @Override
            public ModelStamp model() {
                return stamp;
            }

            @Override
            public void close() {}
        };
    }
}
