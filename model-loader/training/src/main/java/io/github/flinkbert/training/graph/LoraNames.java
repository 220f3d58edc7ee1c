package io.github.flinkbert.training.graph;

import org.apache.flink.annotation.Internal;

/** Names of the low-rank matrices of a kernel, beside the names of the base's variables. */
@Internal
public final class LoraNames {

    private static final String DOWN = "/lora_A";
    private static final String UP = "/lora_B";

    private LoraNames() {}

    /** [rank, in]. */
    public static String down(String layer) {
        return layer + DOWN;
    }

    /** [out, rank]. */
    public static String up(String layer) {
        return layer + UP;
    }
}
