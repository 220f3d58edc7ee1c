package io.github.flinkbert.checkpoint;

/** What the user says about casing; needed only where the release itself does not say. */
public enum CasingChoice {
    /** As the release says; refused with a sentence where it does not. */
    AS_RELEASED,
    CASED,
    UNCASED
}
