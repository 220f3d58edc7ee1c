package io.github.flinkbert.task.embedding;

import io.github.flinkbert.failure.TextRejectedException;
import io.github.flinkbert.task.EncodedInput;
import io.github.flinkbert.task.TextContext;
import io.github.flinkbert.text.Pieces;
import io.github.flinkbert.text.Sequence;
import io.github.flinkbert.text.SequenceLayout;
import io.github.flinkbert.text.Vocabulary;
import io.github.flinkbert.text.Window;
import java.util.List;
import org.apache.flink.annotation.Internal;

/**
 * A text as it is read behind a prompt: {@code [CLS] prompt window [SEP]}. Prompt and text are cut
 * into pieces together, as sentence-transformers does, which matters where a word begins in the one
 * and ends in the other: its pieces that begin in the prompt are the prompt's.
 */
@Internal
public final class PromptedText {

    private final TextContext context;
    private final String prompt;

    /** Those of the prompt first. */
    private final Pieces together;

    private final int ofPrompt;
    private final int leftOut;
    private final int room;
    private final Pieces own;

    /** Says all that an input depends on, beside the text. */
    private record Key(String prompt, boolean overlapping) {}

    /**
     * @param prompt empty for none
     * @throws IllegalArgumentException if it leaves no room for a text
     */
    public PromptedText(TextContext context, String prompt) {
        this.context = context;
        this.prompt = prompt;
        if (prompt.isEmpty()) {
            together = context.pieces();
            own = together;
            ofPrompt = 0;
            leftOut = 0;
            room = context.model().maxPositions() - layout().length(0);
            return;
        }
        together = context.model().tokenizer().tokenize(prompt + context.text());
        int alone = context.model().tokenizer().tokenize(prompt).size();
        int first = 0;
        while (first < together.size() && together.start(first) < prompt.length()) {
            first++;
        }
        ofPrompt = first;
        leftOut = layout().firstAt() + alone;
        room = context.model().maxPositions() - layout().length(Math.max(ofPrompt, alone));
        if (room < 1) {
            throw new IllegalArgumentException(
                    ("a prompt of %d pieces leaves no room for a text: the model reads %d tokens at"
                                    + " once, special tokens included")
                            .formatted(alone, context.model().maxPositions()));
        }
        own = together.behind(ofPrompt, prompt.length());
    }

    private SequenceLayout layout() {
        return context.model().tokenizer().vocabulary().layout();
    }

    /** The text's own pieces, with their places in it. */
    public Pieces pieces() {
        return own;
    }

    /**
     * Leading tokens of each sequence that are no part of the text, {@code [CLS]} included, as
     * sentence-transformers counts them: those of the prompt by itself. 0 where there is no prompt.
     */
    public int leftOut() {
        return leftOut;
    }

    /**
     * @throws TextRejectedException if a word begins in the prompt and ends in the text, so that
     *     its vectors are of neither
     */
    public void requireWholeWords() {
        boolean shared = ofPrompt > 0 && together.end(ofPrompt - 1) > prompt.length();
        if (shared || own.size() != context.pieces().size()) {
            throw new TextRejectedException(
                    "the prompt and the text share a word, which has no vectors of its own;"
                            + " expected a prompt that ends in a space or a mark");
        }
    }

    /**
     * A long text in windows side by side.
     *
     * @throws TextRejectedException if it takes too many windows
     */
    public EncodedInput sideBySide() {
        return prompt.isEmpty() ? context.sideBySide() : shared(false);
    }

    /**
     * A long text in windows that overlap by a quarter.
     *
     * @throws TextRejectedException if it takes too many windows
     */
    public EncodedInput overlapping() {
        return prompt.isEmpty() ? context.overlapping() : shared(own.size() > room);
    }

    private EncodedInput shared(boolean overlapping) {
        return context.shared(new Key(prompt, overlapping), () -> read(overlapping));
    }

    private EncodedInput read(boolean overlapping) {
        List<Window> windows =
                overlapping
                        ? TextContext.overlapping(own.size(), room)
                        : TextContext.sideBySide(own.size(), room);
        return EncodedInput.of(
                windows,
                windows.stream().map(this::sequence).toList(),
                layout().firstAt() + ofPrompt);
    }

    private Sequence sequence(Window window) {
        Vocabulary vocabulary = context.model().tokenizer().vocabulary();
        Pieces read =
                together.behindFirst(ofPrompt, ofPrompt + window.from(), ofPrompt + window.to());
        return Sequence.single(vocabulary, read, 0, read.size());
    }
}
