package io.github.flinkbert.family.elmo;

import io.jhdf.HdfFile;
import io.jhdf.WritableHdfFile;
import io.jhdf.api.WritableGroup;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** A small ELMo with random weights, as its files. */
public final class ElmoMiniature {

    /** Two layers, all that the large releases have. */
    static final ElmoOptions USUAL =
            new ElmoOptions(
                    50,
                    4,
                    List.of(
                            new ElmoOptions.Filter(1, 4),
                            new ElmoOptions.Filter(2, 4),
                            new ElmoOptions.Filter(3, 8)),
                    ElmoOptions.Activation.RELU,
                    2,
                    12,
                    6,
                    2,
                    OptionalDouble.of(3),
                    OptionalDouble.of(3),
                    true);

    private final ElmoOptions options;
    private final Map<String, float[]> values = new TreeMap<>();
    private final Map<String, int[]> shapes = new TreeMap<>();
    private final Random random;

    ElmoMiniature(ElmoOptions options, long seed) {
        this.options = options;
        random = new Random(seed);
        int dim = options.characterDim();
        put("char_embed", 261, dim);
        for (int i = 0; i < options.filters().size(); i++) {
            ElmoOptions.Filter filter = options.filters().get(i);
            put("CNN/W_cnn_" + i, 1, filter.width(), dim, filter.count());
            put("CNN/b_cnn_" + i, filter.count());
        }
        int filters = options.filterCount();
        for (int i = 0; i < options.highways(); i++) {
            for (String gate : List.of("carry", "transform")) {
                put("CNN_high_" + i + "/W_" + gate, filters, filters);
                put("CNN_high_" + i + "/b_" + gate, filters);
            }
        }
        int projection = options.projection();
        if (filters != projection) {
            put("CNN_proj/W_proj", filters, projection);
            put("CNN_proj/b_proj", projection);
        }
        for (int direction = 0; direction < 2; direction++) {
            for (int layer = 0; layer < options.layers(); layer++) {
                String at = "RNN_%d/RNN/MultiRNNCell/Cell%d/LSTMCell/".formatted(direction, layer);
                put(at + "W_0", 2 * projection, 4 * options.dim());
                put(at + "B", 4 * options.dim());
                if (projection < options.dim()) {
                    put(at + "W_P_0", options.dim(), projection);
                }
            }
        }
        put("softmax/W", 3, projection); // of the training, and not read
    }

    /** Two layers of vectors of 12 numbers; words of up to 50 characters. */
    public static ElmoMiniature usual(long seed) {
        return new ElmoMiniature(USUAL, seed);
    }

    /** Adds a variable of random numbers. */
    ElmoMiniature put(String name, int... shape) {
        int size = 1;
        for (int each : shape) {
            size *= each;
        }
        float[] numbers = new float[size];
        for (int i = 0; i < size; i++) {
            numbers[i] = (float) random.nextGaussian() * 0.5f;
        }
        return put(name, numbers, shape);
    }

    public ElmoMiniature put(String name, float[] numbers, int... shape) {
        values.put(name, numbers);
        shapes.put(name, shape);
        return this;
    }

    ReferenceElmo reference() {
        return new ReferenceElmo(options, values::get);
    }

    /** Writes both files. */
    public Path write(Path folder, String prefix) throws IOException {
        return write(folder, prefix, json());
    }

    public Path write(Path folder, String prefix, String json) throws IOException {
        Files.createDirectories(folder);
        Files.writeString(folder.resolve(prefix + "options.json"), json);
        try (WritableHdfFile hdf = HdfFile.write(folder.resolve(prefix + "weights.hdf5"))) {
            Map<String, WritableGroup> groups = new HashMap<>();
            values.forEach((name, numbers) -> put(hdf, groups, name, numbers));
        }
        return folder;
    }

    private void put(
            WritableHdfFile hdf, Map<String, WritableGroup> groups, String name, float[] numbers) {
        WritableGroup at = hdf;
        String[] parts = name.split("/", -1);
        String path = "";
        for (int i = 0; i < parts.length - 1; i++) {
            path += "/" + parts[i];
            WritableGroup above = at;
            String own = parts[i];
            at = groups.computeIfAbsent(path, absent -> above.putGroup(own));
        }
        at.putDataset(parts[parts.length - 1], nested(numbers, shapes.get(name)));
    }

    private static Object nested(float[] numbers, int[] shape) {
        if (shape.length == 1) {
            return numbers;
        }
        if (shape.length == 2) {
            return matrix(numbers, 0, shape[0], shape[1]);
        }
        float[][][][] all = new float[1][shape[1]][][];
        for (int i = 0; i < shape[1]; i++) {
            all[0][i] = matrix(numbers, i * shape[2] * shape[3], shape[2], shape[3]);
        }
        return all;
    }

    private static float[][] matrix(float[] numbers, int from, int rows, int columns) {
        float[][] matrix = new float[rows][columns];
        for (int row = 0; row < rows; row++) {
            System.arraycopy(numbers, from + row * columns, matrix[row], 0, columns);
        }
        return matrix;
    }

    String json() {
        String filters =
                options.filters().stream()
                        .map(f -> "[%d, %d]".formatted(f.width(), f.count()))
                        .collect(Collectors.joining(", "));
        return """
        {"lstm": {"use_skip_connections": %s, "projection_dim": %d, "cell_clip": %s,
          "proj_clip": %s, "dim": %d, "n_layers": %d},
         "char_cnn": {"activation": "%s", "filters": [%s], "n_highway": %d,
          "embedding": {"dim": %d}, "n_characters": 262, "max_characters_per_token": %d}}
        """
                .formatted(
                        options.skips(),
                        options.projection(),
                        clip(options.cellClip()),
                        clip(options.projectionClip()),
                        options.dim(),
                        options.layers(),
                        options.activation().name().toLowerCase(Locale.ROOT),
                        filters,
                        options.highways(),
                        options.characterDim(),
                        options.wordLength());
    }

    private static String clip(OptionalDouble clip) {
        return clip.isEmpty() ? "null" : String.valueOf(clip.getAsDouble());
    }
}
