package io.github.flinkbert.task.redaction;

import org.apache.flink.annotation.PublicEvolving;

/** What stands where personal data stood. */
@PublicEvolving
public sealed interface Replacement {

    /** Its type in brackets, {@code [EMAIL]}. */
    record Marker() implements Replacement {}

    /** Its type and what is the same for the same value, {@code [EMAIL-3f2a9c0d1b7e6584]}. */
    record Pseudonym(PseudonymKey key) implements Replacement {}

    /** Nothing. */
    record Cut() implements Replacement {}
}
