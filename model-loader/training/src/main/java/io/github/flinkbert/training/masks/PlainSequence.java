package io.github.flinkbert.training.masks;

import io.github.flinkbert.text.Sequence;
import io.github.flinkbert.training.objective.Example;
import org.apache.flink.annotation.Experimental;

/**
 * Plain text, to learn masked words from; what is masked is drawn anew in every epoch.
 *
 * @param words for each token of the sequence the ordinal of its word, -1 for special tokens
 */
@SuppressWarnings("ArrayRecordComponent") // read by the trainer only; a copy each would cost much
@Experimental
public record PlainSequence(Sequence sequence, int[] words) implements Example {

    public PlainSequence {
        if (words.length != sequence.length()) {
            throw new IllegalArgumentException(
                    "a sequence of %d tokens needs as many words, found %d"
                            .formatted(sequence.length(), words.length));
        }
    }
}
