package io.github.flinkbert.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.flinkbert.failure.CheckpointException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tensorflow.ndarray.buffer.DataBuffers;

final class RandomWeightsTest {

    private static final String BIAS = "bert/encoder/layer_1/output/dense/bias";

    private final BertConfig config =
            new BertConfig(
                    MiniatureCheckpoint.smallVocabulary().size(),
                    16,
                    2,
                    2,
                    32,
                    64,
                    2,
                    Activation.GELU_TANH,
                    1e-12);

    @TempDir Path folder;

    @Test
    void areTheSameForTheSameSeedAndOthersForAnother() {
        assertThat(values(1, BIAS)).isEqualTo(values(1, BIAS)).isNotEqualTo(values(2, BIAS));
        assertThat(values(1, BIAS))
                .isNotEqualTo(values(1, "bert/encoder/layer_0/output/dense/bias"));
    }

    @Test
    void makeACheckpointThatOpens() throws Exception {
        GoogleCheckpointWriter.write(
                folder,
                config,
                MiniatureCheckpoint.smallVocabulary(),
                new RandomWeights(config, 7));

        try (Checkpoint checkpoint = Checkpoints.open(folder.toString())) {
            assertThat(checkpoint.config()).isEqualTo(config);
        }
    }

    @Test
    void refuseAnUnknownName() {
        assertThatThrownBy(() -> new RandomWeights(config, 1).shape("bert/colour"))
                .isInstanceOf(CheckpointException.class)
                .hasMessage("a random BERT has no variable bert/colour");
    }

    private float[] values(long seed, String name) {
        RandomWeights weights = new RandomWeights(config, seed);
        float[] values = new float[(int) weights.shape(name).size()];
        weights.read(name, DataBuffers.of(values, false, false));
        return values;
    }
}
