package io.github.flinkbert.training.answers;

import io.github.flinkbert.text.Sequence;
import io.github.flinkbert.training.objective.Example;
import java.nio.ByteBuffer;
import org.apache.flink.annotation.Experimental;

/**
 * A question and a window of a text.
 *
 * @param start token of the sequence where the answer starts; 0, which is {@code [CLS]}, with the
 *     same end where the window does not hold the whole answer, as {@code run_squad.py} has it
 * @param end token where the answer ends, inclusive
 */
@Experimental
public record AnswerExample(Sequence sequence, int start, int end) implements Example {

    public AnswerExample {
        if (start < 0 || end < start || end >= sequence.length()) {
            throw new IllegalArgumentException(
                    "an answer in a sequence of %d tokens cannot run from %d to %d"
                            .formatted(sequence.length(), start, end));
        }
    }

    @Override
    public byte[] target() {
        return ByteBuffer.allocate(2 * Integer.BYTES).putInt(start).putInt(end).array();
    }
}
