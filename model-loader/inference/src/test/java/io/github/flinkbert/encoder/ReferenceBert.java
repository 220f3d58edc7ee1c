package io.github.flinkbert.encoder;

import io.github.flinkbert.checkpoint.Activation;
import io.github.flinkbert.checkpoint.BertConfig;
import io.github.flinkbert.tensor.Weights;
import io.github.flinkbert.text.Sequence;
import org.tensorflow.ndarray.buffer.DataBuffers;

/**
 * BERT's forward pass in plain Java doubles, one sequence at a time, straight from Devlin et al.
 * 2019 and Google's modeling.py: slow, plain to read, and sharing nothing with the encoder.
 */
public final class ReferenceBert {

    private final BertConfig config;
    private final Weights weights;

    public ReferenceBert(BertConfig config, Weights weights) {
        this.config = config;
        this.weights = weights;
    }

    /** The hidden states of every layer, the embedding layer's first: [tokens][hidden size]. */
    public double[][][] hidden(Sequence sequence) {
        double[][][] states = new double[config.layers() + 1][][];
        states[0] = embedded(sequence);
        for (int layer = 0; layer < config.layers(); layer++) {
            states[layer + 1] = layer("bert/encoder/layer_" + layer + "/", states[layer]);
        }
        return states;
    }

    /** A dense layer over the first token of the last layer, then tanh; of relatives another. */
    public double[] pooled(double[][] last) {
        double[] dense = dense(new double[][] {last[0]}, "bert/pooler/dense/")[0];
        for (int i = 0; i < dense.length; i++) {
            dense[i] =
                    switch (config.pooler()) {
                        case TANH -> Math.tanh(dense[i]);
                        case RELU -> activated(dense[i], Activation.RELU);
                        case GELU_ERF -> activated(dense[i], Activation.GELU_ERF);
                    };
        }
        return dense;
    }

    /** The masked-word head's probabilities over the vocabulary for one token of the last layer. */
    public double[] maskedPieces(double[] token) {
        String at = "cls/predictions/";
        double[][] dense = activated(dense(new double[][] {token}, at + "transform/dense/"));
        double[] transformed = normalized(dense, at + "transform/LayerNorm/")[0];
        double[] words = read("bert/embeddings/word_embeddings");
        double[] logits = read(at + "output_bias");
        for (int piece = 0; piece < logits.length; piece++) {
            for (int i = 0; i < transformed.length; i++) {
                logits[piece] += transformed[i] * words[piece * transformed.length + i];
            }
        }
        return softmax(logits);
    }

    /** {@code x · kernel + bias} of the variables under this name. */
    public double[][] dense(double[][] x, String at) {
        double[] kernel = read(at + "kernel");
        double[] bias = read(at + "bias");
        double[][] y = new double[x.length][bias.length];
        for (int row = 0; row < x.length; row++) {
            for (int out = 0; out < bias.length; out++) {
                double sum = bias[out];
                for (int in = 0; in < x[row].length; in++) {
                    sum += x[row][in] * kernel[in * bias.length + out];
                }
                y[row][out] = sum;
            }
        }
        return y;
    }

    /** A head's scores: {@code x · kernelᵀ + bias}, the kernel being [labels, hidden size]. */
    public double[][] scores(double[][] x, Branch.Head head) {
        double[] kernel = read(head.kernel());
        double[] bias = read(head.bias());
        double[][] y = new double[x.length][];
        for (int row = 0; row < x.length; row++) {
            y[row] = bias.clone();
            for (int label = 0; label < bias.length; label++) {
                for (int in = 0; in < x[row].length; in++) {
                    y[row][label] += x[row][in] * kernel[label * x[row].length + in];
                }
            }
        }
        return y;
    }

    private double[][] embedded(Sequence sequence) {
        double[] words = read("bert/embeddings/word_embeddings");
        double[] positions = read("bert/embeddings/position_embeddings");
        double[] segments = read("bert/embeddings/token_type_embeddings");
        int width = config.embeddingSize();
        double[][] sum = new double[sequence.length()][width];
        for (int t = 0; t < sum.length; t++) {
            for (int i = 0; i < width; i++) {
                sum[t][i] =
                        words[sequence.id(t) * width + i]
                                + positions[t * width + i]
                                + segments[sequence.segment(t) * width + i];
            }
        }
        double[][] normalized = normalized(sum, "bert/embeddings/LayerNorm/");
        return config.projectsEmbeddings()
                ? dense(normalized, "bert/embeddings_project/")
                : normalized;
    }

