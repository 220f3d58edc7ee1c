package io.github.flinkbert.training.masks;

import io.github.flinkbert.text.Sequence;
import io.github.flinkbert.training.objective.Example;
import org.apache.flink.annotation.Experimental;

/**
 * Two segments of plain text, to learn masked words and next sentences from; what is masked is
 * drawn anew in every epoch.
 *
 * @param isNext whether the second goes on where the first ends; else it is from another document
 */
@Experimental
public record PlainPair(PlainSequence plain, boolean isNext) implements Example {

    @Override
    public Sequence sequence() {
        return plain.sequence();
    }

    @Override
    public byte[] target() {
        return new byte[] {(byte) NextSentenceHead.label(isNext)};
    }
}
