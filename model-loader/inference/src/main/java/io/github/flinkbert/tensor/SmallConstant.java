package io.github.flinkbert.tensor;

import java.util.List;
import org.apache.flink.annotation.Internal;

/**
 * The numbers of a small tensor in a graph.
 *
 * @param integers of a tensor of int64; else empty
 * @param floats of a tensor of float32; else empty
 */
@Internal
public record SmallConstant(List<Long> integers, List<Float> floats) {}
