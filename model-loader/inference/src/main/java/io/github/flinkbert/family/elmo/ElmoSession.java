package io.github.flinkbert.family.elmo;

import io.github.flinkbert.encoder.EncoderSettings;
import io.github.flinkbert.encoder.GraphSession;
import io.github.flinkbert.encoder.Variables;
import io.github.flinkbert.tensor.Weights;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.tensorflow.Result;
import org.tensorflow.Session;
import org.tensorflow.Tensor;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.ndarray.buffer.DataBuffers;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt32;

/**
 * An ELMo's graph and its runs. Thread-safe: nothing is kept between runs, the LSTMs' states
 * neither.
 */
final class ElmoSession implements AutoCloseable {

    /** Words that are read at once: their filters' results take some 100 MB of a large model. */
    private static final int WORDS = 256;

    /** Kernels are made and kept for each shape, so shapes are few. */
    private static final int WORD_STEP = 16;

    private static final int CHARACTER_STEP = 8;
    private static final int TOKEN_STEP = 32;

    private final ElmoOptions options;
    private final GraphSession session;
    private final CharacterGraph words;
    private final List<LstmGraph> layers = new ArrayList<>();

    /**
     * @param weights as of {@link ElmoVariables}
     */
    ElmoSession(ElmoOptions options, Weights weights, EncoderSettings settings) {
        this.options = options;
        session = GraphSession.open(settings);
        try {
            Variables<TFloat32> variables =
                    new Variables<>(session.ops(), TFloat32.class, weights, "release/");
            words = CharacterGraph.of(session.ops(), options, variables);
            for (int layer = 0; layer < options.layers(); layer++) {
                layers.add(LstmGraph.of(session.ops(), options, variables, layer));
            }
            session.load(variables);
        } catch (RuntimeException e) {
            session.close();
            throw e;
        }
    }

    /**
     * Words' own vectors.
     *
     * @param characters of each word, as many as the model has
     * @return [words, projection]
     */
    float[] words(List<int[]> characters) {
        float[] vectors = new float[characters.size() * options.projection()];
        for (int from = 0; from < characters.size(); from += WORDS) {
            int to = Math.min(characters.size(), from + WORDS);
            float[] some = chunk(characters.subList(from, to));
            System.arraycopy(
                    some,
                    0,
                    vectors,
                    from * options.projection(),
                    (to - from) * options.projection());
        }
        return vectors;
    }

    private float[] chunk(List<int[]> characters) {
        // What is read of padding is the same wherever it is, so that one window of it is enough.
        int used = characters.stream().mapToInt(WordCharacters::used).max().orElse(0);
        int length =
                Math.min(options.wordLength(), roundUp(used + options.widest(), CHARACTER_STEP));
        int rows = roundUp(characters.size(), WORD_STEP);
        int[] ids = new int[rows * length];
        Arrays.fill(ids, WordCharacters.PADDING);
        for (int word = 0; word < characters.size(); word++) {
            System.arraycopy(characters.get(word), 0, ids, word * length, length);
        }
        try (TInt32 fed = TInt32.tensorOf(Shape.of(rows, length), DataBuffers.of(ids));
                Result result =
                        session.run(
                                session.runner()
                                        .feed(words.characters(), fed)
                                        .fetch(words.vectors()))) {
            return floats(result.get(0));
        }
    }

    /**
     * What one layer's LSTMs give, from states of zeros.
     *
     * @param input [2, tokens, projection], in the order of the steps
     * @return [2, tokens, projection], likewise
     */
    float[] layer(int layer, float[] input, StepOrder order) {
        LstmGraph graph = layers.get(layer);
        int width = options.projection();
        int tokens = order.size();
        int rows = roundUp(tokens, TOKEN_STEP);
        float[] padded = new float[2 * rows * width];
        System.arraycopy(input, 0, padded, 0, tokens * width);
        System.arraycopy(input, tokens * width, padded, rows * width, tokens * width);
        try (TFloat32 fed = tensor(padded, rows, width);
                Result gates =
                        session.run(
                                session.runner().feed(graph.input(), fed).fetch(graph.gates()))) {
            return steps(graph, gates.get(0), order);
        }
    }

    private float[] steps(LstmGraph graph, Tensor gates, StepOrder order) {
        int width = options.projection();
        float[] given = new float[2 * order.size() * width];
        Tensor state = zeros(order.count(0), width);
        Tensor cell = zeros(order.count(0), options.dim());
        try {
            for (int step = 0; step < order.steps(); step += LstmGraph.STEPS) {
                int[] firsts = new int[LstmGraph.STEPS];
                int[] counts = new int[LstmGraph.STEPS];
                for (int i = 0; i < LstmGraph.STEPS; i++) {
                    firsts[i] = order.first(step + i);
                    counts[i] = order.count(step + i);
                }
                try (TInt32 fedFirsts = TInt32.vectorOf(firsts);
                        TInt32 fedCounts = TInt32.vectorOf(counts)) {
                    Session.Runner runner =
                            session.runner()
                                    .feed(graph.fedGates(), gates)
                                    .feed(graph.firsts(), fedFirsts)
                                    .feed(graph.counts(), fedCounts)
                                    .feed(graph.state(), state)
                                    .feed(graph.cell(), cell)
                                    .fetch(graph.given())
                                    .fetch(graph.lastState())
                                    .fetch(graph.lastCell());
                    Result result = session.run(runner);
                    state.close();
                    cell.close();
                    state = result.get(1);
                    cell = result.get(2);
                    try (Tensor of = result.get(0)) {
                        copy(floats(of), given, firsts[0] * width, order.size() * width);
                    }
                }
            }
            return given;
        } finally {
            state.close();
            cell.close();
        }
    }

    /** Both directions' halves, each to its place. */
    private static void copy(float[] halves, float[] into, int at, int direction) {
        int half = halves.length / 2;
        System.arraycopy(halves, 0, into, at, half);
        System.arraycopy(halves, half, into, direction + at, half);
    }

    private static TFloat32 zeros(int rows, int width) {
        return tensor(new float[2 * rows * width], rows, width);
    }

    private static TFloat32 tensor(float[] values, int rows, int width) {
        return TFloat32.tensorOf(Shape.of(2, rows, width), DataBuffers.of(values, true, false));
    }

    private static float[] floats(Tensor tensor) {
        float[] values = new float[Math.toIntExact(tensor.shape().size())];
        if (values.length > 0) {
            tensor.asRawTensor().data().asFloats().read(values);
        }
        return values;
    }

    private static int roundUp(int number, int step) {
        return (number + step - 1) / step * step;
    }

    @Override
    public void close() {
        session.close();
    }
}
