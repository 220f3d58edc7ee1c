package io.github.flinkbert.tensor;

import io.github.flinkbert.failure.CheckpointException;
import java.util.Set;
import org.apache.flink.annotation.Internal;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.ndarray.buffer.FloatDataBuffer;

/**
 * Named variables of a BERT, under Google's bare names and in Google's layout, whatever the file
 * calls them and however it stores them: {@code bert/embeddings/word_embeddings}, {@code
 * bert/encoder/layer_0/attention/self/query/kernel} of shape [in, out], {@code
 * cls/predictions/output_bias}, and so on. Optimizer slots are not listed.
 *
 * <p>Reading is lazy, by variable, and safe from several threads; nothing of the weights stays in
 * memory between reads.
 */
@Internal
public interface Weights {

    /** No variable at all. */
    Weights NONE =
            new Weights() {
                @Override
                public Set<String> names() {
                    return Set.of();
                }

                @Override
                public Shape shape(String name) {
                    throw new CheckpointException("there is no variable " + name);
                }

                @Override
                public void read(String name, FloatDataBuffer into) {
                    throw new CheckpointException("there is no variable " + name);
                }
            };

    Set<String> names();

    /**
     * The variable whose numbers another's are: of variables that share one stored tensor always
     * the same, and itself of one that shares with none.
     */
    default String sharedWith(String name) {
        return name;
    }

    /**
     * @throws CheckpointException if there is no such variable
     */
    Shape shape(String name);

    /**
     * Reads one variable as float32, row-major, into the first elements of {@code into}.
     *
     * @throws CheckpointException if there is no such variable, or its file is shorter than its
     *     index says, or {@code into} is too small
     */
    void read(String name, FloatDataBuffer into);
}
