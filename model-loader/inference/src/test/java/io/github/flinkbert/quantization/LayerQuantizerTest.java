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
    void asManyChannelsAreTakenApartAsTheBudgetTakes() {
        Found plenty = quantized(1);
        Found least = quantized(0);
        assertThat(plenty.eightBits()).isTrue();
        assertThat(least.eightBits()).isFalse();
        assertThat(least.error()).as("with most channels apart").isLessThan(plenty.error());

        Found between = quantized((plenty.error() + least.error()) / 2);

        assertThat(between.eightBits()).isTrue();
        assertThat(between.apart()).isGreaterThan(plenty.apart());
        assertThat(between.error()).isLessThan(plenty.error());
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
