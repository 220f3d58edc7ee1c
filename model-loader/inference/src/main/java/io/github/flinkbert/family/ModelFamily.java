package io.github.flinkbert.family;

import io.github.flinkbert.checkpoint.Checkpoint;
import io.github.flinkbert.checkpoint.FamilyReleases;
import io.github.flinkbert.encoder.EncoderSettings;
import io.github.flinkbert.encoder.SequenceEncoder;
import io.github.flinkbert.text.Tokenizer;
import org.apache.flink.annotation.Internal;

/**
 * A family of models: how its files are recognised and read, which its {@link #forms} and {@link
 * #modelTypes} do; its tokenizer, which its {@link Checkpoint} makes; and what computes its
 * vectors, which it loads here. Stateless.
 *
 * <p>Whatever else there is, the engine and the tasks above it, knows tokenizers, sequences,
 * outputs and matrices, and no family by name.
 */
@Internal
public interface ModelFamily extends FamilyReleases {

    /**
     * Whether TensorFlow computes its vectors, on any device and in any number format that it
     * knows; else they are computed in Java, on the processor and in float32, and everything else
     * is refused.
     */
    default boolean usesTensorFlow() {
        return true;
    }

    /** Whether TensorFlow computes its vectors in float32 alone; every other format is refused. */
    default boolean float32Only() {
        return false;
    }

    /**
     * Loads what computes a checkpoint's vectors.
     *
     * @param checkpoint of this family; stays open as long as what is loaded
     * @param tokenizer the checkpoint's
     * @param maxPositions the longest sequence that will be run
     * @throws io.github.flinkbert.failure.CheckpointException if its weights cannot be read
     * @throws IllegalArgumentException if the settings ask for what this family does not have, a
     *     number format for one
     */
    SequenceEncoder load(
            Checkpoint checkpoint, Tokenizer tokenizer, EncoderSettings settings, int maxPositions);
}
