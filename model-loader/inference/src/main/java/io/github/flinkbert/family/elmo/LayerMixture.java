package io.github.flinkbert.family.elmo;

import io.github.flinkbert.failure.CheckpointException;
import java.util.Arrays;
import java.util.List;

/**
 * How the layers of an ELMo are mixed into one: the sum of each times its weight. The weights are
 * the softmax of trained scalars times a trained factor, where the weights file has them, as {@code
 * weight_layers} of bilm-tf's {@code elmo.py} names them ({@code …ELMo_W} [layers], {@code
 * …ELMo_gamma} [1]), without its layer normalisation; else the mean of the layers.
 *
 * @param weights one a layer, from the words' own vectors on
 */
record LayerMixture(List<Float> weights) {

    private static final String SCALARS = "ELMo_W";
    private static final String FACTOR = "ELMo_gamma";

    LayerMixture {
        weights = List.copyOf(weights);
    }

    /**
     * @param layers LSTMs above each other
     * @throws CheckpointException if the file has trained scalars that do not fit
     */
    static LayerMixture of(HdfFileWeights file, int layers) {
        int count = layers + 1;
        double[] scalars = new double[count];
        double factor = 1;
        List<String> trained = file.names().stream().filter(n -> n.endsWith(SCALARS)).toList();
        List<String> factors = file.names().stream().filter(n -> n.endsWith(FACTOR)).toList();
        if (trained.size() > 1 || factors.size() > 1) {
            throw new CheckpointException(
                    "the weights have more than one mixture of the layers: %s; expected one"
                            .formatted(String.join(", ", trained)));
        }
        if (!trained.isEmpty()) {
            float[] read = file.read(trained.get(0));
            if (read.length != count) {
                throw new CheckpointException(
                        "%s must have %d numbers, one a layer; found %d"
                                .formatted(trained.get(0), count, read.length));
            }
            Arrays.setAll(scalars, i -> read[i]);
        }
        if (!factors.isEmpty()) {
            float[] read = file.read(factors.get(0));
            if (read.length != 1) {
                throw new CheckpointException(
                        "%s must be one number, found %d".formatted(factors.get(0), read.length));
            }
            factor = read[0];
        }
        return softmax(scalars, factor);
    }

    private static LayerMixture softmax(double[] scalars, double factor) {
        double greatest = Arrays.stream(scalars).max().orElse(0);
        double sum = Arrays.stream(scalars).map(s -> Math.exp(s - greatest)).sum();
        return new LayerMixture(
                Arrays.stream(scalars)
                        .mapToObj(s -> (float) (factor * Math.exp(s - greatest) / sum))
                        .toList());
    }

    /** The mixture of layers of equal size, one array each. */
    float[] mix(List<float[]> layers) {
        float[] mixed = new float[layers.get(0).length];
        for (int layer = 0; layer < layers.size(); layer++) {
            float weight = weights.get(layer);
            float[] values = layers.get(layer);
            for (int i = 0; i < mixed.length; i++) {
                mixed[i] += weight * values[i];
            }
        }
        return mixed;
    }
}
