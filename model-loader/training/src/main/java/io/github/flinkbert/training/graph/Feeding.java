package io.github.flinkbert.training.graph;

import java.util.ArrayList;
import java.util.List;
import org.apache.flink.annotation.Experimental;
import org.tensorflow.Operand;
import org.tensorflow.Session;
import org.tensorflow.Tensor;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.ndarray.buffer.DataBuffers;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt32;
import org.tensorflow.types.TInt64;

/** One run's inputs; closing frees their tensors. */
@Experimental
public final class Feeding implements AutoCloseable {

    private final Session.Runner run;
    private final List<Tensor> tensors = new ArrayList<>();

    public Feeding(Session.Runner run) {
        this.run = run;
    }

    public Session.Runner run() {
        return run;
    }

    public List<Tensor> tensors() {
        return tensors;
    }

    public void put(Operand<TFloat32> input, Shape shape, float[] values) {
        put(input, TFloat32.tensorOf(shape, DataBuffers.of(values)));
    }

    public void put(Operand<TInt32> input, Shape shape, int[] values) {
        put(input, TInt32.tensorOf(shape, DataBuffers.of(values)));
    }

    public void put(Operand<TInt64> input, long... values) {
        put(input, TInt64.vectorOf(values));
    }

    public void put(Operand<?> input, Tensor tensor) {
        tensors.add(tensor);
        run.feed(input, tensor);
    }

    @Override
    public void close() {
        tensors.forEach(Tensor::close);
    }
}
