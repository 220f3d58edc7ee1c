package io.github.flinkbert.flink.config;

/** What can be asked of each text. */
public enum Task {
    EMBEDDING,
    /** Needs a model that labels tokens: the checkpoint's own head, or an adapter. */
    ENTITIES,
    /**
     * Needs a model that scores spans: the checkpoint's own head, or an adapter. Asked of a text
     * are the record's own question, if it has one, and the job's standing questions.
     */
    ANSWERS
}
