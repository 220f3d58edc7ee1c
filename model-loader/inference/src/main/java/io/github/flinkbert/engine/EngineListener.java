package io.github.flinkbert.engine;

import org.apache.flink.annotation.Experimental;

/**
 * Hears what an engine does: metrics, progress, tests. Called on the engine's threads, so it must
 * return at once; what it throws is logged and goes no further.
 */
@Experimental
public interface EngineListener {

    /** A batch came back from the device. */
    default void ran(BatchReport report) {}

    /** A text had its reply from the reply cache. */
    default void cacheHit() {}

    /** A text was looked for in the reply cache and not found. */
    default void cacheMissed() {}

    /** A sequence was found on which the device fails by itself. */
    default void isolated() {}
}
