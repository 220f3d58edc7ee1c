package io.github.flinkbert.encoder;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.github.flinkbert.checkpoint.Activation;
import io.github.flinkbert.testing.RandomSeed;
import java.util.Random;
import java.util.function.BiFunction;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.tensorflow.Graph;
import org.tensorflow.Operand;
import org.tensorflow.Session;
import org.tensorflow.Tensor;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.ndarray.buffer.DataBuffers;
import org.tensorflow.op.Ops;
import org.tensorflow.proto.DataType;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TUint8;

/** TensorFlow's 8-bit product against plain whole-number arithmetic. */
class QuantizedOpsTest {

    private static final int ROWS = 5;
    private static final int INPUTS = 24;
    private static final int OUTPUTS = 16;
    private static final float RANGE = 3f;

    private final Random random = RandomSeed.random(5);
    private final float[] x = floats(ROWS * INPUTS, 1.2f * RANGE);
    private final byte[] kernel = new byte[INPUTS * OUTPUTS];
    private final float[] reach = new float[OUTPUTS];
    private final float[] bias = floats(OUTPUTS, 2);
    private final float[] residual = floats(ROWS * OUTPUTS, 4);

    @BeforeEach
    void fill() {
        EightBitSupport.require();
        for (int i = 0; i < kernel.length; i++) {
            kernel[i] = (byte) (random.nextInt(255) - 127);
        }
        for (int j = 0; j < OUTPUTS; j++) {
            reach[j] = 0.05f + random.nextFloat();
            kernel[j + OUTPUTS * random.nextInt(INPUTS)] = 127;
        }
    }

    private float[] floats(int count, float most) {
        float[] values = new float[count];
        for (int i = 0; i < count; i++) {
            values[i] = most * (2 * random.nextFloat() - 1);
        }
        return values;
    }

    @Test
    void aSignedProductIsThatOfWholeNumbers() {
        float[] found =
                run(
                        (ops, nodes) ->
                                ops.dense(
                                        ops.signed(nodes.x, RANGE), nodes.kernel, TFloat32.class));
        assertClose(found, signed(false), 1e-4f);
    }

    @Test
    void aResidualIsAddedToIt() {
        float[] found =
                run(
                        (ops, nodes) ->
                                ops.denseAdd(
                                        ops.signed(nodes.x, RANGE), nodes.kernel, nodes.residual));
        assertClose(found, signed(true), 1e-4f);
    }

    @Test
    void anUnsignedProductBeginsAtItsMinimum() {
        float least = -0.17f;
        float[] found =
                run(
                        (ops, nodes) ->
                                ops.dense(
                                        ops.unsigned(nodes.x, least, RANGE),
                                        nodes.kernel,
                                        TFloat32.class));
        float step = (RANGE - least) / 255;
        float[] expected = new float[ROWS * OUTPUTS];
        for (int row = 0; row < ROWS; row++) {
            for (int j = 0; j < OUTPUTS; j++) {
                double sum = bias[j];
                for (int i = 0; i < INPUTS; i++) {
                    double steps = Math.round((x[row * INPUTS + i] - least) / step);
                    double value = Math.max(0, Math.min(255, steps)) * step + least;
                    sum += value * kernel[i * OUTPUTS + j] * reach[j] / 127;
                }
                expected[row * OUTPUTS + j] = (float) sum;
            }
        }
        assertClose(found, expected, 0.03f); // halves are rounded otherwise, a step for one input
    }

    @ParameterizedTest
    @CsvSource({"GELU_TANH", "GELU_ERF", "RELU"})
    void anActivationIsRoundedFromItsMinimumOn(Activation activation) {
        float least = activation == Activation.RELU ? 0 : -0.1701f;
        float greatest = 6f;
        // The rounded activation is seen through a second product, by a kernel with one 127.
        float[] found =
                run(
                        (ops, nodes) -> {
                            QuantizedOps.Rounded rounded =
                                    ops.denseActivatedRounded(
                                            ops.signed(nodes.x, RANGE),
                                            nodes.kernel,
                                            activation,
                                            least,
                                            greatest);
                            return ops.dense(rounded, nodes.identity, TFloat32.class);
                        });
        float[] sums = signed(false);
        float step = (greatest - least) / 255;
        for (int i = 0; i < sums.length; i++) {
            double value = activated(sums[i], activation);
            double expected = Math.max(least, Math.min(greatest, value));
            assertThat((double) found[i]).isCloseTo(expected, within(0.51 * step + 2e-3));
        }
    }

    private static double activated(double x, Activation activation) {
        return switch (activation) {
            case GELU_TANH ->
                    0.5 * x * (1 + Math.tanh(Math.sqrt(2 / Math.PI) * (x + 0.044715 * x * x * x)));
            case GELU_ERF -> {
                // by Simpson's rule: an erf of its own
                double z = x / Math.sqrt(2);
                int steps = 2000;
                double sum = 0;
                for (int i = 0; i <= steps; i++) {
                    double t = z * i / steps;
                    double weight = i == 0 || i == steps ? 1 : i % 2 == 1 ? 4 : 2;
                    sum += weight * Math.exp(-t * t);
                }
                yield 0.5 * x * (1 + 2 / Math.sqrt(Math.PI) * sum * z / steps / 3);
            }
            case RELU -> Math.max(0, x);
        };
    }

