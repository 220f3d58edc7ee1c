package io.github.flinkbert.testbed.chaos;

import com.fasterxml.jackson.annotation.JsonProperty;

/**
 * What a read-committed reader found.
 *
 * @param sent texts that the broker took
 * @param enriched texts among the enriched
 * @param deadLettered texts among the dead letters
 * @param missing texts that came out nowhere
 * @param repeated texts that came out more than once
 * @param misplaced texts that were dead-lettered and sound, or enriched and broken
 * @param unknown results of texts that were never sent
 * @param altered texts whose record came out without something that it held, or without a result
 */
record Counts(
        long sent,
        long enriched,
        long deadLettered,
        long missing,
        long repeated,
        long misplaced,
        long unknown,
        long altered) {

    /** Whether each text came out exactly once, where it belongs, with all that it held. */
    @JsonProperty
    public boolean exactlyOnce() {
        return missing == 0 && repeated == 0 && misplaced == 0 && unknown == 0 && altered == 0;
    }
}
