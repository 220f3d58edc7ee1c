package io.github.flinkbert.encoder;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.github.flinkbert.checkpoint.Activation;
import io.github.flinkbert.checkpoint.BertConfig;
import io.github.flinkbert.checkpoint.Pooling;
import io.github.flinkbert.encoder.EncoderSettings.KernelChoice;
import io.github.flinkbert.encoder.EncoderSettings.NumberFormat;
import io.github.flinkbert.tensor.Matrix;
import io.github.flinkbert.testing.SeedOfProperties;
import io.github.flinkbert.text.Sequence;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.ShrinkingMode;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.lifecycle.AddLifecycleHook;
import net.jqwik.api.lifecycle.AfterContainer;

/**
 * A text's result is the same alone, beside any neighbours, in any order, at any place of any
 * shape.
 */
@AddLifecycleHook(SeedOfProperties.class)
class PackingPropertyTest {

    private static final float FLOAT32 = 1e-5f;

    /** The miniatures' hidden states are of order 1; bfloat16 keeps 8 bits of each product. */
    private static final float BFLOAT16 = 0.1f;

    private static final List<Output> OUTPUTS =
            List.of(
                    new Output.TokenVectors(Output.RELEASE, 2),
                    new Output.Pooled(Output.RELEASE, Pooling.CLS, 2),
                    new Output.Pooled(Output.RELEASE, Pooling.MEAN, 1),
                    new Output.Pooled(Output.RELEASE, Pooling.MAX, 2),
                    new Output.Pooled(Output.RELEASE, Pooling.CLS_POOLER, 2));

    private static final Encoder SINGLE = load(NumberFormat.FLOAT32);
    private static final Encoder HALF = load(NumberFormat.BFLOAT16);

    private static Encoder load(NumberFormat format) {
        BertConfig config = Miniatures.config(2, Activation.GELU_TANH);
        return Miniatures.load(config, Miniatures.weights(config, 8), format, KernelChoice.BEST);
    }

    @AfterContainer
    static void close() {
        SINGLE.close();
        HALF.close();
    }

    @Property(tries = 60, shrinking = ShrinkingMode.OFF)
    void neighboursOrderAndShapeChangeNothing(
            @ForAll long seed,
            @ForAll @IntRange(min = 1, max = 5) int rows,
            @ForAll @IntRange(min = 2, max = Miniatures.LONGEST) int length) {
        check(SINGLE, FLOAT32, seed, rows, length);
    }

    @Property(tries = 20, shrinking = ShrinkingMode.OFF)
    void inBfloat16NothingButNoise(
            @ForAll long seed,
            @ForAll @IntRange(min = 1, max = 5) int rows,
            @ForAll @IntRange(min = 2, max = Miniatures.LONGEST) int length) {
        check(HALF, BFLOAT16, seed, rows, length);
    }

    private static void check(Encoder encoder, float tolerance, long seed, int rows, int length) {
        PackedBatch batch = batch(new Random(seed), rows, length);
        List<Matrix> packed = encoder.run(batch, OUTPUTS);
        int firstToken = 0;
        for (int i = 0; i < batch.placed().size(); i++) {
            Sequence sequence = batch.placed().get(i).sequence();
            List<Matrix> alone = encoder.run(Miniatures.alone(sequence), OUTPUTS);
            for (int t = 0; t < sequence.length(); t++) {
                assertSame(packed.get(0).row(firstToken + t), alone.get(0).row(t), tolerance);
            }
            for (int pooled = 1; pooled < OUTPUTS.size(); pooled++) {
                assertSame(packed.get(pooled).row(i), alone.get(pooled).row(0), tolerance);
            }
            firstToken += sequence.length();
        }
    }

    /** Rows filled from the left with gaps of padding here and there, in shuffled order. */
    private static PackedBatch batch(Random random, int rows, int length) {
        List<PackedBatch.Placed> placed = new ArrayList<>();
        for (int row = 0; row < rows; row++) {
            int column = random.nextInt(3);
            while (column + 2 <= length) {
                int tokens = 2 + random.nextInt(length - column - 1);
                Sequence sequence = Miniatures.sequence(random, tokens);
                placed.add(new PackedBatch.Placed(sequence, row, column));
                column += tokens + random.nextInt(3);
            }
        }
        if (placed.isEmpty()) {
            placed.add(new PackedBatch.Placed(Miniatures.sequence(random, 2), 0, 0));
        }
        Collections.shuffle(placed, random);
        return new PackedBatch(rows, length, placed);
    }

    private static void assertSame(float[] found, float[] expected, float tolerance) {
        for (int i = 0; i < expected.length; i++) {
            assertThat(found[i]).isCloseTo(expected[i], within(tolerance));
        }
    }
}
