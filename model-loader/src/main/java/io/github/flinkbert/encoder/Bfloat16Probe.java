package io.github.flinkbert.encoder;

import org.tensorflow.Graph;
import org.tensorflow.Operand;
import org.tensorflow.Session;
import org.tensorflow.op.Ops;
import org.tensorflow.proto.ConfigProto;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.family.TNumber;

/**
 * Finds out, by timing a product of the encoder's kind, whether this processor multiplies bfloat16
 * (AVX512-BF16, AMX) or only imitates it; and so for half precision on a card. Timing covers what
 * processor flags cannot: whether TensorFlow has a kernel that uses them.
 */
final class Bfloat16Probe {

    private static final int ROWS = 256;
    private static final int INNER = 768;
    private static final int COLUMNS = 768;
    private static final int RUNS = 5;

    /** Quality costs nothing where speed gains nothing: bfloat16 must be clearly faster. */
    private static final double CLEARLY = 1.3;

    private Bfloat16Probe() {}

    /** Takes some tens of milliseconds. */
    static boolean isFaster(EncoderSettings settings, Class<? extends TNumber> narrow) {
        ConfigProto config = Encoder.config(settings);
        Placement placement = settings.placement();
        return bestNanos(config, placement, TFloat32.class)
                > CLEARLY * bestNanos(config, placement, narrow);
    }

    private static <T extends TNumber> long bestNanos(
            ConfigProto config, Placement placement, Class<T> type) {
        try (Graph graph = new Graph();
                Session session = new Session(graph, config)) {
            Ops tf = PlacedOps.plain(graph, placement);
            Operand<T> x = filled(tf, type, ROWS, INNER);
            Operand<T> y = filled(tf, type, INNER, COLUMNS);
            Operand<T> product = tf.linalg.matMul(x, y);
            long best = Long.MAX_VALUE;
            for (int i = 0; i <= RUNS; i++) {
                long begin = System.nanoTime();
                session.runner().addTarget(product.op()).run().close();
                // The first run also optimises the graph and never is the best.
                best = Math.min(best, System.nanoTime() - begin);
            }
            return best;
        }
    }

    /** Of a placeholder's default, for Grappler would fold a product of constants away. */
    private static <T extends TNumber> Operand<T> filled(
            Ops tf, Class<T> type, int rows, int columns) {
        Operand<TFloat32> ones = tf.fill(tf.constant(new int[] {rows, columns}), tf.constant(1f));
        return tf.placeholderWithDefault(
                tf.dtypes.cast(ones, type), org.tensorflow.ndarray.Shape.of(rows, columns));
    }
}
