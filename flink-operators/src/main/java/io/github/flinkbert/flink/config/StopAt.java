package io.github.flinkbert.flink.config;

/** Where a job ends. */
public enum StopAt {
    NEVER,
    /** At the records that are last when the job starts. */
    LATEST,
    /** Before the first record that is not older than a given time. */
    TIMESTAMP
}
