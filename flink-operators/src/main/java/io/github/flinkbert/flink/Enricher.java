package io.github.flinkbert.flink;

import io.github.flinkbert.engine.EngineListener;
import io.github.flinkbert.flink.binding.TextInput;
import io.github.flinkbert.flink.model.ModelDefinition;
import io.github.flinkbert.flink.record.EnrichmentResult;
import io.github.flinkbert.flink.record.ModelStamp;
import java.io.Serializable;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.function.IntConsumer;

/** Asks a model about texts: the one place where the job meets it. Thread-safe. */
interface Enricher extends AutoCloseable {

    /**
     * Never blocks.
     *
     * @return completed exceptionally with a {@link
     *     io.github.flinkbert.failure.TextRejectedException} if this text cannot be answered, and
     *     with anything else if no text can
     */
    CompletableFuture<EnrichmentResult> enrich(TextInput text);

    /** Who is asked about this text, where texts are asked of several models. */
    default Enricher chosenFor(TextInput text) {
        return this;
    }

    /** Which model is asked. */
    ModelStamp model();

    /** Has somebody hear in how many windows each text was read; nobody where there are none. */
    default void watchWindows(IntConsumer windows) {}

    /** How long the text has waited that waits longest; zero where there is no queue. */
    default Duration queueAge() {
        return Duration.ZERO;
    }

    /** Has a listener hear what the engine does; nothing where there is no engine. */
    default void addListener(EngineListener listener) {}

    default void removeListener(EngineListener listener) {}

    @Override
    void close();

    /** Travels with the job, and loads where it arrives. */
    @FunctionalInterface
    interface Loader extends Serializable {

        /**
         * Loads a model and asks it once, so that asks that it does not fit show now.
         *
         * @throws RuntimeException with a sentence if it cannot be used
         */
        Enricher load(ModelDefinition model);
    }
}
