package io.github.flinkbert.quantization;

import io.github.flinkbert.checkpoint.Activation;
import io.github.flinkbert.checkpoint.BertConfig;
import io.github.flinkbert.tensor.Weights;
import io.github.flinkbert.text.Sequence;
import java.util.ArrayList;
import java.util.List;
import org.tensorflow.ndarray.buffer.FloatDataBuffer;
import org.tensorflow.types.TFloat32;

/**
 * The encoder's forward pass over the calibration texts, in plain Java: what the activations are
 * when nothing is rounded. {@link StrictMath} and a fixed order make it the same everywhere.
 *
 * <p>Source: Devlin et al. 2019 and Google's modeling.py. Activations are [tokens][channels], the
 * texts one under the other.
 */
final class ReferencePass {

    private final BertConfig config;
    private final List<Sequence> texts;
    private final RowWorkers workers;

    ReferencePass(BertConfig config, List<Sequence> texts, RowWorkers workers) {
        this.config = config;
        this.texts = texts;
        this.workers = workers;
    }

    /**
     * What a layer computes on its way.
     *
     * @param context attention's outcome, before the output product
     * @param attended after attention and its normalisation
     * @param activated the feed-forward layer's activation
     * @param hidden the layer's outcome
     */
    @SuppressWarnings("ArrayRecordComponent") // compared by nobody
    record Activations(
            float[][] context, float[][] attended, float[][] activated, float[][] hidden) {}

    /** The embedding layer. */
    float[][] embedded(Weights weights) {
        String at = "bert/embeddings/";
        float[] positions = LayerKernels.read(weights, at + "position_embeddings");
        float[] segments = LayerKernels.read(weights, at + "token_type_embeddings");
        int width = config.hiddenSize();
        List<float[]> rows = new ArrayList<>();
        // Outside the heap, for the table may be larger than it.
        String words = at + "word_embeddings";
        try (TFloat32 table = TFloat32.tensorOf(weights.shape(words))) {
            FloatDataBuffer values = table.asRawTensor().data().asFloats();
            weights.read(words, values);
            for (Sequence text : texts) {
                for (int t = 0; t < text.length(); t++) {
                    float[] row = new float[width];
                    values.offset((long) text.id(t) * width).read(row);
                    for (int c = 0; c < width; c++) {
                        row[c] += positions[t * width + c] + segments[text.segment(t) * width + c];
                    }
                    rows.add(row);
                }
            }
        }
        float[][] sum = rows.toArray(float[][]::new);
        normalize(
                sum,
                LayerKernels.read(weights, at + "LayerNorm/gamma"),
                LayerKernels.read(weights, at + "LayerNorm/beta"));
        return sum;
    }

    Activations layer(LayerKernels kernels, float[][] x) {
        float[][] context =
                attention(DenseProduct.of(x, kernels.qkv(), kernels.qkvBias(), workers));
        float[][] attended =
                DenseProduct.of(
                        context, kernels.attentionOutput(), kernels.attentionOutputBias(), workers);
        add(attended, x);
        normalize(attended, kernels.attendedGamma(), kernels.attendedBeta());
        float[][] activated =
                DenseProduct.of(
                        attended, kernels.intermediate(), kernels.intermediateBias(), workers);
        workers.each(activated.length, row -> activate(activated[row], config.activation()));
        float[][] hidden =
                DenseProduct.of(activated, kernels.output(), kernels.outputBias(), workers);
        add(hidden, attended);
        normalize(hidden, kernels.gamma(), kernels.beta());
        return new Activations(context, attended, activated, hidden);
    }

    private static void add(float[][] sum, float[][] other) {
        for (int row = 0; row < sum.length; row++) {
            for (int c = 0; c < sum[row].length; c++) {
                sum[row][c] += other[row][c];
            }
        }
    }

    private void normalize(float[][] x, float[] gamma, float[] beta) {
        workers.each(x.length, row -> normalize(x[row], gamma, beta));
    }

    private void normalize(float[] row, float[] gamma, float[] beta) {
        double mean = 0;
        for (float value : row) {
            mean += value;
        }
        mean /= row.length;
        double variance = 0;
        for (float value : row) {
            variance += (value - mean) * (value - mean);
        }
        variance /= row.length;
        double inverse = 1 / Math.sqrt(variance + config.layerNormEpsilon());
        for (int c = 0; c < row.length; c++) {
            row[c] = (float) ((row[c] - mean) * inverse * gamma[c] + beta[c]);
        }
    }

    static void activate(float[] row, Activation activation) {
        for (int c = 0; c < row.length; c++) {
            double x = row[c];
            row[c] =
                    (float)
                            switch (activation) {
                                case GELU_TANH ->
                                        x
                                                - x
                                                        / (1
                                                                + StrictMath.exp(
                                                                        2
                                                                                * Math.sqrt(
                                                                                        2 / Math.PI)
                                                                                * (x
                                                                                        + 0.044715
                                                                                                * x
                                                                                                * x
                                                                                                * x)));
                                case GELU_ERF -> 0.5 * x * (1 + erf(x * Math.sqrt(0.5)));
                                case RELU -> Math.max(0, x);
                            };
        }
    }

    /** Within 1.5e-7 (Abramowitz and Stegun 1964, 7.1.26). */
    private static double erf(double x) {
        double t = 1 / (1 + 0.3275911 * Math.abs(x));
        double y =
                1
                        - t
                                * (0.254829592
                                        + t
                                                * (-0.284496736
                                                        + t
                                                                * (1.421413741
                                                                        + t
                                                                                * (-1.453152027
                                                                                        + t
                                                                                                * 1.061405429))))
                                * StrictMath.exp(-x * x);
        return x < 0 ? -y : y;
    }

    private float[][] attention(float[][] qkv) {
        float[][] context = new float[qkv.length][config.hiddenSize()];
        int[] starts = new int[texts.size()];
        for (int text = 1; text < starts.length; text++) {
            starts[text] = starts[text - 1] + texts.get(text - 1).length();
        }
        workers.each(
                starts.length * config.heads(),
                task -> {
                    int text = task / config.heads();
                    int head = task % config.heads();
                    attend(qkv, context, starts[text], texts.get(text).length(), head);
                });
        return context;
    }

    private void attend(float[][] qkv, float[][] context, int from, int length, int head) {
        int size = config.headSize();
        int query = head * size;
        int key = config.hiddenSize() + query;
        int value = 2 * config.hiddenSize() + query;
        double[] weights = new double[length];
        for (int t = from; t < from + length; t++) {
            double most = Double.NEGATIVE_INFINITY;
            for (int other = 0; other < length; other++) {
                double score = 0;
                for (int i = 0; i < size; i++) {
                    score += (double) qkv[t][query + i] * qkv[from + other][key + i];
                }
                weights[other] = score;
                most = Math.max(most, score);
            }
            double sum = 0;
            for (int other = 0; other < length; other++) {
                weights[other] = StrictMath.exp(weights[other] - most);
                sum += weights[other];
            }
            for (int other = 0; other < length; other++) {
                float weight = (float) (weights[other] / sum);
                for (int i = 0; i < size; i++) {
                    context[t][query + i] += weight * qkv[from + other][value + i];
                }
            }
        }
    }
}
