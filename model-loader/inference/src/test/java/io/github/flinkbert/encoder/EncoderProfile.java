package io.github.flinkbert.encoder;

import io.github.flinkbert.checkpoint.Checkpoint;
import io.github.flinkbert.checkpoint.Checkpoints;
import io.github.flinkbert.checkpoint.Pooling;
import io.github.flinkbert.quantization.Calibration;
import io.github.flinkbert.quantization.CalibrationTexts;
import io.github.flinkbert.text.Casing;
import io.github.flinkbert.text.Pieces;
import io.github.flinkbert.text.Sequence;
import io.github.flinkbert.text.Tokenizer;
import io.github.flinkbert.text.Vocabulary;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import org.tensorflow.Graph;
import org.tensorflow.Result;
import org.tensorflow.Session;
import org.tensorflow.Tensor;
import org.tensorflow.op.Ops;
import org.tensorflow.proto.DeviceStepStats;
import org.tensorflow.proto.NodeExecStats;
import org.tensorflow.proto.RunOptions;
import org.tensorflow.types.TBfloat16;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.family.TNumber;

/**
 * Where an encoder's time goes, op by op, by TensorFlow's own step stats: rows packed full, mean
 * pooling, of several runs the least of each op. Run it with
 *
 * <pre>
 * mvn -q -pl model-loader/inference test-compile exec:java -Dexec.classpathScope=test \
 *     -Dexec.mainClass=io.github.flinkbert.encoder.EncoderProfile \
 *     -Dexec.args="CHECKPOINT [bfloat16|float32|int8 [ROWS LENGTH]]"
 * </pre>
 */
public final class EncoderProfile {

    private static final int WARM_UP = 5;
    private static final int RUNS = 15;
    private static final int SHORTEST = 16;
    private static final int LONGEST = 64;

    private EncoderProfile() {}

    public static void main(String[] arguments) {
        String format = arguments.length > 1 ? arguments[1] : "bfloat16";
        int rows = arguments.length > 2 ? Integer.parseInt(arguments[2]) : 8;
        int length = arguments.length > 2 ? Integer.parseInt(arguments[3]) : 128;
        int cores = Runtime.getRuntime().availableProcessors();
        EncoderSettings settings =
                new EncoderSettings(
                        EncoderSettings.NumberFormat.valueOf(format.toUpperCase(Locale.ROOT)),
                        EncoderSettings.KernelChoice.ONE_DNN,
                        cores);
        try (Checkpoint checkpoint = Checkpoints.open(arguments[0]);
                Graph graph = new Graph();
                Session session = new Session(graph, EncoderLoader.session(settings))) {
            EncoderGraph<?> nodes =
                    switch (settings.format()) {
                        case BFLOAT16 -> whole(graph, checkpoint, TBfloat16.class);
                        case FLOAT32 -> whole(graph, checkpoint, TFloat32.class);
                        case INT8 -> eightBits(graph, checkpoint, cores);
                        case FLOAT16 ->
                                throw new IllegalArgumentException(
                                        "expected bfloat16, float32 or int8, found " + format);
                    };
            Output mean =
                    new Output.Pooled(Output.RELEASE, Pooling.MEAN, checkpoint.config().layers());
            nodes.build(mean);
            nodes.load(session);
            PackedBatch batch = full(checkpoint.vocabulary(), rows, length);
            for (int i = 0; i < WARM_UP; i++) {
                run(session, nodes, mean, batch);
            }
            Map<String, long[]> least = run(session, nodes, mean, batch);
            for (int i = 1; i < RUNS; i++) {
                run(session, nodes, mean, batch)
                        .forEach((op, sum) -> least.merge(op, sum, EncoderProfile::less));
            }
            print(least, rows, length);
        }
    }

    private static long[] less(long[] one, long[] other) {
        return one[0] <= other[0] ? one : other;
    }

    private static <T extends TNumber> EncoderGraph<T> whole(
            Graph graph, Checkpoint checkpoint, Class<T> type) {
        return new EncoderGraph<>(
                graph,
                checkpoint.config(),
                checkpoint.weights(),
                new OneDnnKernels(),
                type,
                Placement.CPU);
    }

