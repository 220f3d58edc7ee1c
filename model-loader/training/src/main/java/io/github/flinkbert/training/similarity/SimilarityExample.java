package io.github.flinkbert.training.similarity;

import static java.nio.charset.StandardCharsets.US_ASCII;

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
        byte[] name = kind.name().getBytes(US_ASCII);
        return ByteBuffer.allocate(2 * Integer.BYTES + Float.BYTES + 1 + name.length)
                .putInt(pair)
                .putInt(text)
                .putFloat(score)
                .put((byte) (second ? 1 : 0))
                .put(name)
                .array();
    }
}
