package io.github.flinkbert.cli.lines;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.flinkbert.failure.TextRejectedException;
import java.util.Optional;
import org.apache.flink.annotation.Internal;

/** One line of input, understood or not. */
@Internal
public sealed interface Line {

    /** The identity that the line gave itself, a string or a number, else its number from 1. */
    JsonNode id();

    /**
     * A line to be answered.
     *
     * @param json the line's object; a missing node where the line is plain text
     */
    record Text(JsonNode id, String text, JsonNode json) implements Line {

        /**
         * A field beside the text; empty where it is missing or null.
         *
         * @throws TextRejectedException if it is no string
         */
        public Optional<String> field(String name) {
            JsonNode value = json.path(name);
            if (!value.isMissingNode() && !value.isNull() && !value.isTextual()) {
                throw new TextRejectedException(
                        "\"%s\" is %s, expected a string".formatted(name, LineParser.kind(value)));
            }
            return Optional.ofNullable(value.textValue());
        }

        /** UTF-16 code units of all its strings together. */
        int length() {
            int length = json.isMissingNode() ? text.length() : 0;
            for (JsonNode value : json) {
                length += value.isTextual() ? value.textValue().length() : 0;
            }
            return length;
        }
    }

    /** A line that was not understood, with the reason as a sentence. */
    record Unreadable(JsonNode id, String reason) implements Line {}
}
