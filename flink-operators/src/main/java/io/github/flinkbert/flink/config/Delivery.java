package io.github.flinkbert.flink.config;

/** What a reader of the output sees of a failure. */
public enum Delivery {
    AT_LEAST_ONCE,
    EXACTLY_ONCE
}
