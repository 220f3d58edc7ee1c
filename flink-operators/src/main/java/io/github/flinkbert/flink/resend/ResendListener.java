package io.github.flinkbert.flink.resend;

import io.github.flinkbert.schemas.DeadLetter;
import org.apache.flink.annotation.Internal;

/** Hears of every dead letter that is looked at. */
@Internal
public interface ResendListener {

    /**
     * The record of this dead letter, of its last part if it has several, is sent back, or would
     * be.
     */
    default void resent(DeadLetter deadLetter) {}

    /**
     * What lies there is no dead letter.
     *
     * @param reason one sentence
     */
    default void unreadable(int partition, long offset, String reason) {}

    /** Of this dead letter's record not every part is there. */
    default void incomplete(DeadLetter deadLetter) {}
}
