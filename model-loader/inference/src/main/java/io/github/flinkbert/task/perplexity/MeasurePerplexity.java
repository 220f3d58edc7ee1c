package io.github.flinkbert.task.perplexity;

import io.github.flinkbert.encoder.Output;
import io.github.flinkbert.failure.TextRejectedException;
import io.github.flinkbert.task.Ask;
import io.github.flinkbert.task.EncodedInput;
import io.github.flinkbert.task.InferencePlan;
import io.github.flinkbert.task.ScoredWindow;
import io.github.flinkbert.task.TextContext;
import java.util.List;
import org.apache.flink.annotation.PublicEvolving;

/**
 * The perplexity of a text under a causal model such as GPT-2. A text that is longer than the model
 * reads at once is read in windows that overlap by a half, and each piece is predicted once, in the
 * first window that has it: behind at least half as many pieces as the model reads, but for those
 * of the first window. The first piece of a text is not predicted.
 */
@PublicEvolving
public record MeasurePerplexity() implements Ask<Perplexity> {

    private static final Output OUTPUT = new Output.LogProbabilities();

    private static final int FEWEST = 2;

    /**
     * @throws IllegalArgumentException if the model is not causal, or reads single pieces
     * @throws TextRejectedException if the text has no second piece
     */
    @Override
    public InferencePlan<Perplexity> plan(TextContext text) {
        if (!text.model().causal()) {
            throw new IllegalArgumentException(
                    "perplexity is of a causal model, such as GPT-2; this one reads texts from both"
                            + " sides");
        }
        if (text.model().maxPositions() < FEWEST) {
            throw new IllegalArgumentException(
                    "perplexity needs max-positions of at least %d, found %d"
                            .formatted(FEWEST, text.model().maxPositions()));
        }
        int first = text.model().tokenizer().vocabulary().layout().firstAt();
        if (first + text.pieces().size() < FEWEST) {
            throw new TextRejectedException(
                    "perplexity needs a text of at least %d pieces, found %d"
                            .formatted(FEWEST, text.pieces().size()));
        }
        EncodedInput input = text.halfOverlapping();
        return new InferencePlan<>(
                input, List.of(OUTPUT), scores -> joined(scores.ofTokens(OUTPUT)));
    }

    private static Perplexity joined(List<ScoredWindow> windows) {
        double sum = 0;
        int predicted = 0;
        int done = 0;
        for (ScoredWindow window : windows) {
            for (int piece = done; piece < window.to(); piece++) {
                // Before the first token of a sequence there is nothing to predict it from.
                if (window.row(piece) > 0) {
                    sum += window.scores().get(window.row(piece), 0);
                    predicted++;
                }
            }
            done = window.to();
        }
        return Perplexity.of(sum, predicted);
    }

    @Override
    public long bytes(Perplexity result) {
        return 2 * Double.BYTES + Integer.BYTES;
    }
}
