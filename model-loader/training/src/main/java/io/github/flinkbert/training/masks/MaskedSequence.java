package io.github.flinkbert.training.masks;

import io.github.flinkbert.text.Sequence;
import io.github.flinkbert.training.objective.Example;
import org.apache.flink.annotation.Experimental;

/**
 * A sequence with some of its tokens masked, as it is learnt from in one epoch.
 *
 * @param sequence what the encoder reads
 * @param places tokens that were chosen, in order
 * @param pieces the vocabulary ids that stood there
 */
@SuppressWarnings("ArrayRecordComponent") // read by the trainer only; a copy each would cost much
@Experimental
public record MaskedSequence(Sequence sequence, int[] places, int[] pieces) implements Example {}
