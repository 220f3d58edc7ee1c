package io.github.flinkbert.family.gpt;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.flinkbert.checkpoint.Checkpoint;
import io.github.flinkbert.checkpoint.Json;
import io.github.flinkbert.checkpoint.Release;
import io.github.flinkbert.checkpoint.ReleaseForm;
import io.github.flinkbert.failure.CheckpointException;
import io.github.flinkbert.tensor.NpyFile;
import io.github.flinkbert.tensor.StoredTensor;
import io.github.flinkbert.text.Casing;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.tensorflow.ndarray.Shape;

/**
 * OpenAI's release of GPT-1: {@code params_shapes.json}, and all numbers one behind the other in
 * {@code params_0.npy}, {@code params_1.npy}, …; {@code encoder_bpe_40000.json} and {@code
 * vocab_40000.bpe}. It has no configuration: shapes tell it, but for the heads, of which OpenAI's
 * script has 12.
 *
 * <p>Source: {@code train.py} and {@code text_utils.py} of openai/finetune-transformer-lm.
 */
final class Gpt1Release implements ReleaseForm {

    private static final String SHAPES = "params_shapes.json";
    private static final int HEADS = 12;

    /** In the order in which the script makes them. */
    private static final List<String> OF_LAYER =
            List.of(
                    "attn/c_attn/w",
                    "attn/c_attn/b",
                    "attn/c_proj/w",
                    "attn/c_proj/b",
                    "ln_1/g",
                    "ln_1/b",
                    "mlp/c_fc/w",
                    "mlp/c_fc/b",
                    "mlp/c_proj/w",
                    "mlp/c_proj/b",
                    "ln_2/g",
                    "ln_2/b");

    private static final int EMBEDDINGS = 2;

    @Override
    public String description() {
        return "OpenAI release of GPT (params_shapes.json, params_0.npy, encoder_bpe_40000.json,"
                + " vocab_40000.bpe)";
    }

    @Override
    public boolean matches(Path folder) {
        return Files.isRegularFile(folder.resolve(SHAPES));
    }

    @Override
    public Checkpoint open(Release release) {
        Path folder = release.folder();
        List<Shape> shapes = shapes(folder.resolve(SHAPES));
        Shape positions = shapes.get(0);
        Shape words = shapes.get(1);
        GptConfig config =
                GptConfig.released(
                        Math.toIntExact(words.get(0)),
                        Math.toIntExact(words.get(1)),
                        (shapes.size() - EMBEDDINGS) / OF_LAYER.size(),
                        HEADS,
                        Math.toIntExact(positions.get(0)),
                        GptConfig.Normalization.AFTER);
        return new GptCheckpoint(
                Gpt1Family.NAME,
                release,
                "OpenAI release",
                config,
                Gpt1Tokenizers.ofOpenAi(
                        folder.resolve("encoder_bpe_40000.json"),
                        folder.resolve("vocab_40000.bpe")),
                Casing.UNCASED,
                weights(folder, shapes),
                Optional.empty());
    }

    private static List<Shape> shapes(Path file) {
        List<Shape> shapes = new ArrayList<>();
        for (JsonNode each : Json.readList(file)) {
            long[] axes = new long[each.size()];
            for (int i = 0; i < axes.length; i++) {
                axes[i] = each.path(i).asLong(-1);
                if (axes[i] < 1 || axes[i] > Integer.MAX_VALUE) {
                    throw new CheckpointException(
                            "%s: a shape is of positive whole numbers, found %s"
                                    .formatted(file, each));
                }
            }
            shapes.add(Shape.of(axes));
        }
        int layers = shapes.size() - EMBEDDINGS;
        boolean embeddings =
                layers > 0
                        && layers % OF_LAYER.size() == 0
                        && shapes.get(0).numDimensions() == 2
                        && shapes.get(1).numDimensions() == 2;
        if (!embeddings) {
            throw new CheckpointException(
                    ("%s has %d shapes; expected those of positions and words, two numbers each,"
                                    + " and %d a layer")
                            .formatted(file, shapes.size(), OF_LAYER.size()));
        }
        return shapes;
    }

    private static GptWeights weights(Path folder, List<Shape> shapes) {
        List<StoredTensor> files = files(folder);
        long found = files.stream().mapToLong(StoredTensor::size).sum();
        long expected = shapes.stream().mapToLong(Shape::size).sum();
        if (found != expected) {
            throw new CheckpointException(
                    "%s: the %d files params_*.npy hold %,d numbers; %s says %,d"
                            .formatted(folder, files.size(), found, SHAPES, expected));
        }
        Map<String, GptWeights.Stored> variables = new TreeMap<>();
        long at = 0;
        for (int i = 0; i < shapes.size(); i++) {
            Shape shape = shapes.get(i);
            List<StoredTensor> stretches = NpyFile.stretches(files, at, shape.size());
            boolean kernel = shape.numDimensions() == 3 && shape.get(0) == 1;
            variables.put(
                    name(i),
                    new GptWeights.Stored(
                            kernel ? Shape.of(shape.get(1), shape.get(2)) : shape, stretches));
            at += shape.size();
        }
        return new GptWeights(variables);
    }

    private static String name(int index) {
        if (index < EMBEDDINGS) {
            return index == 0 ? GptVariables.POSITIONS : GptVariables.WORDS;
        }
        int inLayers = index - EMBEDDINGS;
        return GptVariables.layer(inLayers / OF_LAYER.size())
                + OF_LAYER.get(inLayers % OF_LAYER.size());
    }

    private static List<StoredTensor> files(Path folder) {
        List<StoredTensor> files = new ArrayList<>();
        Path next = folder.resolve("params_0.npy");
        while (files.isEmpty() || Files.isRegularFile(next)) {
            files.add(NpyFile.open(next));
            next = folder.resolve("params_%d.npy".formatted(files.size()));
        }
        return files;
    }
}
