package io.github.flinkbert.quantization;

import io.github.flinkbert.checkpoint.BertConfig;
import io.github.flinkbert.failure.CheckpointException;
import io.github.flinkbert.tensor.Weights;
import io.github.flinkbert.text.Sequence;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.flink.annotation.Internal;

/**
 * Rounds a model's layers to 8 bits by what their activations reach over given texts. Equal
 * weights, texts and budget make equal layers in every process. Thread-safe.
 */
@Internal
public final class Calibration implements Quantization {

    /**
     * Error of a product above which it stays as it is. BERT-Base uncased has two products above
     * it, the multilingual one six, BERT-Base cased and all-MiniLM-L6-v2 none. Without it, the
     * worst of 1,004 texts of BERT-Base uncased comes to a cosine of 0.993.
     */
    public static final double DEFAULT_BUDGET = 0.04;

    /** Heap that the activations of one layer over all texts may take. */
    private static final long MOST_BYTES = 256L << 20;

    private final BertConfig config;
    private final Weights weights;
    private final List<Sequence> texts;
    private final double budget;
    private final int threads;

    /**
     * @param weights the release's
     * @param texts what the ranges are found on, at least one
     * @param budget error of a product above which it stays as it is: see {@link
     *     QuantizedProduct#error}
     * @param threads how many share the work
     */
    public Calibration(
            BertConfig config, Weights weights, List<Sequence> texts, double budget, int threads) {
        if (texts.isEmpty()) {
            throw new IllegalArgumentException("calibration needs at least one text, found none");
        }
        this.config = config;
        this.weights = weights;
        this.texts = List.copyOf(texts);
        this.budget = budget;
        this.threads = threads;
    }

    /**
     * How many tokens may calibrate a model: so many that the activations of one layer, which are
     * on the heap together, take 256 MiB. That is 8,000 tokens of BERT-Base; the texts that ship
     * have less.
     */
    public static long mostTokens(BertConfig config) {
        // input, queries, keys, values, context, attended, outcome; and the wide activation
        long numbers = 7L * config.hiddenSize() + config.intermediateSize();
        return Math.max(1, MOST_BYTES / (numbers * Float.BYTES));
    }

    @Override
    public QuantizedLayers trunk() {
        return layers(weights, 0, Optional.empty());
    }

    @Override
    public QuantizedLayers branch(Weights own, int from, ChannelTransform input) {
        return layers(own, from, Optional.of(input));
    }

    private QuantizedLayers layers(Weights own, int from, Optional<ChannelTransform> input) {
        List<QuantizedLayer> layers = new ArrayList<>();
        try (RowWorkers workers = new RowWorkers(threads)) {
            ReferencePass pass = new ReferencePass(config, texts, workers);
            LayerQuantizer quantizer =
                    new LayerQuantizer(new ProductQuantizer(budget), config.activation(), workers);
            float[][] x = from < config.layers() ? pass.embedded(own) : new float[0][];
            for (int layer = 0; layer < config.layers() && from < config.layers(); layer++) {
                LayerKernels kernels = LayerKernels.read(own, config, layer);
                ReferencePass.Activations activations = pass.layer(kernels, x);
                if (layer >= from) {
                    Optional<ChannelTransform> given = layer == from ? input : Optional.empty();
                    layers.add(layer(quantizer, layer, kernels, activations, x, given));
                }
                x = activations.hidden();
            }
            return new QuantizedLayers(from, layers);
        } catch (RuntimeException e) {
            layers.forEach(QuantizedLayer::close);
            throw e;
        }
    }

    private static QuantizedLayer layer(
            LayerQuantizer quantizer,
            int number,
            LayerKernels kernels,
            ReferencePass.Activations activations,
            float[][] x,
            Optional<ChannelTransform> input) {
        try {
            return quantizer.quantize(
                    kernels,
                    activations,
                    x,
                    input.orElseGet(() -> LayerQuantizer.input(kernels, x)));
        } catch (CheckpointException e) {
            throw new CheckpointException(
                    "layer %d cannot be computed in 8 bits: %s".formatted(number, e.getMessage()),
                    e);
        }
    }
}
