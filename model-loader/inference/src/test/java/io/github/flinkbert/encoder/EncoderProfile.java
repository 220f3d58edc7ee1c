package io.github.flinkbert.encoder;

import io.github.flinkbert.checkpoint.Checkpoint;
import io.github.flinkbert.checkpoint.Checkpoints;
import io.github.flinkbert.checkpoint.Pooling;
import io.github.flinkbert.text.Pieces;
import io.github.flinkbert.text.Sequence;
import io.github.flinkbert.text.Vocabulary;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.tensorflow.Graph;
import org.tensorflow.Result;
import org.tensorflow.Session;
import org.tensorflow.Tensor;
import org.tensorflow.proto.DeviceStepStats;
import org.tensorflow.proto.NodeExecStats;
import org.tensorflow.proto.RunOptions;
import org.tensorflow.types.TBfloat16;

/**
 * Where an encoder's time goes, op by op, by TensorFlow's own step stats: bfloat16, rows of 128
 * packed full, mean pooling. Run it with
 *
 * <pre>
 * mvn -q -pl model-loader/inference test-compile exec:java -Dexec.classpathScope=test \
 *     -Dexec.mainClass=io.github.flinkbert.encoder.EncoderProfile -Dexec.args=CHECKPOINT
 * </pre>
 */
public final class EncoderProfile {

    private static final int ROWS = 8;
    private static final int LENGTH = 128;
    private static final int WARM_UP = 5;
    private static final int SHORTEST = 16;
    private static final int LONGEST = 64;

    private EncoderProfile() {}

    public static void main(String[] arguments) {
        int cores = Runtime.getRuntime().availableProcessors();
        EncoderSettings settings =
                new EncoderSettings(
                        EncoderSettings.NumberFormat.BFLOAT16,
                        EncoderSettings.KernelChoice.ONE_DNN,
                        cores,
                        1);
        try (Checkpoint checkpoint = Checkpoints.open(arguments[0]);
                Graph graph = new Graph();
                Session session = new Session(graph, EncoderLoader.session(settings))) {
            EncoderGraph<TBfloat16> nodes =
                    new EncoderGraph<>(
                            graph,
                            checkpoint.config(),
                            checkpoint.weights(),
                            new OneDnnKernels(),
                            TBfloat16.class,
                            Placement.CPU);
            Output mean =
                    new Output.Pooled(Output.RELEASE, Pooling.MEAN, checkpoint.config().layers());
            nodes.build(mean);
            nodes.load(session);
            PackedBatch batch = full(checkpoint.vocabulary());
            for (int i = 0; i < WARM_UP; i++) {
                run(session, nodes, mean, batch);
            }
            print(run(session, nodes, mean, batch));
        }
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

    private static void print(Map<String, long[]> microsByOp) {
        double total = microsByOp.values().stream().mapToLong(sum -> sum[0]).sum();
        System.out.printf("%10.1f ms in all, %d x %d tokens%n", total / 1e3, ROWS, LENGTH);
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

    private static PackedBatch full(Vocabulary vocabulary) {
        Random random = new Random(1);
        List<PackedBatch.Placed> placed = new ArrayList<>();
        for (int row = 0; row < ROWS; row++) {
            int column = 0;
            while (LENGTH - column >= SHORTEST) {
                int length =
                        Math.min(LENGTH - column, SHORTEST + random.nextInt(LONGEST - SHORTEST));
                placed.add(new PackedBatch.Placed(made(vocabulary, random, length), row, column));
                column += length;
            }
        }
        return new PackedBatch(ROWS, LENGTH, placed);
    }

    private static Sequence made(Vocabulary vocabulary, Random random, int length) {
        int pieces = length - Sequence.length(0);
        int[] ids = random.ints(pieces, 0, vocabulary.size()).toArray();
        int[] none = new int[pieces];
        return Sequence.single(vocabulary, new Pieces(ids, none, none, none), 0, pieces);
    }
}
