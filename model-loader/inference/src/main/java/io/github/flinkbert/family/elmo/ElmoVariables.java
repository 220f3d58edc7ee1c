package io.github.flinkbert.family.elmo;

import io.github.flinkbert.failure.CheckpointException;
import io.github.flinkbert.tensor.Weights;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.ndarray.buffer.FloatDataBuffer;

/**
 * The variables of an ELMo as its graph takes them, out of bilm-tf's: both directions of an LSTM
 * one above the other, what meets the input apart from what meets the state.
 *
 * <p>Of LSTM {@code i}: {@code lstm_i/input} [2, input, 4 × dim], {@code lstm_i/state} [2,
 * projection, 4 × dim], {@code lstm_i/bias} [2, 1, 4 × dim] with the 1 that TensorFlow's cell adds
 * to the forget gate, {@code lstm_i/projection} [2, dim, projection]; gates in the order input,
 * candidate, forget, output. Others are called and laid out as in the file, but that {@code
 * char_embed} has a row of zeros before its first.
 *
 * <p>Source: {@code _pretrained_initializer} of bilm-tf's {@code model.py}.
 */
final class ElmoVariables implements Weights {

    static final String CHARACTERS = "char_embed";

    private static final int CHARACTER_ROWS = 261;
    private static final int GATES = 4;

    private record Made(Shape shape, Supplier<float[]> values) {}

    private final HdfFileWeights file;
    private final ElmoOptions options;
    private final Map<String, Made> made = new LinkedHashMap<>();
    private final Map<String, Shape> expected = new HashMap<>();

    /**
     * @throws CheckpointException if a variable is missing, or its shape is not as the options say,
     *     or there are more than these say
     */
    ElmoVariables(HdfFileWeights file, ElmoOptions options) {
        this.file = file;
        this.options = options;
        words();
        for (int layer = 0; layer < options.layers(); layer++) {
            lstm(layer);
        }
        for (String name : file.names()) {
            boolean builds = name.startsWith("CNN") || name.startsWith("RNN");
            if (builds && !expected.containsKey(name)) {
                throw new CheckpointException(
                        "the weights have %s, of which the options say nothing".formatted(name));
            }
        }
    }

    private void words() {
        long dim = options.characterDim();
        require(CHARACTERS, CHARACTER_ROWS, dim);
        made.put(
                CHARACTERS,
                new Made(Shape.of(CHARACTER_ROWS + 1, dim), () -> behindZeros((int) dim)));
        for (int i = 0; i < options.filters().size(); i++) {
            ElmoOptions.Filter filter = options.filters().get(i);
            same("CNN/W_cnn_" + i, 1, filter.width(), dim, filter.count());
            same("CNN/b_cnn_" + i, filter.count());
        }
        long filters = options.filterCount();
        for (int i = 0; i < options.highways(); i++) {
            for (String gate : new String[] {"carry", "transform"}) {
                same("CNN_high_%d/W_%s".formatted(i, gate), filters, filters);
                same("CNN_high_%d/b_%s".formatted(i, gate), filters);
            }
        }
        if (options.projectsWords()) {
            same("CNN_proj/W_proj", filters, options.projection());
            same("CNN_proj/b_proj", options.projection());
        }
    }

    private float[] behindZeros(int dim) {
        float[] rows = file.read(CHARACTERS);
        float[] wide = new float[rows.length + dim];
        System.arraycopy(rows, 0, wide, dim, rows.length);
        return wide;
    }

    private void lstm(int layer) {
        int projection = options.projection();
        int gates = GATES * options.dim();
        int half = projection * gates;
        for (int direction = 0; direction < 2; direction++) {
            require(cell(direction, layer, "W_0"), 2L * projection, gates);
            require(cell(direction, layer, "B"), gates);
            if (options.projectsCells()) {
                require(cell(direction, layer, "W_P_0"), options.dim(), projection);
            }
        }
        String at = "lstm_" + layer + "/";
        Shape kernel = Shape.of(2, projection, gates);
        made.put(at + "input", new Made(kernel, () -> both(layer, "W_0", 0, half)));
        made.put(at + "state", new Made(kernel, () -> both(layer, "W_0", half, half)));
        made.put(at + "bias", new Made(Shape.of(2, 1, gates), () -> bias(layer, gates)));
        if (options.projectsCells()) {
            made.put(
                    at + "projection",
                    new Made(
                            Shape.of(2, options.dim(), projection),
                            () -> both(layer, "W_P_0", 0, options.dim() * projection)));
        }
    }

    private static String cell(int direction, int layer, String name) {
        return "RNN_%d/RNN/MultiRNNCell/Cell%d/LSTMCell/%s".formatted(direction, layer, name);
    }

    /** A stretch of a variable of both directions. */
    private float[] both(int layer, String name, int from, int length) {
        float[] both = new float[2 * length];
        for (int direction = 0; direction < 2; direction++) {
            float[] one = file.read(cell(direction, layer, name));
            System.arraycopy(one, from, both, direction * length, length);
        }
        return both;
    }

    private float[] bias(int layer, int gates) {
        float[] both = both(layer, "B", 0, gates);
        int forget = 2 * options.dim();
        for (int direction = 0; direction < 2; direction++) {
            for (int i = 0; i < options.dim(); i++) {
                both[direction * gates + forget + i]++;
            }
        }
        return both;
    }

    private void same(String name, long... shape) {
        require(name, shape);
        made.put(name, new Made(Shape.of(shape), () -> file.read(name)));
    }

    private void require(String name, long... shape) {
        expected.put(name, Shape.of(shape));
        Shape found = file.shape(name);
        if (!Arrays.equals(found.asArray(), shape)) {
            throw new CheckpointException(
                    "%s has the shape %s; the options make it %s"
                            .formatted(name, found, Shape.of(shape)));
        }
    }

    @Override
    public Set<String> names() {
        return made.keySet();
    }

    @Override
    public Shape shape(String name) {
        return known(name).shape();
    }

    @Override
    public void read(String name, FloatDataBuffer into) {
        into.write(known(name).values().get());
    }

    private Made known(String name) {
        Made found = made.get(name);
        if (found == null) {
            throw new CheckpointException("there is no variable " + name);
        }
        return found;
    }
}
