package io.github.flinkbert.console.task;

import com.fasterxml.jackson.annotation.JsonCreator;
import java.util.HashMap;
import java.util.Map;
import org.apache.flink.annotation.Internal;

/**
 * What somebody typed into the page.
 *
 * @param ticket by which the page may cancel the request; empty where it will not
 * @param fields whatever else the page sent, by name: what the tasks ask for
 */
@Internal
public record Typed(String text, String ticket, Map<String, String> fields) {

    public Typed {
        text = text == null ? "" : text;
        ticket = ticket == null ? "" : ticket;
        fields = Map.copyOf(fields);
        if (text.isBlank()) {
            throw new IllegalArgumentException("There is no text yet: type one, then ask.");
        }
    }

    /**
     * @param json names to strings; null counts as missing
     */
    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    static Typed of(Map<String, String> json) {
        Map<String, String> fields = new HashMap<>(json);
        fields.values().removeIf(value -> value == null);
        String text = fields.remove("text");
        String ticket = fields.remove("ticket");
        return new Typed(text, ticket, fields);
    }

    /** A field without space around it; empty where it is missing. */
    public String field(String name) {
        return fields.getOrDefault(name, "").strip();
    }

    /** Without what is in it: texts are never logged. */
    @Override
    public String toString() {
        return "Typed[" + text.length() + " code units]";
    }
}
