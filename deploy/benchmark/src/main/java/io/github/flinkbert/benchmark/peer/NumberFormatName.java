package io.github.flinkbert.benchmark.peer;

import org.apache.flink.annotation.Internal;

/** The number format of a system's weights and products. */
@Internal
public enum NumberFormatName {
    FLOAT32("float32"),
    BFLOAT16("bfloat16"),
    INT8("int8");

    private final String word;

    NumberFormatName(String word) {
        this.word = word;
    }

    @Override
    public String toString() {
        return word;
    }
}
