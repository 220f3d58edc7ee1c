package io.github.flinkbert.flink.config;

/** Where a job without a savepoint begins to read. */
public enum StartFrom {
    EARLIEST,
    LATEST,
    /** Where the consumer group has been; from the earliest record where it has not been yet. */
    COMMITTED,
    /** At the first record that is not older than a given time. */
    TIMESTAMP
}
