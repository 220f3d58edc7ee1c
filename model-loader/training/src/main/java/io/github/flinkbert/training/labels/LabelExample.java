package io.github.flinkbert.training.labels;

import io.github.flinkbert.text.Sequence;
import io.github.flinkbert.training.objective.Example;
import java.nio.ByteBuffer;
import org.apache.flink.annotation.Experimental;

/**
 * A sequence, or a window of a long text, and what its head should say.
 *
 * @param targets one an output: 1 for a label that it has, 0 for others; or the score
 * @param weight how much it counts against others of its batch: more than one window of a text
 *     share the text's weight
 */
@SuppressWarnings("ArrayRecordComponent") // read by the trainer only; a copy each would cost much
@Experimental
public record LabelExample(Sequence sequence, float[] targets, float weight) implements Example {

    @Override
    public byte[] target() {
        ByteBuffer bytes = ByteBuffer.allocate((targets.length + 1) * Float.BYTES);
        bytes.asFloatBuffer().put(targets).put(weight);
        return bytes.array();
    }
}
