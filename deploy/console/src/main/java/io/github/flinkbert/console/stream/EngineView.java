package io.github.flinkbert.console.stream;

import org.apache.flink.annotation.Internal;

/** How the engine that enriches is doing: in this process, or on a cluster that can be asked. */
@FunctionalInterface
@Internal
public interface EngineView {

    /** Of no engine. */
    EngineView NONE = () -> new Second(Double.NaN, Double.NaN);

    /** Since the last call, about a second ago. Must not block. */
    Second second();

    /**
     * @param fillPercent how much of the batches was not padding; NaN where there were none
     * @param deviceMillis how long a batch took; NaN where there were none
     */
    record Second(double fillPercent, double deviceMillis) {}
}
