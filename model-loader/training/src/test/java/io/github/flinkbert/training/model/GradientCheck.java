package io.github.flinkbert.training.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.github.flinkbert.checkpoint.MiniatureCheckpoint;
import io.github.flinkbert.encoder.PackedBatch;
import io.github.flinkbert.tensor.Matrix;
import io.github.flinkbert.testing.RandomSeed;
import io.github.flinkbert.text.Casing;
import io.github.flinkbert.text.Pieces;
import io.github.flinkbert.text.Sequence;
import io.github.flinkbert.text.Tokenizer;
import io.github.flinkbert.text.Vocabulary;
import io.github.flinkbert.text.WordPieceTokenizer;
import io.github.flinkbert.training.graph.State;
import io.github.flinkbert.training.objective.Example;
import io.github.flinkbert.training.setting.Optimization;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.function.DoubleSupplier;
import org.tensorflow.Tensor;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.ndarray.buffer.DataBuffers;
import org.tensorflow.types.TFloat32;

/**
 * A miniature model, three texts in two rows of 16 places, and the backward pass of a graph against
 * differences of its loss, in float32 and with dropout, which is the same for the same seed.
 */
public final class GradientCheck {

    private static final double STEP = 3e-3;
    private static final long DRAWN = 7;
    private static final int WIDTH = 32;

    private final MiniatureCheckpoint model =
            MiniatureCheckpoint.of(MiniatureCheckpoint.smallVocabulary(), 5);
    private final PackedBatch batch = batch(Vocabulary.of(model.pieces()));

    private static PackedBatch batch(Vocabulary vocabulary) {
        Tokenizer tokenizer = new WordPieceTokenizer(vocabulary, Casing.CASED);
        int[][] places = {{0, 0}, {0, 9}, {1, 3}};
        String[] texts = {"the cat", "was in", "of 7 is on"};
        List<PackedBatch.Placed> placed = new ArrayList<>();
        for (int i = 0; i < texts.length; i++) {
            Pieces pieces = tokenizer.tokenize(texts[i]);
            placed.add(
                    new PackedBatch.Placed(
                            Sequence.single(vocabulary, pieces, 0, pieces.size()),
                            places[i][0],
                            places[i][1]));
        }
        return new PackedBatch(2, 16, placed);
    }

    public MiniatureCheckpoint model() {
        return model;
    }

    /** The sequences of the three texts. */
    public List<Sequence> sequences() {
        return batch.placed().stream().map(PackedBatch.Placed::sequence).toList();
    }

    /** What lies below the trained layers, places x width: the same each time. */
    private static Tensor features(PackedBatch batch) {
        float[] values = new float[batch.places() * WIDTH];
        Random random = new Random(3);
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) random.nextGaussian();
        }
        return TFloat32.tensorOf(Shape.of(batch.places(), WIDTH), DataBuffers.of(values));
    }

    /** The loss of the three texts, whose gradients the graph adds up. */
    public double learn(TrainedGraph graph, List<? extends Example> examples) {
        return graph.learn(GradientCheck::features, batch, examples, DRAWN);
    }

    /** What the graph gives for each of the three texts. */
    public List<Matrix> scores(TrainedGraph graph) {
        return graph.scores(GradientCheck::features, batch);
    }

    /** Moves all trained values a little: some begin at zero, where others have no gradient. */
    public static void shake(State state, long usualSeed) {
        Random random = RandomSeed.random(usualSeed);
        for (String name : state.shapes().keySet()) {
            float[] value = state.value(name);
            for (int i = 0; i < value.length; i++) {
                value[i] += (float) (0.1 * random.nextGaussian());
            }
            state.setValue(name, value);
        }
    }

    /**
     * Compares the gradients of all trained values, at values that are not those of the start.
     *
     * @return the names of the trained values
     */
    public Set<String> check(TrainedGraph graph, List<? extends Example> examples) {
        State state = graph.state();
        shake(state, 1);
        learn(graph, examples);
        compare(state, () -> learn(graph, examples));
        return state.shapes().keySet();
    }

    /** The gradients that runs have added up so far; later ones add to it. */
    public static Map<String, float[]> gradients(State state) {
        Map<String, float[]> gradients = new LinkedHashMap<>();
        for (String name : state.shapes().keySet()) {
            gradients.put(name, state.slot("GRADIENT|" + name));
        }
        return gradients;
    }

    /**
     * Compares the gradients of one run, which was made, with what the loss gains on a step along
     * them.
     *
     * @param loss makes another run
     */
    public static void compare(State state, DoubleSupplier loss) {
        gradients(state)
                .forEach(
                        (name, gradient) -> {
                            // A bias that all scores share has none.
                            double length = Math.max(norm(gradient), 1e-6);
                            float[] value = state.value(name);
                            state.setValue(name, moved(value, gradient, STEP / length));
                            double above = loss.getAsDouble();
                            state.setValue(name, moved(value, gradient, -STEP / length));
                            double below = loss.getAsDouble();
                            state.setValue(name, value);
                            assertThat((above - below) / (2 * STEP))
                                    .as(name)
                                    .isCloseTo(length, within(2e-3 + 0.02 * length));
                        });
    }

    /** The usual settings but for the dropout. */
    public static Optimization withDropout(double dropout) {
        Optimization usual = Optimization.DEFAULT;
        return new Optimization(
                usual.epochs(),
                usual.batchTokens(),
                usual.accumulation(),
                usual.learningRate(),
                usual.warmUpShare(),
                usual.weightDecay(),
                usual.clipNorm(),
                dropout,
                usual.maxSteps());
    }

    private static float[] moved(float[] values, float[] along, double by) {
        float[] moved = values.clone();
        for (int i = 0; i < moved.length; i++) {
            moved[i] += (float) (by * along[i]);
        }
        return moved;
    }

    private static double norm(float[] values) {
        double sum = 0;
        for (float value : values) {
            sum += (double) value * value;
        }
        return Math.sqrt(sum);
    }
}
