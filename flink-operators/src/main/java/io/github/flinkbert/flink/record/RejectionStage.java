package io.github.flinkbert.flink.record;

import org.apache.flink.annotation.PublicEvolving;

/** Where a record's way ended. */
@PublicEvolving
public enum RejectionStage {
    /** It could not be read as a text. */
    DECODE,
    /** The model rejected the text. */
    MODEL,
    /** The result could not be written. */
    ENCODE,
    /** It asked for a model that cannot be used. */
    UPDATE
}
