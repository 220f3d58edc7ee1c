package io.github.flinkbert.engine;

/**
 * Hears what an engine does: metrics, progress, tests. Called on the engine's threads, so it must
 * return at once; what it throws is logged and goes no further.
 */
@FunctionalInterface
public interface EngineListener {

    void ran(BatchReport report);
}
