package io.github.flinkbert.training.graph;

import org.apache.flink.annotation.Experimental;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.buffer.DataBuffers;
import org.tensorflow.types.TFloat32;

/** Variables of the base that are trained themselves. */
@Experimental
public final class Trained {

    private Trained() {}

    /** Declares a variable of the base as a parameter, beginning at the base's own numbers. */
    public static Operand<TFloat32> of(Wiring<?> wiring, String name, boolean decays) {
        return wiring.parameters()
                .declare(
                        name,
                        wiring.base().shape(name),
                        decays,
                        values -> wiring.base().read(name, DataBuffers.of(values, false, false)));
    }

    /** The gradient of a bias. */
    public static Operand<TFloat32> sumOfRows(Wiring<?> wiring, Operand<?> dy) {
        return wiring.tf().reduceSum(wiring.wide(dy), wiring.tf().constant(0));
    }
}
