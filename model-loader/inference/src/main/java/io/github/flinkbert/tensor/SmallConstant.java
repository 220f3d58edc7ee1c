package io.github.flinkbert.tensor;

import java.util.List;

/**
 * The numbers of a small tensor in a graph.
 *
 * @param integers of a tensor of int64; else empty
 * @param floats of a tensor of float32; else empty
 */
public record SmallConstant(List<Long> integers, List<Float> floats) {}
