package io.github.flinkbert;

import io.github.flinkbert.checkpoint.BertConfig;
import io.github.flinkbert.checkpoint.HuggingFaceMiniature;
import io.github.flinkbert.checkpoint.MiniatureCheckpoint;
import io.github.flinkbert.encoder.Miniatures;
import io.github.flinkbert.encoder.ReferenceBert;
import io.github.flinkbert.tensor.ArrayWeights;
import io.github.flinkbert.tensor.SafetensorsWriter;
import io.github.flinkbert.tensor.TensorBundleWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import java.util.function.UnaryOperator;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.ndarray.buffer.DataBuffers;

/**
 * A relative of BERT of random weights, with heads, under BERT's names; it is written under the
 * family's own.
 */
record RelativeMiniature(BertConfig config, ArrayWeights weights) {

    static final int LABELS = 3;

    static RelativeMiniature of(BertConfig config, long seed) {
        Random random = new Random(seed);
        ArrayWeights weights =
                Miniatures.weights(config, seed)
                        .with(
                                "output_weights",
                                Shape.of(LABELS, config.hiddenSize()),
                                random(random, LABELS * config.hiddenSize()))
                        .with("output_bias", Shape.of(LABELS), random(random, LABELS))
                        .with(
                                "cls/squad/output_weights",
                                Shape.of(2, config.hiddenSize()),
                                random(random, 2 * config.hiddenSize()))
                        .with("cls/squad/output_bias", Shape.of(2), random(random, 2));
        return new RelativeMiniature(config, weights);
    }

    static float[] random(Random random, int size) {
        float[] values = new float[size];
        for (int i = 0; i < size; i++) {
            values[i] = (float) random.nextGaussian();
        }
        return values;
    }

    /** The same of a family without token types: what is added for them is nothing. */
    RelativeMiniature withoutSegments() {
        Shape shape = Shape.of(1, config.embeddingSize());
        return new RelativeMiniature(
                config,
                weights.with(
                        "bert/embeddings/token_type_embeddings",
                        shape,
                        new float[(int) shape.size()]));
    }

    ReferenceBert reference() {
        return new ReferenceBert(config, weights);
    }

    /**
     * Writes a Hugging Face folder.
     *
     * @param json {@code config.json}
     * @param name the family's name for BERT's name of a tensor, such as {@code
     *     encoder.layer.0.output.dense.weight}; null for what the folder does not have
     */
    Path write(Path folder, String json, UnaryOperator<String> name) throws IOException {
        Files.createDirectories(folder);
        Files.writeString(folder.resolve("config.json"), json);
        Files.writeString(folder.resolve("tokenizer_config.json"), "{\"do_lower_case\": false}");
        Files.write(folder.resolve("vocab.txt"), Miniatures.PIECES);
        ArrayWeights tensors =
                HuggingFaceMiniature.tensors(
                        new MiniatureCheckpoint(config, Miniatures.PIECES, weights), "");
        SafetensorsWriter.write(folder.resolve("model.safetensors"), tensors.renamed(name));
        return folder;
    }

    /** Writes a TensorFlow checkpoint. */
    Path writeBundle(Path folder, UnaryOperator<String> name) throws IOException {
        Files.createDirectories(folder);
        Files.write(folder.resolve("vocab.txt"), Miniatures.PIECES);
        ArrayWeights renamed = weights.renamed(name);
        try (TensorBundleWriter bundle = TensorBundleWriter.create(folder, "model")) {
            for (String each : renamed.names()) {
                float[] values = new float[(int) renamed.shape(each).size()];
                renamed.read(each, DataBuffers.of(values, false, false));
                bundle.put(each, renamed.shape(each), DataBuffers.of(values, false, false));
            }
        }
        return folder;
    }
}
