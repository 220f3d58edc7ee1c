package io.github.flinkbert.family.elmo;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import java.util.function.Function;

/**
 * ELMo's forward pass in plain Java doubles, one sentence at a time, straight from bilm-tf's
 * model.py and its names of variables: slow, plain to read, and sharing nothing with the encoder
 * but the options.
 */
final class ReferenceElmo {

    private final ElmoOptions options;
    private final Function<String, float[]> weights;

    /**
     * @param weights each variable, row-major, by the name that the file has
     */
    ReferenceElmo(ElmoOptions options, Function<String, float[]> weights) {
        this.options = options;
        this.weights = weights;
    }

    /**
     * The layers of one sentence, from states of zeros: [layers + 1][tokens][2 × projection].
     *
     * @param sentence the characters of its tokens, {@code <S>} and {@code </S>} included
     */
    double[][][] layers(List<int[]> sentence) {
        int tokens = sentence.size();
        int width = options.projection();
        double[][] words = new double[tokens][];
        for (int i = 0; i < tokens; i++) {
            words[i] = word(sentence.get(i));
        }
        double[][][] layers = new double[options.layers() + 1][tokens][2 * width];
        for (int direction = 0; direction < 2; direction++) {
            double[][] input = new double[tokens][];
            for (int i = 0; i < tokens; i++) {
                input[i] = words[direction == 0 ? i : tokens - 1 - i];
            }
            for (int layer = 0; layer <= options.layers(); layer++) {
                if (layer > 0) {
                    input = lstm(direction, layer - 1, input);
                }
                for (int i = 0; i < tokens; i++) {
                    int token = direction == 0 ? i : tokens - 1 - i;
                    System.arraycopy(input[i], 0, layers[layer][token], direction * width, width);
                }
            }
        }
        return layers;
    }

    private double[][] lstm(int direction, int layer, double[][] input) {
        String at = "RNN_%d/RNN/MultiRNNCell/Cell%d/LSTMCell/".formatted(direction, layer);
        float[] kernel = weights.apply(at + "W_0");
        float[] bias = weights.apply(at + "B");
        int dim = options.dim();
        double[] cell = new double[dim];
        double[] state = new double[options.projection()];
        double[][] output = new double[input.length][];
        for (int t = 0; t < input.length; t++) {
            double[] both = new double[input[t].length + state.length];
            System.arraycopy(input[t], 0, both, 0, input[t].length);
            System.arraycopy(state, 0, both, input[t].length, state.length);
            double[] gates = product(both, kernel, 4 * dim);
            double[] opened = new double[dim];
            for (int i = 0; i < dim; i++) {
                double in = sigmoid(gates[i] + bias[i]);
                double candidate = Math.tanh(gates[dim + i] + bias[dim + i]);
                double forget = sigmoid(gates[2 * dim + i] + bias[2 * dim + i] + 1);
                double out = sigmoid(gates[3 * dim + i] + bias[3 * dim + i]);
                cell[i] = clip(forget * cell[i] + in * candidate, options.cellClip());
                opened[i] = out * Math.tanh(cell[i]);
            }
            state = opened;
            if (options.projection() < dim) {
                state = product(opened, weights.apply(at + "W_P_0"), options.projection());
                for (int i = 0; i < state.length; i++) {
                    state[i] = clip(state[i], options.projectionClip());
                }
            }
            output[t] = state.clone();
            if (options.skips() && layer > 0) {
                for (int i = 0; i < state.length; i++) {
                    output[t][i] += input[t][i];
                }
            }
        }
        return output;
    }

    double[] word(int[] characters) {
        float[] table = weights.apply("char_embed");
        int dim = options.characterDim();
        List<Double> found = new ArrayList<>();
        for (int f = 0; f < options.filters().size(); f++) {
            ElmoOptions.Filter filter = options.filters().get(f);
            float[] kernel = weights.apply("CNN/W_cnn_" + f);
            float[] bias = weights.apply("CNN/b_cnn_" + f);
            for (int n = 0; n < filter.count(); n++) {
                double greatest = Double.NEGATIVE_INFINITY;
                for (int from = 0; from + filter.width() <= characters.length; from++) {
                    double sum = bias[n];
                    for (int w = 0; w < filter.width(); w++) {
                        int row = characters[from + w] - 1;
                        for (int d = 0; d < dim; d++) {
                            sum +=
                                    (double) table[row * dim + d]
                                            * kernel[(w * dim + d) * filter.count() + n];
                        }
                    }
                    greatest = Math.max(greatest, sum);
                }
                found.add(
                        options.activation() == ElmoOptions.Activation.TANH
                                ? Math.tanh(greatest)
                                : Math.max(0, greatest));
            }
        }
        double[] x = found.stream().mapToDouble(d -> d).toArray();
        for (int i = 0; i < options.highways(); i++) {
            String at = "CNN_high_" + i + "/";
            double[] carry = dense(x, at + "W_carry", at + "b_carry");
            double[] transform = dense(x, at + "W_transform", at + "b_transform");
            for (int j = 0; j < x.length; j++) {
                double gate = sigmoid(carry[j]);
                x[j] = gate * Math.max(0, transform[j]) + (1 - gate) * x[j];
            }
        }
        return x.length == options.projection()
                ? x
                : dense(x, "CNN_proj/W_proj", "CNN_proj/b_proj");
    }

    private double[] dense(double[] x, String kernel, String bias) {
        float[] added = weights.apply(bias);
        double[] y = product(x, weights.apply(kernel), added.length);
        for (int i = 0; i < y.length; i++) {
            y[i] += added[i];
        }
        return y;
    }

    private static double[] product(double[] x, float[] kernel, int columns) {
        double[] y = new double[columns];
        for (int i = 0; i < x.length; i++) {
            for (int j = 0; j < columns; j++) {
                y[j] += x[i] * kernel[i * columns + j];
            }
        }
        return y;
    }

    private static double clip(double x, OptionalDouble most) {
        return most.isEmpty() ? x : Math.max(-most.getAsDouble(), Math.min(most.getAsDouble(), x));
    }

    private static double sigmoid(double x) {
        return 1 / (1 + Math.exp(-x));
    }
}
