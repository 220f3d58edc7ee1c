package io.github.flinkbert.flink.config;

/** What becomes of a text that the model rejects, in SQL, which has no dead letters. */
public enum ErrorHandling {
    /** Its output columns are null, and the column {@code error}, if there is one, says why. */
    IGNORE,
    /** The job fails, and is restarted as Flink's restart strategy says. */
    FAILOVER
}
