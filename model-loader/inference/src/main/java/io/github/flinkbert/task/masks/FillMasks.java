package io.github.flinkbert.task.masks;

import io.github.flinkbert.encoder.Output;
import io.github.flinkbert.failure.TextRejectedException;
import io.github.flinkbert.task.Ask;
import io.github.flinkbert.task.EncodedInput;
import io.github.flinkbert.task.InferencePlan;
import io.github.flinkbert.task.Scores;
import io.github.flinkbert.task.TextContext;
import io.github.flinkbert.text.MaskedText;
import io.github.flinkbert.text.Vocabulary;
import io.github.flinkbert.text.Windows;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.apache.flink.annotation.PublicEvolving;

/**
 * The likeliest words for each {@code [MASK]} in the text.
 *
 * @param top how many words a mask
 */
@PublicEvolving
public record FillMasks(int top) implements Ask<Masks> {

    /** Bytes of a candidate: its piece's text and its score. */
    private static final int CANDIDATE_BYTES = 72;

    public FillMasks {
        if (top < 1) {
            throw new IllegalArgumentException("top must be at least 1, found " + top);
        }
    }

    @Override
    public InferencePlan<Masks> plan(TextContext text) {
        Vocabulary vocabulary = text.model().tokenizer().vocabulary();
        MaskedText masked = MaskedText.of(text.model().tokenizer(), text.text());
        int[] masks = masked.masks();
        if (masks.length == 0) {
            throw new TextRejectedException(
                    "a text to fill must have a %s, found none".formatted(MaskedText.MASK));
        }
        // A vocabulary has no more pieces to rank than it has.
        Output output = new Output.MaskedPieces(Math.min(top, vocabulary.size()));
        EncodedInput input = text.overlapping(masked.pieces());
        int[] windowOf = Windows.ofMostContext(masked.pieces().size(), input.windows());
        MaskDecoder decoder = new MaskDecoder(vocabulary);
        return new InferencePlan<>(
                input,
                List.of(output),
                scores -> decode(masks, windowOf, input, output, decoder, scores));
    }

    private static Masks decode(
            int[] masks,
            int[] windowOf,
            EncodedInput input,
            Output output,
            MaskDecoder decoder,
            Scores scores) {
        List<List<Candidate>> candidates = new ArrayList<>();
        for (int i = 0; i < masks.length; i++) {
            int w = windowOf[masks[i]];
            int row = i - firstAtOrAfter(masks, input.windows().get(w).from());
            candidates.add(decoder.decode(scores.of(w, output), row));
        }
        return new Masks(candidates);
    }

    /** How many masks lie before a piece: the place, among all masks, of its window's first. */
    private static int firstAtOrAfter(int[] masks, int piece) {
        int found = Arrays.binarySearch(masks, piece);
        return found >= 0 ? found : -found - 1;
    }

    @Override
    public long bytes(Masks result) {
        return (long) result.masks().size() * top * CANDIDATE_BYTES;
    }
}
