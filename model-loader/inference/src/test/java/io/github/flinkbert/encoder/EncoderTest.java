package io.github.flinkbert.encoder;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.github.flinkbert.checkpoint.Activation;
import io.github.flinkbert.checkpoint.BertConfig;
import io.github.flinkbert.checkpoint.Pooling;
import io.github.flinkbert.encoder.EncoderSettings.KernelChoice;
import io.github.flinkbert.encoder.EncoderSettings.NumberFormat;
import io.github.flinkbert.failure.CheckpointException;
import io.github.flinkbert.tensor.ArrayWeights;
import io.github.flinkbert.tensor.Matrix;
import io.github.flinkbert.testing.RandomSeed;
import io.github.flinkbert.text.Sequence;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** The encoder against BERT written down in plain doubles. */
class EncoderTest {

    private static final float FLOAT32 = 2e-5f;

    /** Hidden states of the miniatures are of order 1, and bfloat16 keeps 8 bits. */
    private static final float BFLOAT16 = 0.1f;

    private static final int LAYERS = 3;

    @ParameterizedTest
    @CsvSource({
        "GELU_TANH, PORTABLE", "GELU_ERF, PORTABLE", "RELU, PORTABLE",
        "GELU_TANH, BEST", "GELU_ERF, BEST", "RELU, BEST"
    })
    void hiddenStatesOfEveryLayerAreThoseOfTheReference(
            Activation activation, KernelChoice kernels) {
        compareEveryLayer(activation, kernels, NumberFormat.FLOAT32, FLOAT32);
    }

    @ParameterizedTest
    @EnumSource(names = {"PORTABLE", "BEST"})
    void bfloat16StaysWithinItsOwnNoise(KernelChoice kernels) {
        compareEveryLayer(Activation.GELU_TANH, kernels, NumberFormat.BFLOAT16, BFLOAT16);
    }

    private static void compareEveryLayer(
            Activation activation, KernelChoice kernels, NumberFormat format, float tolerance) {
        BertConfig config = Miniatures.config(LAYERS, activation);
        ArrayWeights weights = Miniatures.weights(config, 1);
        ReferenceBert reference = new ReferenceBert(config, weights);
        List<Output> outputs =
                IntStream.rangeClosed(0, LAYERS)
                        .<Output>mapToObj(l -> new Output.TokenVectors(Output.RELEASE, l))
                        .toList();
        Random random = RandomSeed.random(3);
        try (Encoder encoder = Miniatures.load(config, weights, format, kernels)) {
            for (int tokens : new int[] {2, 3, 17, 40, Miniatures.LONGEST}) {
                Sequence sequence = Miniatures.sequence(random, tokens);
                double[][][] expected = reference.hidden(sequence);
                List<Matrix> found = encoder.run(Miniatures.alone(sequence), outputs);
                for (int layer = 0; layer <= LAYERS; layer++) {
                    assertClose(found.get(layer), expected[layer], tolerance);
                }
            }
        }
    }

    @Test
    void poolsEveryLayerInEveryWay() {
        BertConfig config = Miniatures.config(LAYERS, Activation.GELU_TANH);
        ArrayWeights weights = Miniatures.weights(config, 2);
        ReferenceBert reference = new ReferenceBert(config, weights);
        Random random = RandomSeed.random(5);
        List<Sequence> sequences =
                IntStream.of(9, 5, 14, 2)
                        .mapToObj(tokens -> Miniatures.sequence(random, tokens))
                        .toList();
        PackedBatch batch =
                new PackedBatch(
                        2,
                        20,
                        List.of(
                                new PackedBatch.Placed(sequences.get(0), 1, 0),
                                new PackedBatch.Placed(sequences.get(1), 0, 14),
                                new PackedBatch.Placed(sequences.get(2), 0, 0),
                                new PackedBatch.Placed(sequences.get(3), 1, 15)));
        try (Encoder encoder =
                Miniatures.load(config, weights, NumberFormat.FLOAT32, KernelChoice.BEST)) {
            List<Pooling> plain =
                    Pooling.OF_ENCODERS.stream().filter(p -> p != Pooling.CLS_POOLER).toList();
            for (Pooling pooling : plain) {
                for (int layer = 0; layer <= LAYERS; layer++) {
                    int at = layer;
                    Output output = new Output.Pooled(Output.RELEASE, pooling, layer);
                    assertClose(
                            encoder.run(batch, List.of(output)).get(0),
                            sequences.stream()
                                    .map(s -> pooled(reference.hidden(s)[at], pooling))
                                    .toArray(double[][]::new),
                            FLOAT32);
                }
            }
            Output pooler = new Output.Pooled(Output.RELEASE, Pooling.CLS_POOLER, LAYERS);
            assertClose(
                    encoder.run(batch, List.of(pooler)).get(0),
                    sequences.stream()
                            .map(s -> reference.pooled(reference.hidden(s)[LAYERS]))
                            .toArray(double[][]::new),
                    FLOAT32);
        }
    }

