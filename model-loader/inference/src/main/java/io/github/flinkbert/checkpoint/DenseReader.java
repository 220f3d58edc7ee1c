package io.github.flinkbert.checkpoint;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.flinkbert.failure.CheckpointException;
import io.github.flinkbert.tensor.SafetensorsFile;
import io.github.flinkbert.tensor.StoredTensor;
import io.github.flinkbert.tensor.TensorStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.ndarray.buffer.DataBuffers;

/**
 * Reads the folder of a Dense module: {@code config.json} and {@code model.safetensors}.
 *
 * <p>Source: {@code models/Dense.py} of sentence-transformers.
 */
final class DenseReader {

    static final String CONFIG = "config.json";
    static final String KERNEL = "linear.weight";
    static final String BIAS = "linear.bias";

    /** The files that are read, by their names in the folder. */
    static final List<String> FILES = List.of(CONFIG, HuggingFaceWeights.WHOLE);

    private static final String VECTOR = "sentence_embedding";
    private static final Set<String> KNOWN =
            Set.of(
                    "in_features",
                    "out_features",
                    "bias",
                    "activation_function",
                    "module_input_name",
                    "module_output_name");

    private DenseReader() {}

    /**
     * @throws CheckpointException if the folder says what is not obeyed
     */
    static DenseModule read(Path folder) {
        Path file = folder.resolve(CONFIG);
        JsonNode json = Json.read(file);
        for (Map.Entry<String, JsonNode> each : json.properties()) {
            if (!KNOWN.contains(each.getKey()) && !each.getValue().isNull()) {
                throw Said.refusal(
                        file,
                        each.getKey(),
                        each.getValue(),
                        "a Dense module's settings alone, "
                                + String.join(", ", new TreeSet<>(KNOWN)));
            }
        }
        for (String name : List.of("module_input_name", "module_output_name")) {
            if (json.hasNonNull(name) && !json.path(name).asText().equals(VECTOR)) {
                throw Said.refusal(file, name, json.path(name), "\"" + VECTOR + "\"");
            }
        }
        int in = Json.positive(json, "in_features", file);
        int out = Json.positive(json, "out_features", file);
        boolean biased = Said.flag(json, "", "bias", file).map(Said::value).orElse(true);
        Map<String, StoredTensor> tensors = tensors(folder);
        Set<String> expected = biased ? Set.of(KERNEL, BIAS) : Set.of(KERNEL);
        if (!tensors.keySet().equals(expected)) {
            throw new CheckpointException(
                    "%s holds the tensors %s; expected %s"
                            .formatted(
                                    folder.resolve(HuggingFaceWeights.WHOLE),
                                    new TreeSet<>(tensors.keySet()),
                                    new TreeSet<>(expected)));
        }
        return new DenseModule(
                in,
                out,
                values(requireNonNull(tensors.get(KERNEL)), Shape.of(out, in)),
                biased ? values(requireNonNull(tensors.get(BIAS)), Shape.of(out)) : new float[0],
                activation(json, file));
    }

    private static DenseActivation activation(JsonNode json, Path file) {
        JsonNode value = json.path("activation_function");
        Optional<DenseActivation> found = DenseActivation.of(value.asText());
        return found.orElseThrow(
                () ->
                        Said.refusal(
                                file,
                                "activation_function",
                                value.isMissingNode() ? "missing" : value,
                                "one of " + DenseActivation.names()));
    }

    private static Map<String, StoredTensor> tensors(Path folder) {
        Path file = folder.resolve(HuggingFaceWeights.WHOLE);
        if (!Files.isRegularFile(file)) {
            throw new CheckpointException(
                    "%s has no %s; weights in other files, such as pytorch_model.bin, are not read"
                            .formatted(folder, HuggingFaceWeights.WHOLE));
        }
        return SafetensorsFile.open(file);
    }

    private static float[] values(StoredTensor tensor, Shape expected) {
        if (!tensor.shape().equals(expected)) {
            throw new CheckpointException(
                    "%s: %s has shape %s, but its configuration says %s"
                            .formatted(
                                    tensor.file(),
                                    tensor.name(),
                                    EncoderVariables.text(tensor.shape()),
                                    EncoderVariables.text(expected)));
        }
        float[] values = new float[Math.toIntExact(expected.size())];
        TensorStream.read(tensor, DataBuffers.of(values, false, false));
        return values;
    }
}
