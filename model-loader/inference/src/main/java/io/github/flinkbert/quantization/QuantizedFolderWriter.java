package io.github.flinkbert.quantization;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.flinkbert.checkpoint.BertConfig;
import io.github.flinkbert.checkpoint.Checkpoint;
import io.github.flinkbert.checkpoint.Head;
import io.github.flinkbert.checkpoint.ProblemType;
import io.github.flinkbert.checkpoint.QuantizedFolder;
import io.github.flinkbert.checkpoint.QuantizedWeights;
import io.github.flinkbert.checkpoint.TokenizerConfigWriter;
import io.github.flinkbert.failure.CheckpointException;
import io.github.flinkbert.tensor.MixedSafetensorsWriter;
import io.github.flinkbert.tensor.Weights;
import io.github.flinkbert.text.Casing;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.apache.flink.annotation.Internal;
import org.tensorflow.ndarray.Shape;

/**
 * Writes a folder of 8-bit weights: a quarter of the size of the release in float32, and nothing to
 * calibrate when it is loaded. Kernels keep their names, so that whoever wants floats can have
 * them: see {@link QuantizedWeights}.
 */
@Internal
public final class QuantizedFolderWriter {

    /** A head with labels, one of multiple choice also: it has the same name. */
    private static final String LABEL_WEIGHTS = "output_weights";

    private static final String LABEL_BIAS = "output_bias";
    private static final String WORDS = "bert/embeddings/word_embeddings";

    private final Checkpoint checkpoint;
    private final QuantizedLayers layers;
    private final MixedSafetensorsWriter file = new MixedSafetensorsWriter();
    private final Map<String, Runnable> kernels = new TreeMap<>();

    private QuantizedFolderWriter(Checkpoint checkpoint, QuantizedLayers layers) {
        this.checkpoint = checkpoint;
        this.layers = layers;
    }

    /**
     * @param folder made if it is not there
     * @param layers the release's own, all of them; they stay open
     * @param facts how it was made, for the settings
     */
    public static void write(
            Path folder,
            Checkpoint checkpoint,
            Casing casing,
            QuantizedLayers layers,
            Map<String, String> facts)
            throws IOException {
        requireWritable(checkpoint);
        Files.createDirectories(folder);
        Files.writeString(
                folder.resolve("vocab.txt"),
                String.join("\n", checkpoint.vocabulary().lines()) + "\n");
        TokenizerConfigWriter.write(folder, checkpoint, casing);
        Files.writeString(folder.resolve("config.json"), config(checkpoint).toPrettyString());
        new QuantizedFolderWriter(checkpoint, layers)
                .tensors()
                .write(folder.resolve(QuantizedFolder.WEIGHTS));
        ObjectNode settings = new JsonMapper().createObjectNode();
        QuantizedFolder.putVectors(folder, settings, checkpoint);
        settings.put("base_digest", checkpoint.digest());
        settings.put("layers_digest", layers.digest());
        facts.forEach(settings::put);
        // Last, for it is what the folder is known by.
        Files.writeString(folder.resolve(QuantizedFolder.SETTINGS), settings.toPrettyString());
    }

    /**
     * @throws CheckpointException if the checkpoint is of a family that is not written in 8 bits
     */
    public static void requireWritable(Checkpoint checkpoint) {
        if (!checkpoint.takesAdapters()) {
            throw new CheckpointException(
                    ("%s is a model of the family %s, which is not written in 8 bits; precision"
                                    + " int8 rounds it when it is loaded")
                            .formatted(checkpoint.name(), checkpoint.family()));
        }
    }

    private static ObjectNode config(Checkpoint checkpoint) {
        BertConfig config = checkpoint.config();
        ObjectNode json = new JsonMapper().createObjectNode();
        json.put("model_type", "bert");
        json.put("vocab_size", config.vocabularySize());
        json.put("hidden_size", config.hiddenSize());
        json.put("num_hidden_layers", config.layers());
        json.put("num_attention_heads", config.heads());
        json.put("intermediate_size", config.intermediateSize());
        json.put("max_position_embeddings", config.maxPositions());
        json.put("type_vocab_size", config.segmentTypes());
        json.put("layer_norm_eps", config.layerNormEpsilon());
        json.put(
                "hidden_act",
                switch (config.activation()) {
                    case GELU_TANH -> "gelu_new";
                    case GELU_ERF -> "gelu";
                    case RELU -> "relu";
                });
        checkpoint.heads().forEach(head -> put(json, head));
        checkpoint.otherHeads().forEach(head -> put(json, head));
        return json;
    }

    private static void put(ObjectNode json, Head head) {
        if (head instanceof Head.TokenClassification tokens) {
            json.putArray("architectures").add("BertForTokenClassification");
            labels(json, tokens.labels());
            json.put(
                    "word_label",
                    tokens.aggregation().name().toLowerCase(Locale.ROOT).replace('_', '-'));
        } else if (head instanceof Head.TextClassification texts) {
            json.putArray("architectures").add("BertForSequenceClassification");
            labels(json, texts.labels());
            texts.problemType().ifPresent(problem -> json.put("problem_type", word(problem)));
            texts.threshold().ifPresent(probability -> json.put("threshold", probability));
        } else if (head instanceof Head.UnspecifiedClassification either) {
            labels(json, either.labels());
        }
    }

    private static String word(ProblemType problem) {
        return switch (problem) {
            case REGRESSION -> "regression";
            case MULTI_LABEL -> "multi_label_classification";
            case SINGLE_LABEL, AS_TRAINED -> "single_label_classification";
        };
    }

    private static void labels(ObjectNode json, List<String> labels) {
        ObjectNode names = json.putObject("id2label");
        for (int i = 0; i < labels.size(); i++) {
            names.put(String.valueOf(i), labels.get(i));
        }
    }

