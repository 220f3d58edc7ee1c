package io.github.flinkbert.task.vocabulary;

import io.github.flinkbert.task.Ask;
import io.github.flinkbert.task.InferencePlan;
import io.github.flinkbert.task.TextContext;
import org.apache.flink.annotation.PublicEvolving;

/** How much of the text the model's vocabulary does not know. Takes no pass of the encoder. */
@PublicEvolving
public record CountUnknown() implements Ask<UnknownPieces> {

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
