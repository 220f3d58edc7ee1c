package io.github.flinkbert.flink.config;

/** In which order results leave. */
public enum Order {
    ORDERED,
    UNORDERED
}
