package io.github.flinkbert.task.vocabulary;

import io.github.flinkbert.task.Ask;
import io.github.flinkbert.task.InferencePlan;
import io.github.flinkbert.task.TextContext;
import org.apache.flink.annotation.PublicEvolving;

/**
 * How much of the text the model's vocabulary does not know. Takes no pass of the encoder.
 *
 * @param threshold the share of unknown pieces from which on the text counts as hardly read, above
 *     0 and up to 1
 */
@PublicEvolving
public record CountUnknown(double threshold) implements Ask<UnknownPieces> {

    public CountUnknown {
        if (!(threshold > 0 && threshold <= 1)) {
            throw new IllegalArgumentException(
                    "a share of unknown pieces is above 0 and up to 1, found " + threshold);
        }
    }

    /** With {@link UnknownPieces#MANY}. */
    public CountUnknown() {
        this(UnknownPieces.MANY);
    }

    @Override
    public InferencePlan<UnknownPieces> plan(TextContext text) {
        int unknown = text.pieces().count(text.model().tokenizer().vocabulary().unknownId());
        return InferencePlan.known(new UnknownPieces(unknown, text.pieces().size()));
    }

    @Override
    public long bytes(UnknownPieces result) {
        return 2 * Integer.BYTES;
    }
}
