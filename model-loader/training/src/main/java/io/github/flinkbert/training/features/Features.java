package io.github.flinkbert.training.features;

import io.github.flinkbert.encoder.PackedBatch;
import io.github.flinkbert.text.Sequence;
import java.util.Collection;
import java.util.function.LongConsumer;
import org.apache.flink.annotation.Internal;
import org.tensorflow.Tensor;

/**
 * The frozen layers' hidden states. They are the same in every epoch, for nothing is dropped out
 * below the first layer that is trained.
 */
@Internal
public interface Features extends AutoCloseable {

    /**
     * Computes what is to be kept of these sequences and is not there yet.
     *
     * @param progress hears how many tokens are done
     */
    void prepare(Collection<Sequence> sequences, LongConsumer progress);

    /** The tokens of {@link #prepare} that are not there yet. */
    long missing(Collection<Sequence> sequences);

    /** [rows × length, hidden size], zeros for padding; for the caller to close. */
    Tensor of(PackedBatch batch);

    @Override
    void close();
}
