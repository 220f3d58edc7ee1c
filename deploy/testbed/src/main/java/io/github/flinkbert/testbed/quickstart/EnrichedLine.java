package io.github.flinkbert.testbed.quickstart;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * An enriched record, short enough for a line on a terminal: its vectors before its text, what
 * tasks found in the text behind it.
 */
final class EnrichedLine {

    private static final int NUMBERS = 3;
    private static final int TEXT_COLUMNS = 60;
    private static final JsonMapper JSON = new JsonMapper();

    private EnrichedLine() {}

    /**
     * @param value an enriched text as JSON
     */
    static String of(byte[] value) throws IOException {
        JsonNode record = JSON.readTree(value);
        List<String> parts = new ArrayList<>();
        parts.add(record.path("id").asText());
        for (JsonNode field : record) {
            if (field.path(0).isNumber()) {
                parts.add(vector(field));
            }
        }
        parts.add(shortened(record.path("text").asText(), TEXT_COLUMNS));
        for (JsonNode field : record) {
            if (field.path(0).isObject()) {
                field.forEach(found -> parts.add(found(found)));
            }
        }
        return String.join("  ", parts);
    }

    private static String vector(JsonNode numbers) {
        StringBuilder text = new StringBuilder("[");
        for (int i = 0; i < Math.min(NUMBERS, numbers.size()); i++) {
            text.append(String.format(Locale.ROOT, "%6.3f ", numbers.path(i).asDouble()));
        }
        return text.append("… ").append(numbers.size()).append(']').toString();
    }

    /** Something that a task found: its label, or what was asked, with its text. */
    private static String found(JsonNode found) {
        String text = found.path("text").asText();
        return found.has("question")
                ? shortened(found.path("question").asText(), TEXT_COLUMNS) + " → " + text
                : Stream.of(found.path("label").asText(), text)
                        .filter(part -> !part.isEmpty())
                        .collect(Collectors.joining(":"));
    }

    /** Cut at so many columns of a terminal, where Hangul and Chinese characters take two. */
    static String shortened(String text, int columns) {
        int used = 0;
        for (int i = 0; i < text.length(); i += Character.charCount(text.codePointAt(i))) {
            used +=
                    Character.isIdeographic(text.codePointAt(i)) || isHangul(text.codePointAt(i))
                            ? 2
                            : 1;
            if (used > columns) {
                return text.substring(0, i).stripTrailing() + "…";
            }
        }
        return text;
    }

    private static boolean isHangul(int codePoint) {
        return Character.UnicodeScript.of(codePoint) == Character.UnicodeScript.HANGUL;
    }
}
