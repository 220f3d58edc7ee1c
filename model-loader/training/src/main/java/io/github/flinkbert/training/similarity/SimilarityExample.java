package io.github.flinkbert.training.similarity;

import io.github.flinkbert.text.Sequence;
import io.github.flinkbert.training.objective.Example;
import java.nio.ByteBuffer;
import org.apache.flink.annotation.Experimental;

/**
 * One of the two texts of a pair.
 *
 * @param pair number of the pair, from 0
 * @param second whether it is the pair's second text
 * @param text number of the text: equal texts have equal ones
 * @param score of the pair; 0 where it has none
 */
@Experimental
public record SimilarityExample(
        Sequence sequence, int pair, boolean second, int text, PairKind kind, float score)
        implements Example {

    @Override
    public byte[] target() {
        return ByteBuffer.allocate(3 * Integer.BYTES + Float.BYTES + 1)
                .putInt(pair)
                .putInt(text)
                .putInt(kind.ordinal())
                .putFloat(score)
                .put((byte) (second ? 1 : 0))
                .array();
    }
}