    /** The scales of one model must not reach another's products through a kept kernel. */
    @Test
    void equalShapesAndRangesWithOtherScalesAreOtherProducts() {
        float[] before = run(QuantizedOpsTest::plain);
        for (int round = 0; round < 20; round++) {
            for (int j = 0; j < OUTPUTS; j++) {
                reach[j] = 0.05f + random.nextFloat();
            }
            float[] found = run(QuantizedOpsTest::plain);
            assertClose(found, signed(false), 1e-4f);
            assertThat(found).isNotEqualTo(before);
        }
    }

    private static Operand<TFloat32> plain(QuantizedOps ops, Nodes nodes) {
        return ops.dense(ops.signed(nodes.x, RANGE), nodes.kernel, TFloat32.class);
    }

    private float[] signed(boolean withResidual) {
        float step = RANGE / 127;
        float[] expected = new float[ROWS * OUTPUTS];
        for (int row = 0; row < ROWS; row++) {
            for (int j = 0; j < OUTPUTS; j++) {
                long sum = 0;
                for (int i = 0; i < INPUTS; i++) {
                    long steps = (long) Math.rint(x[row * INPUTS + i] / step);
                    sum += Math.max(-127, Math.min(127, steps)) * kernel[i * OUTPUTS + j];
                }
                int at = row * OUTPUTS + j;
                expected[at] =
                        sum * step * reach[j] / 127 + bias[j] + (withResidual ? residual[at] : 0);
            }
        }
        return expected;
    }

    private static void assertClose(float[] found, float[] expected, float tolerance) {
        for (int i = 0; i < expected.length; i++) {
            assertThat(found[i])
                    .isCloseTo(expected[i], within(tolerance * (1 + Math.abs(expected[i]))));
        }
    }

    private record Nodes(
            Operand<TFloat32> x,
            QuantizedOps.Kernel kernel,
            QuantizedOps.Kernel identity,
            Operand<TFloat32> residual) {}

    private float[] run(BiFunction<QuantizedOps, Nodes, Operand<TFloat32>> graphOf) {
        byte[] one = new byte[OUTPUTS * OUTPUTS];
        float[] ones = new float[OUTPUTS];
        for (int j = 0; j < OUTPUTS; j++) {
            one[j * OUTPUTS + j] = 127;
            ones[j] = 1;
        }
        try (Graph graph = new Graph();
                Session session =
                        new Session(graph, EncoderLoader.session(EightBitSupport.SETTINGS));
                TFloat32 input = TFloat32.tensorOf(Shape.of(ROWS, INPUTS), DataBuffers.of(x));
                TFloat32 added =
                        TFloat32.tensorOf(Shape.of(ROWS, OUTPUTS), DataBuffers.of(residual));
                TUint8 weights =
                        TUint8.tensorOf(Shape.of(INPUTS, OUTPUTS), DataBuffers.of(kernel));
                TUint8 identity =
                        TUint8.tensorOf(Shape.of(OUTPUTS, OUTPUTS), DataBuffers.of(one))) {
            Ops tf = Ops.create(graph);
            QuantizedOps ops = new QuantizedOps(tf);
            var fedX = tf.placeholder(TFloat32.class);
            var fedKernel = tf.placeholder(TUint8.class);
            var fedIdentity = tf.placeholder(TUint8.class);
            var fedResidual = tf.placeholder(TFloat32.class);
            var scales = tf.placeholder(TFloat32.class);
            var unit = tf.placeholder(TFloat32.class);
            Operand<TFloat32> y =
                    graphOf.apply(
                            ops,
                            new Nodes(
                                    fedX,
                                    new QuantizedOps.Kernel(
                                            ops.cast(fedKernel, DataType.DT_QINT8),
                                            scales,
                                            tf.constant(bias)),
                                    new QuantizedOps.Kernel(
                                            ops.cast(fedIdentity, DataType.DT_QINT8),
                                            unit,
                                            tf.constant(new float[OUTPUTS])),
                                    fedResidual));
            try (Tensor found =
                    session.runner()
                            .feed(fedX, input)
                            .feed(fedKernel, weights)
                            .feed(fedIdentity, identity)
                            .feed(fedResidual, added)
                            .feed(scales, KernelScales.of(reach))
                            .feed(unit, KernelScales.of(ones))
                            .fetch(y)
                            .run()
                            .get(0)) {
                float[] values = new float[ROWS * OUTPUTS];
                found.asRawTensor().data().asFloats().read(values);
                return values;
            }
        }
    }
}
