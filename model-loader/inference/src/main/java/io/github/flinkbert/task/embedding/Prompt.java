package io.github.flinkbert.task.embedding;

import io.github.flinkbert.checkpoint.SentencePrompts;
import java.util.Optional;
import org.apache.flink.annotation.PublicEvolving;

/**
 * What stands before a text when its vector is made, such as {@code "query: "}. It is read with the
 * text, before each window of a long one; nothing but its pieces' influence comes back.
 *
 * @param text the prompt itself, with the space that parts it from the text; {@code ""} for none
 * @param name of one of the model's own; at most one of the two is given, and where neither is, the
 *     model's default prompt, if it has one, stands before the text
 */
@PublicEvolving
public record Prompt(Optional<String> text, Optional<String> name) {

    private static final Prompt AS_RELEASED = new Prompt(Optional.empty(), Optional.empty());

    public Prompt {
        if (text.isPresent() && name.isPresent()) {
            throw new IllegalArgumentException(
                    "a prompt is given by its text or by its name, found both");
        }
    }

    /** The model's default prompt; none where it has none. */
    public static Prompt asReleased() {
        return AS_RELEASED;
    }

    /** None, whatever the model's default is. */
    public static Prompt none() {
        return of("");
    }

    /** This text. */
    public static Prompt of(String text) {
        return new Prompt(Optional.of(text), Optional.empty());
    }

    /** One of the model's own. */
    public static Prompt named(String name) {
        return new Prompt(Optional.empty(), Optional.of(name));
    }

    /**
     * The text that stands before texts.
     *
     * @param known the model's own
     * @throws IllegalArgumentException if the model has none of this name
     */
    public String resolved(SentencePrompts known) {
        if (name.isEmpty()) {
            return text.orElseGet(known::standardText);
        }
        String found = known.texts().get(name.get());
        if (found == null) {
            throw new IllegalArgumentException(
                    "the model has no prompt called %s; found %s"
                            .formatted(
                                    name.get(),
                                    known.texts().isEmpty()
                                            ? "none"
                                            : String.join(", ", known.texts().keySet())));
        }
        return found;
    }
}
