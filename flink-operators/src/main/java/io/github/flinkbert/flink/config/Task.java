package io.github.flinkbert.flink.config;

/** What can be asked of each text. */
public enum Task {
    EMBEDDING
}
