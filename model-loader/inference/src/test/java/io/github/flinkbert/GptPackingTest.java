package io.github.flinkbert;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.github.flinkbert.checkpoint.CacheInTempFolder;
import io.github.flinkbert.checkpoint.Checkpoint;
import io.github.flinkbert.checkpoint.Checkpoints;
import io.github.flinkbert.checkpoint.Pooling;
import io.github.flinkbert.encoder.EncoderSettings;
import io.github.flinkbert.encoder.EncoderSettings.KernelChoice;
import io.github.flinkbert.encoder.EncoderSettings.NumberFormat;
import io.github.flinkbert.encoder.Output;
import io.github.flinkbert.encoder.PackedBatch;
import io.github.flinkbert.encoder.SequenceEncoder;
import io.github.flinkbert.family.ModelFamilies;
import io.github.flinkbert.tensor.Matrix;
import io.github.flinkbert.testing.RandomSeed;
import io.github.flinkbert.text.Pieces;
import io.github.flinkbert.text.Sequence;
import io.github.flinkbert.text.Tokenizer;
import io.github.flinkbert.text.Vocabulary;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A sequence's results are the same alone and anywhere in any batch. */
@Timeout(120)
class GptPackingTest {

    private static final int LENGTH = 40;

    private static final List<Output> OUTPUTS =
            List.of(
                    new Output.TokenVectors(Output.RELEASE, 2),
                    new Output.LogProbabilities(),
                    new Output.TokenVectors(Output.RELEASE, 1),
                    new Output.Pooled(Output.RELEASE, Pooling.LAST_TOKEN, 2),
                    new Output.NextPieces(4));

    /** Outputs before this one have a row a token, the others one a sequence. */
    private static final int OF_SEQUENCES = 3;

    @RegisterExtension final CacheInTempFolder cache = new CacheInTempFolder();
    @TempDir Path temp;

    @ParameterizedTest
    @CsvSource({
        "true, FLOAT32, BEST, 1e-5",
        "false, FLOAT32, BEST, 1e-5",
        "true, FLOAT32, PORTABLE, 1e-5",
        "false, FLOAT32, PORTABLE, 1e-5",
        "true, BFLOAT16, BEST, 0.1",
        "false, BFLOAT16, PORTABLE, 0.1",
        "true, FLOAT16, PORTABLE, 0.05"
    })
    void neighboursOrderAndPlaceChangeNothing(
            boolean second, NumberFormat format, KernelChoice kernels, float tolerance)
            throws IOException {
        GptMiniature model =
                second ? GptMiniature.second(UnaryOperator.identity()) : GptMiniature.first();
        Path folder = model.writeHub(temp.resolve("model"), "", "");
        try (Checkpoint checkpoint = Checkpoints.open(folder.toString())) {
            Tokenizer tokenizer = checkpoint.tokenizer(checkpoint.casing().orElseThrow());
            EncoderSettings settings = new EncoderSettings(format, kernels, 2);
            try (SequenceEncoder encoder =
                    ModelFamilies.of(checkpoint).load(checkpoint, tokenizer, settings, LENGTH)) {
                Random random = RandomSeed.random(77);
                for (int i = 0; i < 8; i++) {
                    check(encoder, batch(random, tokenizer.vocabulary()), tolerance);
                }
            }
        }
    }

    private static void check(SequenceEncoder encoder, PackedBatch batch, float tolerance) {
        List<Matrix> packed = encoder.run(batch, OUTPUTS);
        int firstToken = 0;
        for (int i = 0; i < batch.placed().size(); i++) {
            Sequence sequence = batch.placed().get(i).sequence();
            PackedBatch alone =
                    new PackedBatch(
                            1, sequence.length(), List.of(new PackedBatch.Placed(sequence, 0, 0)));
            List<Matrix> expected = encoder.run(alone, OUTPUTS);
            for (int output = 0; output < OUTPUTS.size() - 1; output++) {
                int rows = output < OF_SEQUENCES ? sequence.length() : 1;
                int first = output < OF_SEQUENCES ? firstToken : i;
                for (int row = 0; row < rows; row++) {
                    assertSame(
                            packed.get(output).row(first + row),
                            expected.get(output).row(row),
                            tolerance);
                }
            }
            assertThat(packed.get(1).get(firstToken, 0)).isZero();
            assertThat(packed.get(4).get(i, 4))
                    .isCloseTo(expected.get(4).get(0, 4), within(tolerance));
            firstToken += sequence.length();
        }
    }

    private static void assertSame(float[] found, float[] expected, float tolerance) {
        for (int i = 0; i < expected.length; i++) {
            assertThat(found[i]).isCloseTo(expected[i], within(tolerance));
        }
    }

    /** Rows with gaps of padding here and there, in shuffled order. */
    private static PackedBatch batch(Random random, Vocabulary vocabulary) {
        List<PackedBatch.Placed> placed = new ArrayList<>();
        int rows = 1 + random.nextInt(4);
        for (int row = 0; row < rows; row++) {
            int column = random.nextInt(3);
            while (column + 1 <= LENGTH) {
                int tokens = 1 + random.nextInt(LENGTH - column);
                int[] ids = random.ints(tokens, 0, vocabulary.size()).toArray();
                int[] zeros = new int[tokens];
                Pieces pieces = new Pieces(ids, zeros, zeros, zeros);
                placed.add(
                        new PackedBatch.Placed(
                                Sequence.single(vocabulary, pieces, 0, tokens), row, column));
                column += tokens + random.nextInt(3);
            }
        }
        Collections.shuffle(placed, random);
        return new PackedBatch(rows, LENGTH, placed);
    }
}