    private double[][] layer(String at, double[][] x) {
        double[][] context = attention(at + "attention/self/", x);
        double[][] attended =
                normalized(
                        plus(dense(context, at + "attention/output/dense/"), x),
                        at + "attention/output/LayerNorm/");
        double[][] wide = activated(dense(attended, at + "intermediate/dense/"));
        return normalized(
                plus(dense(wide, at + "output/dense/"), attended), at + "output/LayerNorm/");
    }

    private double[][] attention(String at, double[][] x) {
        double[][] queries = dense(x, at + "query/");
        double[][] keys = dense(x, at + "key/");
        double[][] values = dense(x, at + "value/");
        int size = config.headSize();
        double[][] context = new double[x.length][config.hiddenSize()];
        for (int from = 0; from < config.hiddenSize(); from += size) {
            for (int t = 0; t < x.length; t++) {
                double[] scores = new double[x.length];
                for (int other = 0; other < x.length; other++) {
                    for (int i = from; i < from + size; i++) {
                        scores[other] += queries[t][i] * keys[other][i] / Math.sqrt(size);
                    }
                }
                double[] shares = softmax(scores);
                for (int other = 0; other < x.length; other++) {
                    for (int i = from; i < from + size; i++) {
                        context[t][i] += shares[other] * values[other][i];
                    }
                }
            }
        }
        return context;
    }

    private double[][] normalized(double[][] x, String at) {
        double[] gamma = read(at + "gamma");
        double[] beta = read(at + "beta");
        double[][] y = new double[x.length][gamma.length];
        for (int row = 0; row < x.length; row++) {
            double mean = 0;
            for (double value : x[row]) {
                mean += value / gamma.length;
            }
            double variance = 0;
            for (double value : x[row]) {
                variance += (value - mean) * (value - mean) / gamma.length;
            }
            double inverse = 1 / Math.sqrt(variance + config.layerNormEpsilon());
            for (int i = 0; i < gamma.length; i++) {
                y[row][i] = (x[row][i] - mean) * inverse * gamma[i] + beta[i];
            }
        }
        return y;
    }

    private double[][] activated(double[][] x) {
        for (double[] row : x) {
            for (int i = 0; i < row.length; i++) {
                row[i] = activated(row[i], config.activation());
            }
        }
        return x;
    }

    private static double activated(double x, Activation activation) {
        return switch (activation) {
            case RELU -> Math.max(0, x);
            case GELU_ERF -> 0.5 * x * (1 + erf(x / Math.sqrt(2)));
            case GELU_TANH ->
                    0.5 * x * (1 + Math.tanh(Math.sqrt(2 / Math.PI) * (x + 0.044715 * x * x * x)));
        };
    }

    /** Abramowitz and Stegun 7.1.6: a series of positive terms, so nothing cancels. */
    private static double erf(double x) {
        double term = x;
        double sum = x;
        for (int n = 1; Math.abs(term) > 1e-17 * Math.abs(sum); n++) {
            term *= 2 * x * x / (2 * n + 1);
            sum += term;
        }
        return 2 / Math.sqrt(Math.PI) * Math.exp(-x * x) * sum;
    }

    private static double[][] plus(double[][] x, double[][] y) {
        for (int row = 0; row < x.length; row++) {
            for (int i = 0; i < x[row].length; i++) {
                x[row][i] += y[row][i];
            }
        }
        return x;
    }

    private static double[] softmax(double[] scores) {
        double greatest = Double.NEGATIVE_INFINITY;
        for (double score : scores) {
            greatest = Math.max(greatest, score);
        }
        double sum = 0;
        double[] shares = new double[scores.length];
        for (int i = 0; i < shares.length; i++) {
            shares[i] = Math.exp(scores[i] - greatest);
            sum += shares[i];
        }
        for (int i = 0; i < shares.length; i++) {
            shares[i] /= sum;
        }
        return shares;
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
