package io.github.flinkbert.quantization;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.flinkbert.checkpoint.Activation;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** One layer, 8 wide, over made-up activations of which some channels reach far. */
class LayerQuantizerTest {

    private static final int TOKENS = 96;
    private static final int WIDTH = 8;
    private static final int WIDE = 160;

    private final Random random = new Random(20261129);
    private final float[][] states = states(WIDTH);
    private final float[][] activated = activated();
    private final LayerKernels kernels =
            new LayerKernels(
                    weights(WIDTH * 3 * WIDTH),
                    weights(3 * WIDTH),
                    weights(WIDTH * WIDTH),
                    weights(WIDTH),
                    weights(WIDTH),
                    weights(WIDTH),
                    weights(WIDTH * WIDE),
                    weights(WIDE),
                    weights(WIDE * WIDTH),
                    weights(WIDTH),
                    weights(WIDTH),
                    weights(WIDTH));

    @Test
    void moreChannelsAreTakenApartWhereTheBudgetAsksForIt() {
        Found few = quantized(1);
        assertThat(few.eightBits()).isTrue();

        Found more = quantized(0.9 * few.error());

        assertThat(more.eightBits()).isTrue();
        assertThat(more.apart()).isGreaterThan(few.apart());
        assertThat(more.error()).isLessThan(0.9 * few.error());
    }

    @Test
    void whatNoChannelsApartBringWithinTheBudgetIsLeftAsItWas() {
        Found none = quantized(0);

        assertThat(none.eightBits()).isFalse();
        assertThat(none.apart()).isZero();
        assertThat(none.error()).as("with the fewest apart").isEqualTo(quantized(1).error());
    }

    @Test
    void aProductIsRoundedAlikeHoweverOftenItIsTried() {
        FoldedKernel folded = new FoldedKernel(kernels.output(), kernels.outputBias());
        ActivatedRange range =
                ActivatedRange.choices(activated, kernels.output(), WIDTH, Activation.RELU).get(0);
        ProductQuantizer products = new ProductQuantizer(1);
        try (QuantizedProduct first =
                        products.quantize(folded, activated, range, range.outliers());
                QuantizedProduct again =
                        products.quantize(folded, activated, range, range.outliers())) {
            assertThat(again.bias()).isEqualTo(first.bias());
        }
    }

    private record Found(boolean eightBits, double error, int apart) {}

    private Found quantized(double budget) {
        try (RowWorkers workers = new RowWorkers(1);
                QuantizedLayer layer =
                        new LayerQuantizer(new ProductQuantizer(budget), Activation.RELU, workers)
                                .quantize(
                                        kernels,
                                        new ReferencePass.Activations(
                                                states, states, activated, states),
                                        states,
                                        LayerQuantizer.input(kernels, states))) {
            QuantizedProduct output = layer.output();
            return new Found(
                    output instanceof QuantizedProduct.EightBits,
                    output.error(),
                    layer.outliers().count());
        }
    }

    /** Each channel reaches a little less than the one before. */
    private float[][] activated() {
        float[][] rows = states(WIDE);
        for (float[] row : rows) {
            for (int c = 0; c < WIDE; c++) {
                row[c] = (float) (Math.abs(row[c]) * (1 + 2 * Math.exp(-c / 24.0)));
            }
        }
        return rows;
    }

    private float[][] states(int channels) {
        float[][] rows = new float[TOKENS][];
        for (int i = 0; i < TOKENS; i++) {
            rows[i] = weights(channels);
        }
        return rows;
    }

    private float[] weights(int count) {
        float[] weights = new float[count];
        for (int i = 0; i < count; i++) {
            weights[i] = (float) random.nextGaussian();
        }
        return weights;
    }
}
