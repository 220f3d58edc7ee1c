package io.github.flinkbert.quantization;

import org.apache.flink.annotation.Internal;

/**
 * The few channels of the feed-forward layer's activation that reach far beyond all others. They
 * are computed apart in float32: their columns of the first product, their rows of the second. In 8
 * bits they would set the step of every other channel.
 *
 * <p>Source: Dettmers et al. 2022, "LLM.int8()", section 3.2.
 *
 * @param channels which, ascending; may be none
 * @param into [hidden size, channels], of the attended state as it is in the graph
 * @param bias [channels]
 * @param outOf [channels, hidden size]
 */
@SuppressWarnings("ArrayRecordComponent") // compared by nobody
@Internal
public record OutlierChannels(int[] channels, float[] into, float[] bias, float[] outOf) {

    /** How many. */
    public int count() {
        return channels.length;
    }
}
