package io.github.flinkbert.encoder;

import io.github.flinkbert.checkpoint.Pooling;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/**
 * Runs batches of a few shapes, each several times and differently filled, on a compiled encoder.
 */
final class XlaProcess {

    /** Rows and their length. */
    static final List<int[]> SHAPES =
            List.of(new int[] {1, 16}, new int[] {4, 16}, new int[] {2, 64});

    private static final int TIMES = 4;

    private XlaProcess() {}

    public static void main(String[] arguments) {
        Random random = new Random(3);
        try (Encoder encoder =
                Encoder.load(
                        Miniatures.config(),
                        Miniatures.weights(Miniatures.config(), 7),
                        Miniatures.VOCABULARY.maskId(),
                        XlaTest.settings(XlaTest.COMPILED))) {
            for (int time = 0; time < TIMES; time++) {
                for (int[] shape : SHAPES) {
                    List<Output> outputs =
                            List.of(new Output.Pooled(Output.RELEASE, Pooling.MEAN, 2));
                    var unused = encoder.run(batch(shape[0], shape[1], random), outputs);
                }
            }
        }
    }

    /** As many sequences as chance will have, so that the heads' shapes differ. */
    private static PackedBatch batch(int rows, int length, Random random) {
        List<PackedBatch.Placed> placed = new ArrayList<>();
        for (int row = 0; row < rows; row++) {
            int half = length / 2;
            placed.add(
                    new PackedBatch.Placed(
                            Miniatures.sequence(random, 2 + random.nextInt(half - 2)), row, 0));
            if (random.nextBoolean()) {
                placed.add(new PackedBatch.Placed(Miniatures.sequence(random, half), row, half));
            }
        }
        return new PackedBatch(rows, length, placed);
    }
}
