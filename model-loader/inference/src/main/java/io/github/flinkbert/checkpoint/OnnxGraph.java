package io.github.flinkbert.checkpoint;

import io.github.flinkbert.checkpoint.MappedWeights.Layout;
import io.github.flinkbert.failure.CheckpointException;
import io.github.flinkbert.tensor.OnnxFile;
import io.github.flinkbert.tensor.OnnxFile.Node;
import io.github.flinkbert.tensor.StoredTensor;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * Reads a BERT off the graph that PyTorch's exporter makes of Hugging Face's model.
 *
 * <p>The exporter keeps the names of biases, normalisations and embeddings, but stores the matrix
 * of a linear layer transposed, under a name such as {@code onnx::MatMul_885}. Which layer it is of
 * is told by the bias that is added to its product.
 */
final class OnnxGraph {

    private static final float LARGEST_EPSILON = 1e-4f;

    private final OnnxFile onnx;
    private final Map<String, Node> makers = new HashMap<>();

    OnnxGraph(OnnxFile onnx) {
        this.onnx = onnx;
        onnx.nodes().forEach(node -> node.outputs().forEach(output -> makers.put(output, node)));
    }

    MappedWeights weights() {
        Map<String, MappedWeights.Source> sources = new TreeMap<>();
        onnx.initializers()
                .forEach(
                        (name, tensor) ->
                                HuggingFaceNames.google(name)
                                        .ifPresent(
                                                named ->
                                                        sources.put(
                                                                named.name(),
                                                                HuggingFaceWeights.source(
                                                                        named, tensor))));
        onnx.nodes().stream()
                .filter(node -> node.operation().equals("Add"))
                .forEach(
                        add ->
                                linear(add)
                                        .ifPresent(
                                                layer ->
                                                        sources.put(
                                                                layer.getKey(), layer.getValue())));
        return new MappedWeights(sources);
    }

    /** The layer whose bias this node adds to its product: the kernel's name and its matrix. */
    private Optional<Map.Entry<String, MappedWeights.Source>> linear(Node add) {
        String bias = null;
        StoredTensor matrix = null;
        for (String input : add.inputs()) {
            Node maker = makers.get(input);
            if (onnx.initializers().containsKey(input) && input.endsWith(".bias")) {
                bias = input;
            } else if (maker != null
                    && maker.operation().equals("MatMul")
                    && maker.inputs().size() == 2) {
                matrix = onnx.initializers().get(maker.inputs().get(1));
            }
        }
        if (bias == null || matrix == null) {
            return Optional.empty();
        }
        StoredTensor product = matrix;
        return HuggingFaceNames.google(bias.replaceFirst("bias$", "weight"))
                .filter(named -> named.layout() == Layout.TRANSPOSED)
                .map(
                        named ->
                                Map.entry(
                                        named.name(),
                                        new MappedWeights.Source(product, Layout.AS_STORED)));
    }

    /** How often attention's width is cut into heads: the shape that its vectors are given. */
    int heads(long hidden) {
        return onnx.nodes().stream()
                .filter(n -> n.operation().equals("Concat") || n.operation().equals("Reshape"))
                .map(this::lastTwo)
                .flatMap(Optional::stream)
                .filter(sizes -> sizes.get(0) > 1 && sizes.get(0) * sizes.get(1) == hidden)
                .findFirst()
                .map(sizes -> Math.toIntExact(sizes.get(0)))
                .orElseThrow(
                        () ->
                                new CheckpointException(
                                        ("%s has no config.json, and its graph does not tell the"
                                                        + " number of attention heads")
                                                .formatted(onnx.file())));
    }

    private Optional<List<Long>> lastTwo(Node node) {
        List<Long> sizes =
                node.inputs().stream()
                        .map(onnx.constants()::get)
                        .filter(Objects::nonNull)
                        .flatMap(constant -> constant.integers().stream())
                        .toList();
        return sizes.size() < 2
                ? Optional.empty()
                : Optional.of(sizes.subList(sizes.size() - 2, sizes.size()));
    }

    Activation activation() {
        if (uses("Erf", "")) {
            return Activation.GELU_ERF;
        }
        if (uses("Tanh", "intermediate")) {
            return Activation.GELU_TANH;
        }
        if (uses("Relu", "")) {
            return Activation.RELU;
        }
        throw new CheckpointException(
                "%s: unknown activation; expected Erf, Tanh or Relu in its feed-forward layers"
                        .formatted(onnx.file()));
    }

    private boolean uses(String operation, String where) {
        return onnx.nodes().stream()
                .anyMatch(n -> n.operation().equals(operation) && n.name().contains(where));
    }

    /** What is added to a variance, or the attribute of a normalisation that is one node. */
    double layerNormEpsilon() {
        return onnx.nodes().stream()
                .flatMap(this::epsilon)
                .findFirst()
                .map(epsilon -> Double.parseDouble(epsilon.toString())) // 1e-12, not its float32
                .orElseThrow(
                        () ->
                                new CheckpointException(
                                        "%s: its graph shows no layer normalisation"
                                                .formatted(onnx.file())));
    }

    private Stream<Float> epsilon(Node node) {
        if (node.operation().equals("LayerNormalization")) {
            return Stream.ofNullable(node.floats().get("epsilon"));
        }
        boolean addsToMean =
                node.operation().equals("Add")
                        && node.inputs().stream()
                                .map(makers::get)
                                .anyMatch(m -> m != null && m.operation().equals("ReduceMean"));
        return addsToMean
                ? node.inputs().stream()
                        .map(onnx.constants()::get)
                        .filter(c -> c != null && c.floats().size() == 1)
                        .map(c -> c.floats().get(0))
                        .filter(value -> value > 0 && value < LARGEST_EPSILON)
                : Stream.empty();
    }
}
