package io.github.flinkbert.encoder;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.flinkbert.checkpoint.Activation;
import io.github.flinkbert.checkpoint.BertConfig;
import io.github.flinkbert.encoder.EncoderSettings.KernelChoice;
import io.github.flinkbert.encoder.EncoderSettings.NumberFormat;
import io.github.flinkbert.failure.CheckpointException;
import io.github.flinkbert.tensor.ArrayWeights;
import io.github.flinkbert.tensor.Matrix;
import io.github.flinkbert.text.Sequence;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.tensorflow.Graph;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.types.TFloat32;

/** Made-up adapters: layers of their own from one layer on, and a head. */
class BranchTest {

    private static final int LAYERS = 3;
    private static final int LABELS = 5;
    private static final float TOLERANCE = 2e-5f;
    private static final Branch.Head HEAD = new Branch.Head("head/kernel", "head/bias");

    private final BertConfig config = Miniatures.config(LAYERS, Activation.GELU_TANH);
    private final ArrayWeights release = Miniatures.weights(config, 1);
    private final Sequence sequence = Miniatures.sequence(new Random(4), 23);
    private final PackedBatch batch = Miniatures.alone(sequence);

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 3})
    void aBranchAnswersAsAModelWithTheMergedWeightsWould(int fromLayer) {
        ArrayWeights adapter = Miniatures.weights(config, 2);
        ReferenceBert merged = new ReferenceBert(config, merged(adapter, fromLayer));
        ReferenceBert alone = new ReferenceBert(config, release);
        try (Encoder encoder = load()) {
            encoder.add(branch("entities", fromLayer, adapter));
            List<Matrix> both =
                    encoder.run(
                            batch,
                            List.of(
                                    new Output.TokenScores("entities"),
                                    new Output.TokenVectors("entities", LAYERS),
                                    new Output.TokenVectors(Output.RELEASE, LAYERS)));
            double[][] last = merged.hidden(sequence)[LAYERS];
            EncoderTest.assertClose(both.get(0), merged.scores(last, HEAD), TOLERANCE);
            EncoderTest.assertClose(both.get(1), last, TOLERANCE);
            EncoderTest.assertClose(both.get(2), alone.hidden(sequence)[LAYERS], TOLERANCE);
        }
    }

    @Test
    void theTrunkIsInTheGraphOnce() {
        List<Integer> added = new ArrayList<>();
        for (int from = 0; from <= LAYERS; from++) {
            try (Graph graph = new Graph()) {
                EncoderGraph<TFloat32> nodes =
                        new EncoderGraph<>(
                                graph,
                                config,
                                release,
                                new PortableKernels(),
                                TFloat32.class,
                                Placement.CPU);
                int before = size(graph);
                nodes.add(branch("entities", from, Miniatures.weights(config, 2)));
                added.add(size(graph) - before);
            }
        }
        int layer = added.get(LAYERS - 1);
        assertThat(layer).isPositive();
        assertThat(added).containsExactly(3 * layer, 2 * layer, layer, 0);
    }

    @Test
    void aBranchThatWasExchangedAnswersWithItsNewWeights() {
        ArrayWeights first = Miniatures.weights(config, 2);
        ArrayWeights second = Miniatures.weights(config, 3);
        List<Output> scores = List.of(new Output.TokenScores("entities"));
        try (Encoder encoder = load()) {
            for (ArrayWeights adapter : List.of(first, second, first)) {
                encoder.add(branch("entities", 2, adapter));
                EncoderTest.assertClose(
                        encoder.run(batch, scores).get(0), expected(adapter, 2), TOLERANCE);
                encoder.remove("entities");
                assertThatThrownBy(() -> encoder.run(batch, scores))
                        .isInstanceOf(IllegalArgumentException.class)
                        .hasMessage("there is no branch entities");
            }
        }
    }

    @Test
    void branchesComeAndGoWhileOthersRun() throws Exception {
        ArrayWeights steady = Miniatures.weights(config, 2);
        double[][] expected = expected(steady, 2);
        ExecutorService threads = Executors.newFixedThreadPool(3);
        AtomicBoolean stop = new AtomicBoolean();
        try (Encoder encoder = load()) {
            encoder.add(branch("steady", 2, steady));
            List<Future<Integer>> runs =
                    IntStream.range(0, 2)
                            .mapToObj(i -> threads.submit(() -> runs(encoder, expected, stop)))
                            .toList();
            Future<Integer> racing = threads.submit(() -> races(encoder, stop));
            for (int i = 0; i < 3; i++) {
                encoder.add(branch("coming", 1, Miniatures.weights(config, i)));
                encoder.run(batch, List.of(new Output.TokenScores("coming")));
                encoder.remove("coming");
            }
            stop.set(true);
            for (Future<Integer> run : runs) {
                assertThat(run.get()).isPositive();
            }
            assertThat(racing.get()).isPositive();
        } finally {
            stop.set(true);
            threads.shutdown();
        }
    }

    private int runs(Encoder encoder, double[][] expected, AtomicBoolean stop) {
        int count = 0;
        while (!stop.get() || count == 0) {
            EncoderTest.assertClose(
                    encoder.run(batch, List.of(new Output.TokenScores("steady"))).get(0),
                    expected,
                    TOLERANCE);
            count++;
        }
        return count;
    }

    /**
     * Asks for the branch that comes and goes: it answers, or says that the branch is not there.
     */
    private int races(Encoder encoder, AtomicBoolean stop) {
        int count = 0;
        while (!stop.get() || count == 0) {
            try {
                encoder.run(batch, List.of(new Output.TokenScores("coming")));
            } catch (IllegalArgumentException e) {
                assertThat(e).hasMessage("there is no branch coming");
            }
            count++;
        }
        return count;
    }

    @Test
    void aBranchThatCannotBeReadLeavesNoTrace() {
        ArrayWeights whole = Miniatures.weights(config, 2);
        ArrayWeights lacking =
                own(whole, 1).renamed(n -> n.endsWith("layer_2/output/dense/bias") ? null : n);
        try (Encoder encoder = load()) {
            assertThatThrownBy(
                            () ->
                                    encoder.add(
                                            new Branch("entities", 1, lacking, Optional.of(HEAD))))
                    .isInstanceOf(CheckpointException.class)
                    .hasMessageContaining("layer_2/output/dense/bias");
            assertThatThrownBy(
                            () ->
                                    encoder.add(
                                            new Branch(
                                                    "entities",
                                                    1,
                                                    new UnreadableWeights(own(whole, 1)),
                                                    Optional.of(HEAD))))
                    .isInstanceOf(CheckpointException.class)
                    .hasMessageContaining("is too short");
            encoder.add(branch("entities", 1, whole));
            EncoderTest.assertClose(
                    encoder.run(batch, List.of(new Output.TokenScores("entities"))).get(0),
                    expected(whole, 1),
                    TOLERANCE);
        }
    }

    @Test
    void refusesABranchThatLeavesWhereThereIsNoLayer() {
        try (Encoder encoder = load()) {
            assertThatThrownBy(() -> encoder.add(branch("entities", LAYERS + 1, release)))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage("branch entities leaves at layer 4, but there are 3 layers");
            encoder.add(branch("entities", 2, release));
            assertThatThrownBy(() -> encoder.add(branch("entities", 2, release)))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage("a branch entities is there already");
        }
    }

    private Encoder load() {
        return Miniatures.load(config, release, NumberFormat.FLOAT32, KernelChoice.BEST);
    }

    private static int size(Graph graph) {
        int[] count = {0};
        graph.operations().forEachRemaining(op -> count[0]++);
        return count[0];
    }

    private double[][] expected(ArrayWeights adapter, int fromLayer) {
        ReferenceBert merged = new ReferenceBert(config, merged(adapter, fromLayer));
        return merged.scores(merged.hidden(sequence)[LAYERS], HEAD);
    }

    private Branch branch(String name, int fromLayer, ArrayWeights adapter) {
        return new Branch(name, fromLayer, own(adapter, fromLayer), Optional.of(HEAD));
    }

    /** What a branch brings along: its layers and its head, nothing of the trunk. */
    private static ArrayWeights own(ArrayWeights adapter, int fromLayer) {
        return withHead(adapter.renamed(name -> isAbove(name, fromLayer) ? name : null));
    }

    private ArrayWeights merged(ArrayWeights adapter, int fromLayer) {
        ArrayWeights merged = withHead(release);
        for (String name : adapter.names()) {
            if (isAbove(name, fromLayer)) {
                merged = merged.with(name, adapter.shape(name), values(adapter, name));
            }
        }
        return merged;
    }

    private static boolean isAbove(String name, int fromLayer) {
        return IntStream.range(fromLayer, LAYERS)
                .anyMatch(layer -> name.startsWith("bert/encoder/layer_" + layer + "/"));
    }

    private static ArrayWeights withHead(ArrayWeights weights) {
        Random random = new Random(77);
        float[] kernel = new float[32 * LABELS];
        for (int i = 0; i < kernel.length; i++) {
            kernel[i] = (float) (0.1 * random.nextGaussian());
        }
        return weights.with(HEAD.kernel(), Shape.of(LABELS, 32), kernel)
                .with(HEAD.bias(), Shape.of(LABELS), 1, 2, 3, 4, 5);
    }

    private static float[] values(ArrayWeights weights, String name) {
        float[] values = new float[(int) weights.shape(name).size()];
        weights.read(name, org.tensorflow.ndarray.buffer.DataBuffers.of(values, false, false));
        return values;
    }
}
