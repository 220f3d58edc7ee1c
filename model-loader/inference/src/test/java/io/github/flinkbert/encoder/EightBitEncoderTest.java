package io.github.flinkbert.encoder;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.flinkbert.checkpoint.Activation;
import io.github.flinkbert.checkpoint.BertConfig;
import io.github.flinkbert.encoder.EncoderSettings.KernelChoice;
import io.github.flinkbert.encoder.EncoderSettings.NumberFormat;
import io.github.flinkbert.failure.CheckpointException;
import io.github.flinkbert.quantization.Calibration;
import io.github.flinkbert.tensor.ArrayWeights;
import io.github.flinkbert.tensor.Matrix;
import io.github.flinkbert.text.Sequence;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.tensorflow.ndarray.buffer.DataBuffers;

/** A whole encoder in 8 bits beside the same in float32. */
class EightBitEncoderTest {

    private static final int LAYERS = 3;
    private static final String OUTPUT = "bert/encoder/layer_1/output/dense/kernel";
    private static final String QUERY = "bert/encoder/layer_1/attention/self/query/kernel";

    private final BertConfig config = Miniatures.config(LAYERS, Activation.GELU_TANH);
    private final ArrayWeights weights = Miniatures.weights(config, 3);

    @BeforeEach
    void require() {
        EightBitSupport.require();
    }

    @ParameterizedTest
    @EnumSource(Activation.class)
    void hiddenStatesOfEveryLayerAreCloseToThoseOfFloat32(Activation activation) {
        BertConfig own = Miniatures.config(LAYERS, activation);
        try (Encoder eight = EightBitSupport.load(own, weights, 1);
                Encoder whole = whole(own, weights)) {
            for (int layer = 0; layer <= LAYERS; layer++) {
                assertThat(leastCosine(eight, whole, Output.RELEASE, layer)).isGreaterThan(0.99);
            }
        }
    }

    /** A budget of nothing leaves every product as it was. */
    @ParameterizedTest
    @CsvSource({"1e-9, 0.9995", "0.012, 0.99"})
    void aProductAboveTheBudgetIsLeftAsItWas(double budget, double least) {
        try (Encoder eight = EightBitSupport.load(config, weights, budget);
                Encoder whole = whole(config, weights)) {
            assertThat(leastCosine(eight, whole, Output.RELEASE, LAYERS)).isGreaterThan(least);
        }
    }

    @ParameterizedTest
    @CsvSource({"0", "1", "2", "3"})
    void aBranchIsRoundedWithItsOwnWeights(int from) {
        ArrayWeights merged = weights;
        ArrayWeights other = Miniatures.weights(config, 4);
        for (int layer = from; layer < LAYERS; layer++) {
            for (String name : List.copyOf(other.names())) {
                if (name.startsWith("bert/encoder/layer_" + layer + "/")) {
                    merged = merged.with(name, other.shape(name), read(other, name));
                }
            }
        }
        Branch branch = new Branch("own", from, merged, Optional.empty());
        try (Encoder eight = EightBitSupport.load(config, weights, 1);
                Encoder whole = whole(config, weights)) {
            eight.add(branch);
            whole.add(branch);
            assertThat(leastCosine(eight, whole, "own", LAYERS)).isGreaterThan(0.985);
            assertThat(leastCosine(eight, whole, Output.RELEASE, LAYERS)).isGreaterThan(0.985);
            eight.remove("own");
            assertThat(leastCosine(eight, whole, Output.RELEASE, LAYERS)).isGreaterThan(0.985);
        }
    }

    /** What stands on a state below the branch is the release's, and lies beside the branch's. */
    @Test
    void statesOfSeveralLayersAndBranchesComeFromOneRun() {
        ArrayWeights other = Miniatures.weights(config, 4);
        Branch branch = new Branch("own", 2, other, Optional.empty());
        List<Output> outputs =
                List.of(
                        new Output.TokenVectors("own", LAYERS),
                        new Output.TokenVectors("own", 1),
                        new Output.TokenVectors(Output.RELEASE, 2),
                        new Output.TokenVectors(Output.RELEASE, 0),
                        new Output.TokenVectors("own", 2),
                        new Output.TokenVectors(Output.RELEASE, LAYERS),
                        new Output.TokenVectors("own", LAYERS));
        PackedBatch batch = Miniatures.alone(Miniatures.sequence(new Random(5), 21));
        try (Encoder eight = EightBitSupport.load(config, weights, 1)) {
            eight.add(branch);
            List<Matrix> together = eight.run(batch, outputs);
            for (int i = 0; i < outputs.size(); i++) {
                Matrix alone = eight.run(batch, List.of(outputs.get(i))).get(0);
                assertThat(together.get(i).row(20)).containsExactly(alone.row(20));
            }
            assertThat(together.get(1).row(3)).isNotEqualTo(together.get(2).row(3));
            assertThat(together.get(0).row(3)).isNotEqualTo(together.get(5).row(3));
            assertThatThrownBy(() -> eight.add(branch))
                    .hasMessageContaining("a branch own is there already");
        }
    }

