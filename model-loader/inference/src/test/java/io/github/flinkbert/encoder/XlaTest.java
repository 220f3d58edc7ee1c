package io.github.flinkbert.encoder;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.github.flinkbert.checkpoint.Activation;
import io.github.flinkbert.checkpoint.BertConfig;
import io.github.flinkbert.checkpoint.Pooling;
import io.github.flinkbert.encoder.EncoderSettings.KernelChoice;
import io.github.flinkbert.encoder.EncoderSettings.NumberFormat;
import io.github.flinkbert.tensor.ArrayWeights;
import io.github.flinkbert.tensor.Matrix;
import io.github.flinkbert.testing.RandomSeed;
import io.github.flinkbert.text.Sequence;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.tensorflow.Graph;
import org.tensorflow.Result;
import org.tensorflow.Session;
import org.tensorflow.Tensor;
import org.tensorflow.proto.GraphDef;
import org.tensorflow.proto.NodeDef;
import org.tensorflow.proto.RunOptions;
import org.tensorflow.types.TFloat32;

/** The encoder compiled by XLA, on the processor. */
final class XlaTest {

    static final Placement COMPILED = new Placement(Placement.Kind.CPU, 0, true);
    private static final Output.Pooled POOLED = new Output.Pooled(Output.RELEASE, Pooling.MEAN, 3);

    /** What computes nothing: known before the run, or with the batch. */
    private static final Set<String> FREE = Set.of("Const", "Shape");

    private final BertConfig config = Miniatures.config(3, Activation.GELU_TANH);
    private final ArrayWeights weights = Miniatures.weights(config, 21);

    /** bfloat16 keeps 8 bits, and a compiler rounds at other places; half keeps 11. */
    @ParameterizedTest
    @CsvSource({"FLOAT32, 2e-5", "BFLOAT16, 0.1", "FLOAT16, 0.02"})
    void resultsEqualTheUncompiledOnes(NumberFormat format, float tolerance) {
        try (Encoder plain = load(format, Placement.CPU);
                Encoder compiled = load(format, COMPILED)) {
            for (int tokens : new int[] {2, 31, 64}) {
                Sequence sequence = Miniatures.sequence(RandomSeed.random(tokens), tokens);
                List<Output> outputs = List.of(POOLED, new Output.TokenVectors(Output.RELEASE, 3));
                List<Matrix> one = plain.run(Miniatures.alone(sequence), outputs);
                List<Matrix> other = compiled.run(Miniatures.alone(sequence), outputs);
                for (int output = 0; output < outputs.size(); output++) {
                    float[] expected = one.get(output).values();
                    float[] found = other.get(output).values();
                    for (int i = 0; i < expected.length; i++) {
                        assertThat(found[i]).isCloseTo(expected[i], within(tolerance));
                    }
                }
            }
        }
    }

    @Test
    void theWholeEncoderIsOneProgram() {
        try (Graph graph = new Graph();
                Session session = new Session(graph, EncoderLoader.session(settings(COMPILED)))) {
            EncoderGraph<TFloat32> nodes =
                    new EncoderGraph<>(
                            graph,
                            config,
                            weights,
                            new PortableKernels(),
                            TFloat32.class,
                            COMPILED);
            nodes.build(POOLED);
            nodes.load(session);
            Set<String> encoder =
                    graph.toGraphDef().getNodeList().stream()
                            .filter(node -> node.containsAttr("_XlaCompile"))
                            .map(NodeDef::getName)
                            .collect(Collectors.toSet());
            assertThat(encoder).hasSizeGreaterThan(100);

            List<NodeDef> run = whatRuns(session, nodes);

            assertThat(run.stream().filter(node -> node.getOp().equals("_XlaRun"))).hasSize(1);
            assertThat(
                            run.stream()
                                    .filter(node -> encoder.contains(node.getName()))
                                    .filter(node -> !FREE.contains(node.getOp()))
                                    .map(node -> node.getOp() + " " + node.getName()))
                    .as("ops of the encoder left outside")
                    .isEmpty();
            assertThat(run.stream().map(NodeDef::getOp))
                    .doesNotContain("BatchMatMulV2", "Softmax", "Tanh");
        }
    }

    @Test
    void eachShapeIsCompiledOnce(@TempDir Path dumps) throws Exception {
        ProcessBuilder builder =
                new ProcessBuilder(
                                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                                "-Xmx256m",
                                "-XX:+UseSerialGC",
                                "-cp",
                                System.getProperty("java.class.path"),
                                XlaProcess.class.getName())
                        .redirectErrorStream(true)
                        .redirectOutput(ProcessBuilder.Redirect.DISCARD);
        builder.environment().put("XLA_FLAGS", "--xla_dump_to=" + dumps);

        assertThat(builder.start().waitFor()).isZero();

        try (Stream<Path> files = Files.list(dumps)) {
            Map<String, Long> compiled =
                    files.map(file -> file.getFileName().toString())
                            .filter(name -> name.contains("before_optimizations"))
                            .collect(
                                    Collectors.groupingBy(
                                            name -> name.replaceAll("^module_\\d+\\.|__.*", ""),
                                            Collectors.counting()));
            assertThat(compiled.values())
                    .isNotEmpty()
                    .containsOnly((long) XlaProcess.SHAPES.size());
        }
    }

    @Test
    void refusesWhatCannotBe() {
        assertThatThrownBy(() -> new Placement(Placement.Kind.CPU, 1, false))
                .hasMessage("there is no device cpu 1");
        assertThatThrownBy(() -> new Placement(Placement.Kind.TPU, 0, false))
                .hasMessage("a TPU runs compiled graphs only");
        assertThatThrownBy(
                        () ->
                                new EncoderSettings(
                                        NumberFormat.FLOAT32, KernelChoice.ONE_DNN, 2, COMPILED))
                .hasMessageStartingWith("the fused oneDNN kernels run on the processor");
    }

    @Test
    void aDeviceThatIsNotThereIsNotFound() {
        Placement gpu = new Placement(Placement.Kind.GPU, 7, false);

        assertThat(Encoder.finds(settings(gpu))).isFalse();
        assertThat(Encoder.finds(settings(Placement.CPU))).isTrue();
    }

    private List<NodeDef> whatRuns(Session session, EncoderGraph<TFloat32> nodes) {
        PackedBatch batch = Miniatures.alone(Miniatures.sequence(new Random(1), 16));
        List<Tensor> tensors = Inputs.tensors();
        Session.Runner run = session.runner();
        nodes.inputs().feed(run, batch, Miniatures.VOCABULARY.maskId(), 1, tensors);
        run.fetch(nodes.node(POOLED))
                .setOptions(RunOptions.newBuilder().setOutputPartitionGraphs(true).build());
        try (Result result = run.runAndFetchMetadata()) {
            List<NodeDef> found = new ArrayList<>();
            for (GraphDef part : result.getMetadata().orElseThrow().getPartitionGraphsList()) {
                found.addAll(part.getNodeList());
            }
            return found;
        } finally {
            tensors.forEach(Tensor::close);
        }
    }

    private Encoder load(NumberFormat format, Placement placement) {
        return Encoder.load(
                config,
                weights,
                Miniatures.VOCABULARY.maskId(),
                new EncoderSettings(format, KernelChoice.PORTABLE, 2, placement));
    }

    static EncoderSettings settings(Placement placement) {
        return new EncoderSettings(NumberFormat.FLOAT32, KernelChoice.BEST, 2, placement);
    }
}
