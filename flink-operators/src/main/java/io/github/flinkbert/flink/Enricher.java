package io.github.flinkbert.flink;

import io.github.flinkbert.engine.EngineListener;
import io.github.flinkbert.flink.record.Findings;
import io.github.flinkbert.flink.record.ModelStamp;
import io.github.flinkbert.flink.record.TextQuery;
import java.io.Serializable;
import java.util.concurrent.CompletableFuture;

/** What answers texts: the one place where the job meets the model. Thread-safe. */
interface Enricher extends AutoCloseable {

    /**
     * Never blocks.
     *
     * @return completed exceptionally with a {@link io.github.flinkbert.task.TextRefusedException}
     *     if this text cannot be answered, and with anything else if no text can
     */
    CompletableFuture<Findings> enrich(TextQuery query);

    /** Which model answers. */
    ModelStamp model();

    /** Has a listener hear what the engine does; nothing where there is no engine. */
    default void addListener(EngineListener listener) {}

    default void removeListener(EngineListener listener) {}

    @Override
    void close();

    /** Travels with the job, and opens where it arrives. */
    @FunctionalInterface
    interface Factory extends Serializable {
        Enricher open();
    }
}
