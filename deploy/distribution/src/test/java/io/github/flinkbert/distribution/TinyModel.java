package io.github.flinkbert.distribution;

import io.github.flinkbert.checkpoint.Activation;
import io.github.flinkbert.checkpoint.BertConfig;
import io.github.flinkbert.checkpoint.GoogleCheckpointWriter;
import io.github.flinkbert.checkpoint.RandomWeights;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A model of two small layers, of random weights, whose pieces are letters. */
final class TinyModel {

    /** The length of its vectors. */
    static final int SIZE = 32;

    private TinyModel() {}

    /** Writes it, and returns the folder. */
    static Path write(Path folder) throws IOException {
        List<String> pieces =
                new ArrayList<>(List.of("[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]"));
        for (char c = 'a'; c <= 'z'; c++) {
            pieces.addAll(List.of(String.valueOf(c), "##" + c));
        }
        BertConfig config =
                new BertConfig(pieces.size(), SIZE, 2, 2, 64, 64, 2, Activation.GELU_TANH, 1e-12);
        GoogleCheckpointWriter.write(folder, config, pieces, new RandomWeights(config, 5));
        return folder;
    }
}
