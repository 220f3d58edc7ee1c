package io.github.flinkbert;

import io.github.flinkbert.checkpoint.Activation;
import io.github.flinkbert.checkpoint.BertConfig;
import io.github.flinkbert.checkpoint.CasingChoice;
import io.github.flinkbert.checkpoint.GoogleCheckpointWriter;
import io.github.flinkbert.checkpoint.HuggingFaceMiniature;
import io.github.flinkbert.checkpoint.MiniatureCheckpoint;
import io.github.flinkbert.encoder.Miniatures;
import io.github.flinkbert.engine.Precision;
import io.github.flinkbert.tensor.ArrayWeights;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.StringJoiner;
import org.tensorflow.ndarray.Shape;

/**
 * A miniature with a classifier on the pooled vector, of random weights.
 *
 * @param base the encoder
 * @param labels one an output
 * @param weights encoder and head, under Google's names
 */
public record ClassifierMiniature(
        MiniatureCheckpoint base, List<String> labels, ArrayWeights weights) {

    /** Single pieces of the miniature's vocabulary. */
    private static final String[] WORDS = {"the", "of", "and", "in", "to", "was", "is", "on"};

    public static ClassifierMiniature of(long seed, String... labels) {
        Random random = new Random(seed);
        BertConfig config = Miniatures.config(2, Activation.GELU_TANH);
        MiniatureCheckpoint base =
                new MiniatureCheckpoint(
                        config, Miniatures.PIECES, Miniatures.weights(config, seed));
        Shape shape = Shape.of(labels.length, config.hiddenSize());
        return new ClassifierMiniature(
                base,
                List.of(labels),
                base.weights()
                        .with("output_weights", shape, random(random, (int) shape.size()))
                        .with(
                                "output_bias",
                                Shape.of(labels.length),
                                random(random, labels.length)));
    }

    public static float[] random(Random random, int size) {
        float[] values = new float[size];
        for (int i = 0; i < size; i++) {
            values[i] = (float) random.nextGaussian();
        }
        return values;
    }

    /** A text of so many pieces. */
    public static String text(int pieces, int start) {
        StringJoiner text = new StringJoiner(" ");
        for (int i = 0; i < pieces; i++) {
            text.add(WORDS[(start + i * i + i / 5) % WORDS.length]);
        }
        return text.toString();
    }

    private float[] values(String name) {
        return new MiniatureCheckpoint(base.config(), base.pieces(), weights).values(name);
    }

    /** The shape that {@link #asHuggingFace} says. */
    public BertConfig huggingFaceConfig() {
        return Miniatures.config(base.config().layers(), Activation.GELU_ERF);
    }

    /** As {@code run_classifier.py} leaves it: with what the optimizer kept of the pooler. */
    public Path asGoogle(Path folder) throws IOException {
        GoogleCheckpointWriter.write(
                folder,
                base.config(),
                base.pieces(),
                weights.with("output_bias/adam_m", Shape.of(1), 1)
                        .with("bert/pooler/dense/bias/adam_m", Shape.of(1), 1));
        Files.write(folder.resolve("labels.txt"), labels);
        return folder;
    }

    /**
     * As Hugging Face saves a BertForSequenceClassification, cased.
     *
     * @param settings further fields of config.json, each with a comma behind it
     */
    public Path asHuggingFace(Path folder, String architecture, String settings)
            throws IOException {
        return asHuggingFace(folder, architecture, settings, "");
    }

    /**
     * @param lacking tensors whose names contain this are left out, where it is not empty
     */
    public Path asHuggingFace(Path folder, String architecture, String settings, String lacking)
            throws IOException {
        ArrayWeights tensors =
                HuggingFaceMiniature.tensors(base, "bert.")
                        .with(
                                "classifier.weight",
                                weights.shape("output_weights"),
                                values("output_weights"))
                        .with(
                                "classifier.bias",
                                weights.shape("output_bias"),
                                values("output_bias"));
        HuggingFaceMiniature.write(
                folder,
                base,
                architecture,
                lacking.isEmpty() ? tensors : tensors.renamed(n -> n.contains(lacking) ? null : n));
        StringJoiner byId = new StringJoiner(", ", "\"id2label\": {", "}");
        for (int i = 0; i < labels.size(); i++) {
            byId.add("\"%d\": \"%s\"".formatted(i, labels.get(i)));
        }
        Path config = folder.resolve("config.json");
        Files.writeString(
                config,
                Files.readString(config)
                        .replaceFirst("\"id2label\": \\{[^}]*\\}", byId.toString())
                        .replaceFirst("\\{", "{" + settings));
        return folder;
    }

    public static Bert open(Path checkpoint, Map<String, String> adapters) {
        return Bert.open(
                BertOptions.of(checkpoint.toString())
                        .withCasing(CasingChoice.CASED)
                        .withAdapters(adapters)
                        .withPrecision(Precision.FLOAT32));
    }

    public static Bert open(Path checkpoint) {
        return open(checkpoint, Map.of());
    }
}
