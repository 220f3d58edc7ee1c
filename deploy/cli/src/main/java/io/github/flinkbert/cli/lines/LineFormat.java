package io.github.flinkbert.cli.lines;

import org.apache.flink.annotation.Internal;

/** How a line is to be taken. */
@Internal
public enum LineFormat {
    /**
     * JSON where the line begins as a JSON object does, with a brace and then a quotation mark or a
     * closing brace; plain text otherwise. A line that begins so and is not JSON is an error, so
     * that a damaged record is not taken for text.
     */
    AUTO,
    /** Every line is a JSON object with a {@code text}. */
    JSON,
    /** Every line is a text, braces or not. */
    PLAIN
}
