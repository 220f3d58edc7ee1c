package io.github.flinkbert.testbed.quickstart;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** An enriched record, short enough for a line on a terminal. */
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
        if (record.path("embedding").isArray()) {
            parts.add(embedding(record.path("embedding")));
        }
        parts.add(shortened(record.path("text").asText(), TEXT_COLUMNS));
        for (JsonNode entity : record.path("entities")) {
            parts.add(entity.path("label").asText() + ":" + entity.path("text").asText());
        }
        for (JsonNode answer : record.path("answers")) {
            parts.add(
                    shortened(answer.path("question").asText(), TEXT_COLUMNS)
                            + " → "
                            + answer.path("text").asText());
        }
        return String.join("  ", parts);
    }

    private static String embedding(JsonNode vector) {
        StringBuilder text = new StringBuilder("[");
        for (int i = 0; i < Math.min(NUMBERS, vector.size()); i++) {
            text.append(String.format(Locale.ROOT, "%6.3f ", vector.path(i).asDouble()));
        }
        return text.append("… ").append(vector.size()).append(']').toString();
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