    @Test
    void attentionIsThatOfFloat32() {
        Sequence sequence = Miniatures.sequence(new Random(6), 19);
        try (Encoder eight = EightBitSupport.load(config, weights, 1);
                Encoder whole = whole(config, weights)) {
            List<Matrix> found = eight.attention(sequence);
            List<Matrix> expected = whole.attention(sequence);
            assertThat(found).hasSize(LAYERS);
            for (int layer = 0; layer < LAYERS; layer++) {
                assertThat(found.get(layer).rows()).isEqualTo(expected.get(layer).rows());
                assertThat(cosine(found.get(layer).row(7), expected.get(layer).row(7)))
                        .isGreaterThan(0.98);
            }
        }
    }

    @Test
    void aColumnAndARowOfZerosAreNothingSpecial() {
        float[] values = read(weights, OUTPUT);
        int out = config.hiddenSize();
        for (int at = 0; at < values.length; at += out) {
            values[at + 5] = 0;
        }
        Arrays.fill(values, 0, out, 0);
        ArrayWeights hostile = weights.with(OUTPUT, weights.shape(OUTPUT), values);
        try (Encoder eight = EightBitSupport.load(config, hostile, 1);
                Encoder whole = whole(config, hostile)) {
            assertThat(leastCosine(eight, whole, Output.RELEASE, LAYERS)).isGreaterThan(0.99);
        }
    }

    @Test
    void aKernelOfZerosIsComputed() {
        ArrayWeights hostile =
                weights.with(
                        OUTPUT,
                        weights.shape(OUTPUT),
                        new float[(int) weights.shape(OUTPUT).size()]);
        try (Encoder eight = EightBitSupport.load(config, hostile, 1);
                Encoder whole = whole(config, hostile)) {
            assertThat(leastCosine(eight, whole, Output.RELEASE, LAYERS)).isGreaterThan(0.99);
        }
    }

    @ParameterizedTest
    @CsvSource({OUTPUT + ", Infinity", OUTPUT + ", NaN", QUERY + ", -Infinity"})
    void weightsThatAreNotFiniteAreRefused(String name, float value) {
        float[] values = read(weights, name);
        values[17] = value;
        ArrayWeights hostile = weights.with(name, weights.shape(name), values);
        assertThatThrownBy(() -> EightBitSupport.load(config, hostile, 1))
                .isInstanceOf(CheckpointException.class)
                .hasMessageContaining("finite");
    }

    @Test
    void twoThreadsCalibrateAsOneDoes() {
        assertThat(digest(1)).isEqualTo(digest(2));
    }

    private String digest(int threads) {
        try (var layers =
                new Calibration(config, weights, EightBitSupport.texts(11, 20), 1, threads)
                        .trunk()) {
            return layers.digest();
        }
    }

    private static float[] read(ArrayWeights weights, String name) {
        float[] values = new float[(int) weights.shape(name).size()];
        weights.read(name, DataBuffers.of(values, false, false));
        return values;
    }

    private static Encoder whole(BertConfig config, ArrayWeights weights) {
        return Miniatures.load(config, weights, NumberFormat.FLOAT32, KernelChoice.BEST);
    }

    /** Of the tokens of some sequences that did not calibrate. */
    private static double leastCosine(Encoder one, Encoder other, String branch, int layer) {
        List<Output> outputs = List.of(new Output.TokenVectors(branch, layer));
        double least = 1;
        for (int tokens : new int[] {3, 17, 64}) {
            Sequence sequence = Miniatures.sequence(new Random(tokens), tokens);
            Matrix a = one.run(Miniatures.alone(sequence), outputs).get(0);
            Matrix b = other.run(Miniatures.alone(sequence), outputs).get(0);
            for (int row = 0; row < a.rows(); row++) {
                least = Math.min(least, cosine(a.row(row), b.row(row)));
            }
        }
        return least;
    }

    private static double cosine(float[] a, float[] b) {
        double product = 0;
        double first = 0;
        double second = 0;
        for (int i = 0; i < a.length; i++) {
            product += (double) a[i] * b[i];
            first += (double) a[i] * a[i];
            second += (double) b[i] * b[i];
        }
        return product / Math.sqrt(first * second);
    }
}
