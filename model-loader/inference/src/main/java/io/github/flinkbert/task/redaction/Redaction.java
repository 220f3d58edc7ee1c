package io.github.flinkbert.task.redaction;

import java.util.List;
import org.apache.flink.annotation.PublicEvolving;

/**
 * A text without its personal data. Immutable.
 *
 * @param text the redacted text
 * @param spans what was replaced, in the order of the text; they do not overlap
 */
@PublicEvolving
public record Redaction(String text, List<RedactedSpan> spans) {

    public Redaction {
        spans = List.copyOf(spans);
    }

    /**
     * Where in the redacted text something begins.
     *
     * @param offset a UTF-16 code unit of the text as it came in; within what was replaced it moves
     *     to the beginning of the replacement
     */
    public int movedStart(int offset) {
        int by = 0;
        for (RedactedSpan span : spans) {
            if (offset < span.start()) {
                break;
            }
            if (offset < span.end()) {
                return span.redactedStart();
            }
            by = span.redactedEnd() - span.end();
        }
        return offset + by;
    }

    /**
     * Where in the redacted text something ends.
     *
     * @param offset one past its last code unit in the text as it came in; within what was replaced
     *     it moves to the end of the replacement
     */
    public int movedEnd(int offset) {
        int by = 0;
        for (RedactedSpan span : spans) {
            if (offset <= span.start()) {
                break;
            }
            if (offset <= span.end()) {
                return span.redactedEnd();
            }
            by = span.redactedEnd() - span.end();
        }
        return offset + by;
    }
}
