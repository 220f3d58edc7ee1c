package io.github.flinkbert.encoder;

import io.github.flinkbert.checkpoint.Activation;
import io.github.flinkbert.checkpoint.BertConfig;
import io.github.flinkbert.checkpoint.MiniatureCheckpoint;
import io.github.flinkbert.encoder.EncoderSettings.KernelChoice;
import io.github.flinkbert.encoder.EncoderSettings.NumberFormat;
import io.github.flinkbert.tensor.ArrayWeights;
import io.github.flinkbert.text.Pieces;
import io.github.flinkbert.text.Sequence;
import io.github.flinkbert.text.Vocabulary;
import java.util.List;
import java.util.Random;

/**
 * Small random BERTs, and sequences for them. Their weights are some times greater than a trained
 * model's, so that attention is far from even and a token that sees what it must not see shows.
 */
public final class Miniatures {

    public static final List<String> PIECES = MiniatureCheckpoint.smallVocabulary();
    public static final Vocabulary VOCABULARY = Vocabulary.of(PIECES);
    public static final int LONGEST = 64;

    private static final float STRONGER = 4f;

    private Miniatures() {}

    /** Two layers, Google's activation. */
    public static BertConfig config() {
        return config(2, Activation.GELU_TANH);
    }

    public static BertConfig config(int layers, Activation activation) {
        return new BertConfig(PIECES.size(), 32, layers, 2, 64, LONGEST, 2, activation, 1e-12);
    }

    public static ArrayWeights weights(BertConfig config, long seed) {
        MiniatureCheckpoint mini = MiniatureCheckpoint.of(config, PIECES, seed);
        ArrayWeights weights = mini.weights();
        for (String name : List.copyOf(weights.names())) {
            if (name.endsWith("query/kernel") || name.endsWith("key/kernel")) {
                float[] values = mini.values(name);
                for (int i = 0; i < values.length; i++) {
                    values[i] *= STRONGER;
                }
                weights = weights.with(name, weights.shape(name), values);
            }
        }
        return weights;
    }

    public static Encoder load(
            BertConfig config, ArrayWeights weights, NumberFormat format, KernelChoice kernels) {
        return Encoder.load(
                config, weights, VOCABULARY.maskId(), new EncoderSettings(format, kernels, 2));
    }

    /** Two layers, float32, the best kernels here. */
    public static Encoder load() {
        BertConfig config = config();
        return load(config, weights(config, 7), NumberFormat.FLOAT32, KernelChoice.BEST);
    }

    /** A single sequence or, now and then, a pair; {@code [MASK]}s among its pieces. */
    public static Sequence sequence(Random random, int tokens) {
        if (tokens > 4 && random.nextInt(4) == 0) {
            int first = 1 + random.nextInt(tokens - 4);
            return Sequence.pair(
                    VOCABULARY,
                    pieces(random, first),
                    0,
                    first,
                    pieces(random, tokens - 3 - first),
                    0,
                    tokens - 3 - first);
        }
        return Sequence.single(VOCABULARY, pieces(random, tokens - 2), 0, tokens - 2);
    }

    /** Each sequence alone, in a row of exactly its length. */
    public static PackedBatch alone(Sequence sequence) {
        return new PackedBatch(
                1, sequence.length(), List.of(new PackedBatch.Placed(sequence, 0, 0)));
    }

    private static Pieces pieces(Random random, int count) {
        int[] ids = new int[count];
        for (int i = 0; i < count; i++) {
            ids[i] =
                    random.nextInt(8) == 0
                            ? VOCABULARY.maskId()
                            : VOCABULARY.maskId() + 1 + random.nextInt(PIECES.size() - 104);
        }
        return new Pieces(ids, new int[count], new int[count], new int[count]);
    }
}
