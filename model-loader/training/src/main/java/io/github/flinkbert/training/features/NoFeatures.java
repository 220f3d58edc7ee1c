package io.github.flinkbert.training.features;

import io.github.flinkbert.encoder.PackedBatch;
import io.github.flinkbert.text.Sequence;
import java.util.Collection;
import java.util.function.LongConsumer;
import org.apache.flink.annotation.Internal;
import org.tensorflow.Tensor;

/** Where all layers are trained, there is nothing that stays the same. */
@Internal
public final class NoFeatures implements Features {

    @Override
    public void prepare(Collection<Sequence> sequences, LongConsumer progress) {}

    @Override
    public long missing(Collection<Sequence> sequences) {
        return 0;
    }

    @Override
    public Tensor of(PackedBatch batch) {
        throw new IllegalStateException("no layer is frozen");
    }

    @Override
    public void close() {}
}
