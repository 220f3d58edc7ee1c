package io.github.flinkbert.training.masks;

import io.github.flinkbert.text.Sequence;
import io.github.flinkbert.training.objective.Example;
import org.apache.flink.annotation.Experimental;

/** A {@link PlainPair} with some of its tokens masked, as it is learnt from in one epoch. */
@Experimental
public record MaskedPair(MaskedSequence masked, boolean isNext) implements Example {

    @Override
    public Sequence sequence() {
        return masked.sequence();
    }
}