    /**
     * The dense layers of heads that nothing can be asked of, whatever is said: a folder that holds
     * them would be read as one with another head.
     */
    private Set<String> leftOut() {
        Set<String> left = new HashSet<>(Set.of(LABEL_WEIGHTS, LABEL_BIAS));
        checkpoint.heads().forEach(head -> left.removeAll(List.of(head.weights(), head.bias())));
        for (Head head : checkpoint.otherHeads()) {
            if (!(head instanceof Head.Unsupported)) {
                left.removeAll(List.of(head.weights(), head.bias()));
            }
        }
        return left;
    }

    private MixedSafetensorsWriter tensors() {
        Set<String> leftOut = leftOut();
        for (int layer = 0; layer < layers.layers().size(); layer++) {
            extras(layer, layers.layer(layer));
        }
        Weights weights = checkpoint.weights();
        for (String name : weights.names()) {
            if (leftOut.contains(name)) {
                continue;
            }
            if (kernels.containsKey(name)) {
                kernels.get(name).run();
            } else if (name.equals(WORDS)) {
                words(weights);
            } else {
                file.floats(name, weights.shape(name), () -> LayerKernels.read(weights, name));
            }
        }
        return file;
    }

    private void extras(int layer, QuantizedLayer own) {
        transform(layer, "input", own.input());
        transform(layer, "context", own.context());
        transform(layer, "attended", own.attended());
        file.floats(
                FolderNames.extra(layer, "activated"),
                own.activatedLeast(),
                own.activatedGreatest());
        file.integers(FolderNames.extra(layer, "outliers/channels"), own.outliers().channels());
        file.floats(FolderNames.extra(layer, "outliers/into"), own.outliers().into());
        file.floats(FolderNames.extra(layer, "outliers/bias"), own.outliers().bias());
        file.floats(FolderNames.extra(layer, "outliers/out_of"), own.outliers().outOf());
        for (int product = 0; product < QuantizedLayer.PRODUCTS.size(); product++) {
            QuantizedProduct each = own.products().get(product);
            file.floats(FolderNames.product(layer, product, "bias"), each.bias());
            file.floats(FolderNames.product(layer, product, "error"), (float) each.error());
            if (each instanceof QuantizedProduct.EightBits eight) {
                file.floats(FolderNames.product(layer, product, "reach"), eight.kernel().reach());
                List<String> names = FolderNames.kernels(layer, product);
                for (int part = 0; part < names.size(); part++) {
                    int which = part;
                    int number = product;
                    kernels.put(
                            names.get(part),
                            () -> kernel(names, which, own, number, eight.kernel()));
                }
            }
        }
    }

    private void transform(int layer, String what, ChannelTransform transform) {
        file.floats(FolderNames.extra(layer, what + "/scale"), transform.scale());
        file.floats(FolderNames.extra(layer, what + "/shift"), transform.shift());
        file.floats(FolderNames.extra(layer, what + "/range"), transform.range());
    }

    /** A part of a product's columns, with the scales that give the release's own weights back. */
    private void kernel(
            List<String> names,
            int part,
            QuantizedLayer layer,
            int product,
            EightBitKernel kernel) {
        int out = kernel.reach().length;
        int width = out / names.size();
        int in = (int) kernel.values().shape().get(0);
        String name = names.get(part);
        file.bytes(
                name,
                Shape.of(in, width),
                () -> {
                    byte[] whole = kernel.bytes();
                    byte[] own = new byte[in * width];
                    for (int row = 0; row < in; row++) {
                        System.arraycopy(whole, row * out + part * width, own, row * width, width);
                    }
                    return own;
                });
        float[] rows = new float[in];
        ChannelTransform input =
                switch (product) {
                    case 0 -> layer.input();
                    case 1 -> layer.context();
                    case 2 -> layer.attended();
                    default -> null;
                };
        for (int i = 0; i < in; i++) {
            rows[i] = input == null ? 1 : 1 / input.scale()[i];
        }
        float[] columns = new float[width];
        float queries = (float) Math.sqrt(checkpoint.config().headSize());
        for (int j = 0; j < width; j++) {
            columns[j] = kernel.reach()[part * width + j] / EightBitKernel.STEPS;
            if (product == 0 && part == 0) {
                columns[j] *= queries;
            } else if (product == 0 && part == 2) {
                columns[j] *= layer.context().scale()[j];
            }
        }
        file.floats(name + QuantizedWeights.ROWS, rows);
        file.floats(name + QuantizedWeights.COLUMNS, columns);
        if (product == 3 && layer.outliers().count() > 0) {
            file.floats(name + QuantizedWeights.APART, layer.outliers().outOf());
            file.integers(name + QuantizedWeights.APART_ROWS, layer.outliers().channels());
        }
    }

    /** The largest table, in 8 bits with a scale a row. */
    private void words(Weights weights) {
        Shape shape = weights.shape(WORDS);
        int width = (int) shape.get(1);
        float[] values = LayerKernels.read(weights, WORDS);
        byte[] bytes = new byte[values.length];
        float[] rows = new float[(int) shape.get(0)];
        for (int row = 0; row < rows.length; row++) {
            float largest = 0;
            for (int i = row * width; i < (row + 1) * width; i++) {
                largest = Math.max(largest, Math.abs(values[i]));
            }
            rows[row] = largest / EightBitKernel.STEPS;
            for (int i = row * width; i < (row + 1) * width && largest > 0; i++) {
                bytes[i] = (byte) Math.round(values[i] / rows[row]);
            }
        }
        file.bytes(WORDS, shape, () -> bytes);
        file.floats(WORDS + QuantizedWeights.ROWS, rows);
    }
}
