package io.github.flinkbert.checkpoint;

import io.github.flinkbert.failure.CheckpointException;
import io.github.flinkbert.tensor.OnnxFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.tensorflow.ndarray.Shape;

/**
 * The weights of an ONNX export of Hugging Face's BERT, with its {@code tokenizer.json}: read, not
 * run. So that a model that others have only as ONNX can be compared on the same numbers.
 */
final class OnnxRelease implements ReleaseForm {

    @Override
    public String description() {
        return "ONNX export of BERT (*.onnx, tokenizer.json)";
    }

    @Override
    public boolean matches(Path folder) throws IOException {
        return !graphs(folder).isEmpty();
    }

    @Override
    public boolean goesLast() {
        return true; // than what it was exported from
    }

    private static List<Path> graphs(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(f -> f.getFileName().toString().endsWith(".onnx")).toList();
        }
    }

    @Override
    public Checkpoint open(Release release) throws IOException {
        Path folder = release.folder();
        List<Path> graphs = graphs(folder);
        if (graphs.size() != 1) {
            throw new CheckpointException(
                    "%s holds %d ONNX files; one is expected".formatted(folder, graphs.size()));
        }
        ReleasedTokenizer tokenizer =
                ReleasedTokenizer.read(folder, folder.resolve("vocab.txt"), release.name());
        OnnxGraph graph = new OnnxGraph(OnnxFile.open(graphs.get(0)));
        MappedWeights weights = graph.weights();
        BertConfig config = config(folder, graph, weights, release.name());
        return new LoadedCheckpoint(
                release.name(),
                "ONNX export",
                config,
                tokenizer,
                weights,
                HeadReader.of(
                        new HeadReader.Source(
                                weights, config.hiddenSize(), folder, release.name())),
                Optional.empty(),
                release.digests());
    }

    private static BertConfig config(
            Path folder, OnnxGraph graph, MappedWeights weights, String name) {
        Path file = folder.resolve(HuggingFaceConfig.FILE);
        if (Files.isRegularFile(file)) {
            return HuggingFaceConfig.read(Json.read(file), file);
        }
        if (!weights.names().contains(EncoderVariables.WORD_EMBEDDINGS)) {
            throw new CheckpointException(
                    "%s is no BERT: expected an initializer embeddings.word_embeddings.weight"
                            .formatted(name));
        }
        Shape words = weights.shape(EncoderVariables.WORD_EMBEDDINGS);
        return ConfigFromShapes.read(
                weights,
                name,
                graph.heads(words.get(words.numDimensions() - 1)),
                graph.activation(),
                graph.layerNormEpsilon());
    }
}