    @Test
    void ranksThePiecesForEachMaskAsTheReferenceDoes() {
        BertConfig config = Miniatures.config(2, Activation.GELU_TANH);
        ArrayWeights weights = Miniatures.weights(config, 4);
        ReferenceBert reference = new ReferenceBert(config, weights);
        Sequence sequence = Miniatures.sequence(new Random(11), 60);
        int mask = Miniatures.VOCABULARY.maskId();
        List<double[]> expected = new ArrayList<>();
        double[][] last = reference.hidden(sequence)[2];
        for (int t = 0; t < sequence.length(); t++) {
            if (sequence.id(t) == mask) {
                expected.add(reference.maskedPieces(last[t]));
            }
        }
        assertThat(expected.size()).isGreaterThan(1);
        try (Encoder encoder =
                Miniatures.load(config, weights, NumberFormat.FLOAT32, KernelChoice.BEST)) {
            for (int top : new int[] {5, 1, 7}) {
                Matrix found =
                        encoder.run(
                                        Miniatures.alone(sequence),
                                        List.of(new Output.MaskedPieces(top)))
                                .get(0);
                assertThat(found.rows()).isEqualTo(expected.size());
                assertThat(found.columns()).isEqualTo(2 * top);
                for (int row = 0; row < found.rows(); row++) {
                    int[] best = best(expected.get(row), top);
                    for (int i = 0; i < top; i++) {
                        assertThat((int) found.get(row, i)).isEqualTo(best[i]);
                        assertThat((double) found.get(row, top + i))
                                .isCloseTo(expected.get(row)[best[i]], within(1e-6));
                    }
                }
            }
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"PORTABLE", "BEST"})
    void aBatchWithoutMasksFillsNone(KernelChoice kernels) {
        BertConfig config = Miniatures.config(1, Activation.GELU_TANH);
        try (Encoder encoder =
                Miniatures.load(
                        config, Miniatures.weights(config, 1), NumberFormat.FLOAT32, kernels)) {
            Sequence empty = Miniatures.sequence(new Random(1), 2);
            assertThat(
                            encoder.run(
                                            Miniatures.alone(empty),
                                            List.of(new Output.MaskedPieces(3)))
                                    .get(0)
                                    .rows())
                    .isZero();
        }
    }

    @Test
    void saysWhichVariableAnOutputNeeds() {
        BertConfig config = Miniatures.config(1, Activation.GELU_TANH);
        ArrayWeights bare =
                Miniatures.weights(config, 1)
                        .renamed(n -> n.contains("pooler") || n.startsWith("cls") ? null : n);
        try (Encoder encoder =
                Miniatures.load(config, bare, NumberFormat.FLOAT32, KernelChoice.BEST)) {
            PackedBatch batch = Miniatures.alone(Miniatures.sequence(new Random(1), 5));
            for (int attempt = 0; attempt < 2; attempt++) { // refused again, not half-made
                assertThatThrownBy(() -> encoder.run(batch, List.of(new Output.MaskedPieces(1))))
                        .isInstanceOf(CheckpointException.class)
                        .hasMessageContaining("filling masks needs the variable cls/predictions/");
                assertThatThrownBy(
                                () ->
                                        encoder.run(
                                                batch,
                                                List.of(
                                                        new Output.Pooled(
                                                                Output.RELEASE,
                                                                Pooling.CLS_POOLER,
                                                                1))))
                        .isInstanceOf(CheckpointException.class)
                        .hasMessageContaining("bert/pooler/dense/kernel");
            }
            assertThat(encoder.run(batch, List.of(new Output.TokenVectors(Output.RELEASE, 1))))
                    .hasSize(1);
        }
    }

    private static double[] pooled(double[][] tokens, Pooling pooling) {
        double[] pooled = new double[tokens[0].length];
        for (int i = 0; i < pooled.length; i++) {
            int at = i;
            double[] column = Arrays.stream(tokens).mapToDouble(token -> token[at]).toArray();
            int count = column.length;
            double sum = Arrays.stream(column).sum();
            double weighted = IntStream.range(0, count).mapToDouble(t -> (t + 1) * column[t]).sum();
            pooled[i] =
                    switch (pooling) {
                        case CLS -> column[0];
                        case MEAN -> sum / count;
                        case MAX -> Arrays.stream(column).max().orElseThrow();
                        case MEAN_SQRT_LEN -> sum / Math.sqrt(count);
                        case WEIGHTED_MEAN -> weighted / (count * (count + 1) / 2.0);
                        case LAST_TOKEN -> column[count - 1];
                        case CLS_POOLER -> throw new IllegalArgumentException("it has weights");
                        case NORMALIZED_MEAN, SIF ->
                                throw new IllegalArgumentException("they are of words");
                    };
        }
        return pooled;
    }

    private static int[] best(double[] scores, int count) {
        return IntStream.range(0, scores.length)
                .boxed()
                .sorted((a, b) -> Double.compare(scores[b], scores[a]))
                .limit(count)
                .mapToInt(Integer::intValue)
                .toArray();
    }

    static void assertClose(Matrix found, double[][] expected, float tolerance) {
        assertThat(found.rows()).isEqualTo(expected.length);
        for (int row = 0; row < expected.length; row++) {
            assertThat(found.columns()).isEqualTo(expected[row].length);
            for (int column = 0; column < expected[row].length; column++) {
                assertThat(found.get(row, column))
                        .as("row %d, column %d", row, column)
                        .isCloseTo((float) expected[row][column], within(tolerance));
            }
        }
    }
}
