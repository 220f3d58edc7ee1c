package io.github.flinkbert.console.ask;

import com.fasterxml.jackson.annotation.JsonAnyGetter;
import com.fasterxml.jackson.annotation.JsonIgnore;
import io.github.flinkbert.console.task.SeenText;
import java.util.List;
import java.util.Map;
import org.apache.flink.annotation.Internal;

/**
 * What the model makes of a text.
 *
 * @param tokens the text's pieces
 * @param unknownPieces the share of the text's pieces that the vocabulary does not know, from 0 to
 *     1; a {@code [MASK]} is no piece here
 * @param shown what the tasks show, by name, beside these in the JSON
 * @param notes sentences about what could not be asked, and why
 * @param model which model was asked
 * @param millis how long all of it took, without loading the model
 */
@Internal
public record Tried(
        String text,
        List<Piece> tokens,
        double unknownPieces,
        @JsonIgnore Map<String, Object> shown,
        List<String> notes,
        SeenText.Model model,
        double millis) {

    /**
     * A piece of the text.
     *
     * @param start in UTF-16 code units of the text
     * @param end likewise, exclusive
     */
    public record Piece(String token, int id, int start, int end) {}

    @JsonAnyGetter
    Map<String, Object> tasks() {
        return shown;
    }

    /** Without what is in it: texts are never logged. */
    @Override
    public String toString() {
        return "Tried[" + text.length() + " code units]";
    }
}
