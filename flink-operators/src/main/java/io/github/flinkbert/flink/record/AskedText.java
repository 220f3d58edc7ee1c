package io.github.flinkbert.flink.record;

import java.util.Map;
import java.util.Optional;

/**
 * What the model is asked about.
 *
 * @param question what is asked of this text, beside what is asked of all
 * @param attributes may choose the adapters that answer
 */
public record AskedText(String text, Optional<String> question, Map<String, String> attributes) {

    /** Nothing of it: texts are other people's. */
    @Override
    public String toString() {
        return "AskedText[" + text.length() + " UTF-16 code units]";
    }
}
