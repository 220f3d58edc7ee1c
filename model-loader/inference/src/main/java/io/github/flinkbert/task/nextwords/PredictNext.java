package io.github.flinkbert.task.nextwords;

import io.github.flinkbert.encoder.Output;
import io.github.flinkbert.task.Ask;
import io.github.flinkbert.task.EncodedInput;
import io.github.flinkbert.task.InferencePlan;
import io.github.flinkbert.task.TextContext;
import io.github.flinkbert.tensor.Matrix;
import io.github.flinkbert.text.Tokenizer;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.annotation.PublicEvolving;

/**
 * The likeliest words behind the text, of a causal model such as GPT-2. Of a text that is longer
 * than the model reads at once its end is read. White space at the end of the text counts: GPT-2's
 * words have the space before them.
 *
 * @param top how many words
 */
@PublicEvolving
public record PredictNext(int top) implements Ask<NextWords> {

    /** Bytes of a word: its two texts and its probability. */
    private static final int WORD_BYTES = 128;

    public PredictNext {
        if (top < 1) {
            throw new IllegalArgumentException("top must be at least 1, found " + top);
        }
    }

    /**
     * @throws IllegalArgumentException if the model is not causal
     */
    @Override
    public InferencePlan<NextWords> plan(TextContext text) {
        if (!text.model().causal()) {
            throw new IllegalArgumentException(
                    "next words are those of a causal model, such as GPT-2; this one reads texts"
                            + " from both sides, and can be asked for masked words");
        }
        Tokenizer tokenizer = text.model().tokenizer();
        EncodedInput input = text.ending();
        Output output = new Output.NextPieces(Math.min(top, tokenizer.vocabulary().size()));
        return new InferencePlan<>(
                input, List.of(output), scores -> words(tokenizer, scores.of(0, output)));
    }

    private static NextWords words(Tokenizer tokenizer, Matrix found) {
        int top = found.columns() / 2;
        List<NextWord> words = new ArrayList<>(top);
        for (int i = 0; i < top; i++) {
            int id = (int) found.get(0, i);
            words.add(
                    new NextWord(
                            tokenizer.spelling(id),
                            tokenizer.vocabulary().piece(id),
                            found.get(0, top + i)));
        }
        return new NextWords(words);
    }

    @Override
    public long bytes(NextWords result) {
        return (long) result.words().size() * WORD_BYTES;
    }
}