    /** All stages in one graph: what is computed is the same. */
    private static EncoderGraph<TFloat32> eightBits(Graph graph, Checkpoint checkpoint, int cores) {
        Tokenizer tokenizer = checkpoint.tokenizer(checkpoint.casing().orElse(Casing.UNCASED));
        Calibration calibration =
                new Calibration(
                        checkpoint.config(),
                        checkpoint.weights(),
                        CalibrationTexts.shipped()
                                .sequences(tokenizer, checkpoint.config().maxPositions()),
                        Calibration.DEFAULT_BUDGET,
                        cores);
        Ops tf = PlacedOps.plain(graph, Placement.CPU);
        Inputs inputs = Inputs.create(tf);
        return new EncoderGraph<>(
                new EncoderGraph.Base<>(
                        tf,
                        inputs,
                        new Variables<>(tf, TFloat32.class, checkpoint.weights(), "heads/"),
                        EightBitTrunk.whole(
                                tf,
                                checkpoint.config(),
                                TBfloat16.class,
                                inputs,
                                checkpoint.weights(),
                                calibration.trunk())),
                checkpoint.config(),
                checkpoint.weights(),
                new OneDnnKernels(),
                TFloat32.class,
                Output.RELEASE,
                Optional.empty());
    }

    private static Map<String, long[]> run(
            Session session, EncoderGraph<?> nodes, Output output, PackedBatch batch) {
        List<Tensor> tensors = Inputs.tensors();
        Session.Runner run =
                session.runner()
                        .fetch(nodes.node(output))
                        .setOptions(
                                RunOptions.newBuilder()
                                        .setTraceLevel(RunOptions.TraceLevel.FULL_TRACE)
                                        .build());
        nodes.inputs().feed(run, batch, -1, 1, tensors);
        Map<String, long[]> microsByOp = new TreeMap<>();
        try (Result result = run.runAndFetchMetadata()) {
            for (DeviceStepStats device :
                    result.getMetadata().orElseThrow().getStepStats().getDevStatsList()) {
                for (NodeExecStats node : device.getNodeStatsList()) {
                    String op = node.getTimelineLabel().replaceAll("^.* = (\\w+)\\(.*$", "$1");
                    long[] sum = microsByOp.computeIfAbsent(op, absent -> new long[2]);
                    sum[0] += node.getOpEndRelMicros() - node.getOpStartRelMicros();
                    sum[1]++;
                }
            }
        } finally {
            tensors.forEach(Tensor::close);
        }
        return microsByOp;
    }

    private static void print(Map<String, long[]> microsByOp, int rows, int length) {
        double total = microsByOp.values().stream().mapToLong(sum -> sum[0]).sum();
        System.out.printf("%10.1f ms in all, %d x %d tokens%n", total / 1e3, rows, length);
        microsByOp.entrySet().stream()
                .sorted(Comparator.comparing(entry -> -entry.getValue()[0]))
                .limit(16)
                .forEach(
                        entry ->
                                System.out.printf(
                                        "%10.1f ms %5.1f %% %4d x %s%n",
                                        entry.getValue()[0] / 1e3,
                                        100 * entry.getValue()[0] / total,
                                        entry.getValue()[1],
                                        entry.getKey()));
    }

    private static PackedBatch full(Vocabulary vocabulary, int rows, int width) {
        Random random = new Random(1);
        List<PackedBatch.Placed> placed = new ArrayList<>();
        for (int row = 0; row < rows; row++) {
            int column = 0;
            while (width - column >= SHORTEST) {
                int length =
                        Math.min(width - column, SHORTEST + random.nextInt(LONGEST - SHORTEST));
                placed.add(new PackedBatch.Placed(made(vocabulary, random, length), row, column));
                column += length;
            }
        }
        return new PackedBatch(rows, width, placed);
    }

    private static Sequence made(Vocabulary vocabulary, Random random, int length) {
        int pieces = length - Sequence.length(0);
        int[] ids = random.ints(pieces, 0, vocabulary.size()).toArray();
        int[] none = new int[pieces];
        return Sequence.single(vocabulary, new Pieces(ids, none, none, none), 0, pieces);
    }
}
