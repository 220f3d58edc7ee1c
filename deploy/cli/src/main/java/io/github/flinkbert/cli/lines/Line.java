package io.github.flinkbert.cli.lines;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Optional;

/** One line of input, understood or not. */
public sealed interface Line {

    /** The identity that the line gave itself, a string or a number, else its number from 1. */
    JsonNode id();

    /**
     * A line to be answered.
     *
     * @param question the question, where the line asks one
     */
    record Text(JsonNode id, String text, Optional<String> question) implements Line {}

    /** A line that was not understood, with the reason as a sentence. */
    record Unreadable(JsonNode id, String reason) implements Line {}
}
