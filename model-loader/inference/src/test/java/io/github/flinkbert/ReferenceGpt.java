package io.github.flinkbert;

import io.github.flinkbert.tensor.ArrayWeights;
import org.tensorflow.ndarray.buffer.DataBuffers;

/**
 * GPT's forward pass in plain Java doubles, one sequence at a time, straight from Radford et al.
 * 2018 and 2019 and OpenAI's scripts: slow, plain to read, and sharing nothing with the graph.
 *
 * @param weights under the names of OpenAI's TensorFlow code
 */
record ReferenceGpt(Shape shape, ArrayWeights weights) {

    /** The feed-forward layer's activation. */
    enum Activation {
        GELU_TANH,
        GELU_ERF,
        RELU
    }

    /**
     * What a model is like.
     *
     * @param before whether layers are normalised before their parts, as in GPT-2
     * @param scaled whether scores are divided by the root of a head's width
     * @param byLayer whether they are divided by the layer's number, from 1, too
     * @param tied whether the word embedding predicts
     */
    record Shape(
            int pieces,
            int width,
            int layers,
            int heads,
            int wide,
            int positions,
            boolean before,
            Activation activation,
            double epsilon,
            boolean scaled,
            boolean byLayer,
            boolean tied) {}

    /** The hidden states of every layer, the embeddings first: [tokens][width]. */
    double[][][] hidden(int... ids) {
        double[][][] states = new double[shape.layers() + 1][][];
        double[] words = read("model/wte");
        double[] positions = read("model/wpe");
        double[][] x = new double[ids.length][shape.width()];
        for (int t = 0; t < ids.length; t++) {
            for (int i = 0; i < shape.width(); i++) {
                x[t][i] = words[ids[t] * shape.width() + i] + positions[t * shape.width() + i];
            }
        }
        states[0] = x;
        for (int layer = 0; layer < shape.layers(); layer++) {
            String at = "model/h" + layer + "/";
            if (shape.before()) {
                double[][] a = plus(x, attention(at + "attn/", layer, norm(x, at + "ln_1/")));
                x = plus(a, network(at + "mlp/", norm(a, at + "ln_2/")));
            } else {
                double[][] n = norm(plus(x, attention(at + "attn/", layer, x)), at + "ln_1/");
                x = norm(plus(n, network(at + "mlp/", n)), at + "ln_2/");
            }
            states[layer + 1] = x;
        }
        if (shape.before()) {
            states[shape.layers()] = norm(x, "model/ln_f/");
        }
        return states;
    }

    double[][] last(int... ids) {
        return hidden(ids)[shape.layers()];
    }

    /** Natural logarithms of the probabilities of all pieces behind each token. */
    double[][] logProbabilities(int... ids) {
        double[] kernel = read(shape.tied() ? "model/wte" : "model/lm_head/w");
        double[][] states = last(ids);
        double[][] logs = new double[ids.length][shape.pieces()];
        for (int t = 0; t < ids.length; t++) {
            double sum = 0;
            for (int piece = 0; piece < shape.pieces(); piece++) {
                for (int i = 0; i < shape.width(); i++) {
                    logs[t][piece] += states[t][i] * kernel[piece * shape.width() + i];
                }
                sum += Math.exp(logs[t][piece]);
            }
            for (int piece = 0; piece < shape.pieces(); piece++) {
                logs[t][piece] -= Math.log(sum);
            }
        }
        return logs;
    }

    private double[][] attention(String at, int layer, double[][] x) {
        int width = shape.width();
        double[][] qkv = dense(x, at + "c_attn/");
        int size = width / shape.heads();
        double scale = shape.scaled() ? Math.sqrt(size) : 1;
        scale *= shape.byLayer() ? layer + 1 : 1;
        double[][] context = new double[x.length][width];
        for (int head = 0; head < shape.heads(); head++) {
            for (int t = 0; t < x.length; t++) {
                double[] shares = new double[t + 1];
                double sum = 0;
                double greatest = Double.NEGATIVE_INFINITY;
                for (int other = 0; other <= t; other++) {
                    for (int i = head * size; i < (head + 1) * size; i++) {
                        shares[other] += qkv[t][i] * qkv[other][width + i] / scale;
                    }
                    greatest = Math.max(greatest, shares[other]);
                }
                for (int other = 0; other <= t; other++) {
                    shares[other] = Math.exp(shares[other] - greatest);
                    sum += shares[other];
                }
                for (int other = 0; other <= t; other++) {
                    for (int i = head * size; i < (head + 1) * size; i++) {
                        context[t][i] += shares[other] / sum * qkv[other][2 * width + i];
                    }
                }
            }
        }
        return dense(context, at + "c_proj/");
    }

    private double[][] network(String at, double[][] x) {
        double[][] wide = dense(x, at + "c_fc/");
        for (double[] row : wide) {
            for (int i = 0; i < row.length; i++) {
                row[i] = activated(row[i]);
            }
        }
        return dense(wide, at + "c_proj/");
    }

    private double activated(double x) {
        return switch (shape.activation()) {
            case RELU -> Math.max(0, x);
            case GELU_TANH ->
                    0.5 * x * (1 + Math.tanh(Math.sqrt(2 / Math.PI) * (x + 0.044715 * x * x * x)));
            case GELU_ERF -> 0.5 * x * (1 + erf(x / Math.sqrt(2)));
        };
    }

    /** Abramowitz and Stegun 7.1.6. */
    private static double erf(double x) {
        double term = x;
        double sum = x;
        for (int n = 1; Math.abs(term) > 1e-17 * Math.abs(sum); n++) {
            term *= 2 * x * x / (2 * n + 1);
            sum += term;
        }
        return 2 / Math.sqrt(Math.PI) * Math.exp(-x * x) * sum;
    }

    private double[][] dense(double[][] x, String at) {
        double[] kernel = read(at + "w");
        double[] bias = read(at + "b");
        double[][] y = new double[x.length][bias.length];
        for (int row = 0; row < x.length; row++) {
            for (int out = 0; out < bias.length; out++) {
                y[row][out] = bias[out];
                for (int in = 0; in < x[row].length; in++) {
                    y[row][out] += x[row][in] * kernel[in * bias.length + out];
                }
            }
        }
        return y;
    }

    private double[][] norm(double[][] x, String at) {
        double[] gain = read(at + "g");
        double[] bias = read(at + "b");
        double[][] y = new double[x.length][gain.length];
        for (int row = 0; row < x.length; row++) {
            double mean = 0;
            double variance = 0;
            for (double value : x[row]) {
                mean += value / gain.length;
            }
            for (double value : x[row]) {
                variance += (value - mean) * (value - mean) / gain.length;
            }
            for (int i = 0; i < gain.length; i++) {
                y[row][i] =
                        (x[row][i] - mean) / Math.sqrt(variance + shape.epsilon()) * gain[i]
                                + bias[i];
            }
        }
        return y;
    }

    private static double[][] plus(double[][] x, double[][] y) {
        double[][] sum = new double[x.length][];
        for (int row = 0; row < x.length; row++) {
            sum[row] = x[row].clone();
            for (int i = 0; i < sum[row].length; i++) {
                sum[row][i] += y[row][i];
            }
        }
        return sum;
    }

    private double[] read(String name) {
        float[] values = new float[(int) weights.shape(name).size()];
        weights.read(name, DataBuffers.of(values, false, false));
        double[] wide = new double[values.length];
        for (int i = 0; i < wide.length; i++) {
            wide[i] = values[i];
        }
        return wide;
    }
}
