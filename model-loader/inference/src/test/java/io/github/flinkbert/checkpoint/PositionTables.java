package io.github.flinkbert.checkpoint;

import java.util.Random;
import org.tensorflow.ndarray.Shape;

/** Position tables as training leaves them, and as it finds them. */
public final class PositionTables {

    private PositionTables() {}

    /** Rows of which each is like the one before: their cosine is about {@code alike}. */
    public static float[] trained(int rows, int width, double alike, long seed) {
        Random random = new Random(seed);
        float[] table = new float[rows * width];
        double fresh = Math.sqrt(1 - alike * alike);
        for (int i = 0; i < table.length; i++) {
            double drawn = 0.1 * random.nextGaussian();
            table[i] = (float) (i < width ? drawn : alike * table[i - width] + fresh * drawn);
        }
        return table;
    }

    /** The same table with its rows from one on drawn anew, each for itself. */
    public static float[] untrainedFrom(
            int row, float[] table, int width, double deviation, long seed) {
        Random random = new Random(seed);
        float[] broken = table.clone();
        for (int i = row * width; i < broken.length; i++) {
            broken[i] = (float) (deviation * random.nextGaussian());
        }
        return broken;
    }

    /** A miniature of 64 positions, of which so many were trained. */
    public static MiniatureCheckpoint miniature(int trained, double deviation) {
        MiniatureCheckpoint bare = MiniatureCheckpoint.of(MiniatureCheckpoint.smallVocabulary(), 1);
        int rows = bare.config().maxPositions();
        int width = bare.config().hiddenSize();
        float[] table = untrainedFrom(trained, trained(rows, width, 0.97, 2), width, deviation, 3);
        return new MiniatureCheckpoint(
                bare.config(),
                bare.pieces(),
                bare.weights().with(TrainedPositions.TABLE, Shape.of(rows, width), table));
    }
}
