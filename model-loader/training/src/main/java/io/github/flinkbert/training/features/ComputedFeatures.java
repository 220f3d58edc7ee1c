package io.github.flinkbert.training.features;

import io.github.flinkbert.encoder.PackedBatch;
import io.github.flinkbert.tensor.Matrix;
import io.github.flinkbert.text.Sequence;
import java.util.Collection;
import java.util.function.LongConsumer;
import org.apache.flink.annotation.Internal;
import org.tensorflow.Tensor;
import org.tensorflow.ndarray.Shape;

/** Hidden states computed anew for each batch, where there is no room to keep them. */
@Internal
public final class ComputedFeatures implements Features {

    private final FrozenTrunk trunk;

    /** Takes the trunk over. */
    public ComputedFeatures(FrozenTrunk trunk) {
        this.trunk = trunk;
    }

    @Override
    public void prepare(Collection<Sequence> sequences, LongConsumer progress) {}

    @Override
    public long missing(Collection<Sequence> sequences) {
        return 0;
    }

    @Override
    public Tensor of(PackedBatch batch) {
        Matrix tokens = trunk.run(batch);
        int perToken = trunk.bytesPerToken();
        byte[] bytes = new byte[batch.places() * perToken];
        int row = 0;
        for (PackedBatch.Placed place : batch.placed()) {
            int length = place.sequence().length();
            byte[] encoded =
                    trunk.width()
                            .encode(
                                    tokens.values(),
                                    row * trunk.hiddenSize(),
                                    length * trunk.hiddenSize());
            int at = place.row() * batch.length() + place.column();
            System.arraycopy(encoded, 0, bytes, at * perToken, encoded.length);
            row += length;
        }
        return trunk.width().tensor(Shape.of((long) batch.places(), trunk.hiddenSize()), bytes);
    }

    @Override
    public void close() {
        trunk.close();
    }
}
