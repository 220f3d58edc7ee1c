package io.github.flinkbert.console.task.embedding;

import io.github.flinkbert.console.bounded.Cut;
import io.github.flinkbert.console.task.SeenText;
import java.util.Map;

/**
 * An embedding that is kept for the map.
 *
 * @param text the beginning of its text
 * @param label a word of another task that the text can be coloured by; empty where there is none
 * @param digest of the model that made it; empty where its record does not say
 */
@SuppressWarnings("ArrayRecordComponent") // numbers on their way, compared by nobody
record Embedded(
        String id,
        String text,
        Map<String, String> attributes,
        String label,
        String digest,
        float[] vector) {

    private static final int MOST_TEXT = 240;

    static Embedded of(SeenText seen, float[] vector) {
        return new Embedded(
                Cut.words(seen.id()),
                Cut.at(seen.text(), MOST_TEXT),
                Cut.attributes(seen.attributes()),
                seen.label(),
                seen.model().bounded().digest(),
                vector);
    }

    /** Without what is in it: texts are never logged. */
    @Override
    public String toString() {
        return "Embedded[" + vector.length + " numbers]";
    }
}
