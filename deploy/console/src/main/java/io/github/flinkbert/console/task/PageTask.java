package io.github.flinkbert.console.task;

import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.apache.flink.annotation.Internal;

/**
 * One task on the page: how its field of an enriched record is read and shown, and what it asks of
 * a text that somebody types in. A task is a package that implements this, a module of the page's
 * JavaScript, and a line in each of their lists. One object a page; thread-safe.
 */
@Internal
public interface PageTask {

    /** Its field of an enriched record; empty where the job's records have none. */
    default Optional<RecordField<?>> field() {
        return Optional.empty();
    }

    /**
     * Sees a text of the stream's sample, to keep of it what the task shows later. Called by one
     * thread, before the text's row is shown; must not block.
     */
    default void saw(SeenText text) {}

    /**
     * Asks its part of a text that was typed in. Shows every name that the page's JavaScript reads,
     * empty where there is nothing, and notes what cannot be asked of this model.
     */
    void ask(Trial trial);

    /**
     * What the page may ask a model about a text that was typed in, by POST under {@code /api/}:
     * each is asked by itself, as Try it asks all tasks.
     */
    default Map<String, Consumer<Trial>> questions() {
        return Map.of();
    }

    /** What the page may ask of it by POST, under {@code /api/}; written as JSON. */
    default Map<String, Supplier<?>> requests() {
        return Map.of();
    }
}
