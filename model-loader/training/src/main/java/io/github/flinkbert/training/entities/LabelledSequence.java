package io.github.flinkbert.training.entities;

import io.github.flinkbert.text.Sequence;
import io.github.flinkbert.training.objective.Example;
import java.nio.ByteBuffer;
import java.util.Arrays;
import org.apache.flink.annotation.Experimental;

/**
 * A sequence whose tokens have labels, some of them partly: data that knows nothing of a type says
 * by its {@code O} only that a token is none of the types that it does know.
 *
 * @param allowed for each token of the sequence, special tokens included, the labels that it may
 *     have, bit {@code l} for label {@code l}; 0 for a token that is not learnt from. The loss of a
 *     token is {@code -log} of the sum of its allowed labels' probabilities.
 */
@SuppressWarnings("ArrayRecordComponent") // read by the trainer only; a copy each would cost much
@Experimental
public record LabelledSequence(Sequence sequence, long[] allowed) implements Example {

    /** The most labels that there may be. */
    public static final int MOST_LABELS = 64;

    public LabelledSequence {
        if (allowed.length != sequence.length()) {
            throw new IllegalArgumentException(
                    "a sequence of %d tokens needs as many labels, found %d"
                            .formatted(sequence.length(), allowed.length));
        }
    }

    @Override
    public byte[] target() {
        ByteBuffer bytes = ByteBuffer.allocate(allowed.length * Long.BYTES);
        bytes.asLongBuffer().put(allowed);
        return bytes.array();
    }

    /**
     * @param labels for each token its label, or -1 for one that is not learnt from
     */
    public static LabelledSequence of(Sequence sequence, int[] labels) {
        return new LabelledSequence(
                sequence,
                Arrays.stream(labels).mapToLong(label -> label < 0 ? 0 : 1L << label).toArray());
    }
}
