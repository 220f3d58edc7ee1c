package io.github.flinkbert.testbed.chaos;

import io.github.flinkbert.checkpoint.Activation;
import io.github.flinkbert.checkpoint.BertConfig;
import io.github.flinkbert.checkpoint.GoogleCheckpointWriter;
import io.github.flinkbert.checkpoint.RandomWeights;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A small BERT that knows nothing: all of a model's work, little of its time. */
final class RandomModel {

    private static final int LAYERS = 2;
    private static final int WIDTH = 64;
    private static final int HEADS = 2;
    private static final int POSITIONS = 128;

    private RandomModel() {}

    static Path write(Path folder, long seed) throws IOException {
        List<String> pieces = vocabulary();
        BertConfig config =
                new BertConfig(
                        pieces.size(),
                        WIDTH,
                        LAYERS,
                        HEADS,
                        4 * WIDTH,
                        POSITIONS,
                        2,
                        Activation.GELU_TANH,
                        BertConfig.GOOGLE_LAYER_NORM_EPSILON);
        GoogleCheckpointWriter.write(folder, config, pieces, new RandomWeights(config, seed));
        return folder;
    }

    /** The special pieces, and letters at the beginning of words and within. */
    private static List<String> vocabulary() {
        List<String> pieces =
                new ArrayList<>(List.of("[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]"));
        for (char c = '!'; c <= '~'; c++) {
            pieces.add(String.valueOf(c));
        }
        for (char c = '0'; c <= 'z'; c++) {
            if (Character.isLetterOrDigit(c)) {
                pieces.add("##" + c);
            }
        }
        return pieces;
    }
}
