package io.github.flinkbert.console.stream;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;

/**
 * A dead letter as it was read from its topic: the part of {@link
 * io.github.flinkbert.schemas.DeadLetter} that people look at.
 *
 * @param value the original record's value, or the part of it that is in this letter
 */
@JsonIgnoreProperties(ignoreUnknown = true)
@SuppressWarnings("ArrayRecordComponent") // bytes on their way, compared by nobody
record SeenDeadLetter(
        byte[] value,
        String topic,
        int partition,
        long offset,
        String stage,
        String reason,
        int part,
        int parts) {

    private static final byte[] NONE = {};

    public SeenDeadLetter {
        value = value == null ? NONE : value;
        topic = topic == null ? "" : topic;
        stage = stage == null ? "" : stage;
        reason = reason == null ? "" : reason;
    }

    /** Where the original record lies. */
    String origin() {
        return topic + "/" + partition + "/" + offset;
    }

    /** Without what is in it: texts are never logged. */
    @Override
    public String toString() {
        return "SeenDeadLetter[" + origin() + "]";
    }
}
