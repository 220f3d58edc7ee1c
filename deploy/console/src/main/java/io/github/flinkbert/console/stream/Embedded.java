package io.github.flinkbert.console.stream;

import java.util.Map;

/**
 * An embedding that is kept for the map.
 *
 * @param text the beginning of its text
 * @param label of its first entity; empty where there is none
 */
@SuppressWarnings("ArrayRecordComponent") // numbers on their way, compared by nobody
public record Embedded(
        String id, String text, Map<String, String> attributes, String label, float[] vector) {

    private static final int MOST_TEXT = 240;
    private static final int MOST_WORDS = 200;

    static Embedded of(SeenText seen) {
        return new Embedded(
                Cut.at(seen.id(), MOST_WORDS),
                Cut.at(seen.text(), MOST_TEXT),
                Row.attributes(seen.attributes()),
                seen.entities().isEmpty() ? "" : Cut.at(seen.entities().get(0).label(), MOST_WORDS),
                seen.embedding());
    }

    /** Without what is in it: texts are never logged. */
    @Override
    public String toString() {
        return "Embedded[" + vector.length + " numbers]";
    }
}
