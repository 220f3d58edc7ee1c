package io.github.flinkbert.task.embedding;

import io.github.flinkbert.checkpoint.BertConfig;
import io.github.flinkbert.checkpoint.SentenceTransformersMiniature;
import io.github.flinkbert.checkpoint.SentenceTransformersMiniature.Dense;
import io.github.flinkbert.encoder.ReferenceBert;
import io.github.flinkbert.tensor.Weights;
import io.github.flinkbert.text.Casing;
import io.github.flinkbert.text.Pieces;
import io.github.flinkbert.text.Sequence;
import io.github.flinkbert.text.Tokenizer;
import io.github.flinkbert.text.Vocabulary;
import io.github.flinkbert.text.WordPieceTokenizer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * What sentence-transformers makes of a text, in plain doubles, from its {@code Pooling.py}, {@code
 * Dense.py} and {@code Normalize.py}: shares nothing with what is tested but the tokenizer.
 */
public final class SentenceReference {

    private final ReferenceBert bert;
    private final Vocabulary vocabulary;
    private final Tokenizer tokenizer;

    public SentenceReference(BertConfig config, Weights weights, List<String> pieces) {
        bert = new ReferenceBert(config, weights);
        vocabulary = Vocabulary.of(pieces);
        tokenizer = new WordPieceTokenizer(vocabulary, Casing.CASED);
    }

    public SentenceReference(Weights weights, List<String> pieces) {
        this(SentenceTransformersMiniature.CONFIG, weights, pieces);
    }

    /** The last layer's vectors of {@code [CLS] text [SEP]}. */
    public double[][] tokens(String text) {
        Pieces pieces = tokenizer.tokenize(text);
        double[][][] states = bert.hidden(Sequence.single(vocabulary, pieces, 0, pieces.size()));
        return states[states.length - 1];
    }

    /** Pieces of a text, special tokens left out. */
    public int pieces(String text) {
        return tokenizer.tokenize(text).size();
    }

    /**
     * @param mode of that library's Pooling
     * @param from the first token that is not masked
     */
    public static double[] pooled(double[][] tokens, String mode, int from) {
        int size = tokens[0].length;
        double[] sum = new double[size];
        double[] greatest = new double[size];
        double[] weighted = new double[size];
        Arrays.fill(greatest, -1e9);
        double weights = 0;
        for (int t = from; t < tokens.length; t++) {
            weights += t + 1;
            for (int i = 0; i < size; i++) {
                sum[i] += tokens[t][i];
                weighted[i] += (t + 1) * tokens[t][i];
                greatest[i] = Math.max(greatest[i], tokens[t][i]);
            }
        }
        int count = tokens.length - from;
        return switch (mode) {
            case "cls_token" -> tokens[0];
            case "max_tokens" -> greatest;
            case "mean_tokens" -> divided(sum, count);
            case "mean_sqrt_len_tokens" -> divided(sum, Math.sqrt(count));
            case "weightedmean_tokens" -> divided(weighted, weights);
            case "lasttoken" -> tokens[tokens.length - 1];
            default -> throw new IllegalArgumentException(mode);
        };
    }

    static double[] divided(double[] vector, double by) {
        return Arrays.stream(vector).map(x -> x / by).toArray();
    }

    public static double[] normalised(double[] vector) {
        return divided(vector, Math.sqrt(Arrays.stream(vector).map(x -> x * x).sum()));
    }

    public static double[] dense(Dense dense, double[] vector) {
        double[] made = new double[dense.out()];
        for (int row = 0; row < made.length; row++) {
            double x = dense.bias().length > 0 ? dense.bias()[row] : 0;
            for (int i = 0; i < dense.in(); i++) {
                x += dense.kernel()[row * dense.in() + i] * vector[i];
            }
            made[row] =
                    switch (dense.activation()) {
                        case "linear.Identity" -> x;
                        case "activation.Tanh" -> Math.tanh(x);
                        case "activation.ReLU" -> Math.max(0, x);
                        case "activation.Sigmoid" -> 1 / (1 + Math.exp(-x));
                        case "activation.SiLU" -> x / (1 + Math.exp(-x));
                        case "activation.GELU" -> x * normalDistribution(x);
                        default -> throw new IllegalArgumentException(dense.activation());
                    };
        }
        return made;
    }

    /** By Simpson's rule. */
    private static double normalDistribution(double x) {
        int steps = 2000;
        double width = x / steps;
        double sum = 0;
        for (int i = 0; i <= steps; i++) {
            double at = i * width;
            double weight = i == 0 || i == steps ? 1 : i % 2 == 1 ? 4 : 2;
            sum += weight * Math.exp(-at * at / 2);
        }
        return 0.5 + sum * width / 3 / Math.sqrt(2 * Math.PI);
    }

    /** One after the other. */
    public static double[] joined(List<double[]> vectors) {
        List<Double> all = new ArrayList<>();
        vectors.forEach(vector -> Arrays.stream(vector).forEach(all::add));
        return all.stream().mapToDouble(Double::doubleValue).toArray();
    }
}
