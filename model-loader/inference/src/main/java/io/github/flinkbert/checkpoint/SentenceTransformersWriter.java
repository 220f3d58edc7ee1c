package io.github.flinkbert.checkpoint;

import com.fasterxml.jackson.databind.ObjectWriter;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.github.flinkbert.failure.CheckpointException;
import io.github.flinkbert.tensor.SafetensorsWriter;
import io.github.flinkbert.tensor.Weights;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.apache.flink.annotation.Internal;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.ndarray.buffer.FloatDataBuffer;

/**
 * Writes how vectors are made in the form of sentence-transformers, all files but the encoder's and
 * the tokenizer's: what {@link SentenceTransformersFolder} reads.
 */
@Internal
public final class SentenceTransformersWriter {

    private static final ObjectWriter JSON = new JsonMapper().writerWithDefaultPrettyPrinter();

    private SentenceTransformersWriter() {}

    /**
     * @param folder the encoder's
     * @param hiddenSize of the encoder
     */
    public static void write(Path folder, SentenceEmbedding embedding, int hiddenSize)
            throws IOException {
        List<Map<String, Object>> modules = new ArrayList<>();
        modules.add(module(0, "", "Transformer"));
        String pooling = "1_Pooling";
        modules.add(module(1, pooling, "Pooling"));
        write(
                Files.createDirectories(folder.resolve(pooling)).resolve(DenseReader.CONFIG),
                PoolingConfig.json(embedding, hiddenSize));
        for (SentenceModule each : embedding.modules()) {
            int number = modules.size();
            boolean dense = each instanceof DenseModule;
            String kind = dense ? "Dense" : "Normalize";
            String path = "%d_%s".formatted(number, kind);
            modules.add(module(number, path, kind));
            if (dense) {
                write(Files.createDirectories(folder.resolve(path)), (DenseModule) each);
            }
        }
        write(folder.resolve(SentenceTransformersFolder.MODULES), modules);
        if (embedding.maxTokens().isPresent()) {
            write(
                    folder.resolve(SentenceTransformersSettings.TRANSFORMER.get(0)),
                    Map.of(
                            SentenceTransformersSettings.MAX_TOKENS,
                            embedding.maxTokens().getAsInt()));
        }
        write(folder.resolve(SentenceTransformersSettings.MODEL), model(embedding));
    }

    private static Map<String, Object> model(SentenceEmbedding embedding) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put(SentenceTransformersSettings.PROMPTS, embedding.prompts().texts());
        json.put(
                SentenceTransformersSettings.STANDARD_PROMPT,
                embedding.prompts().standard().orElse(null));
        json.put(
                SentenceTransformersSettings.SIMILARITY,
                SentenceTransformersSettings.word(embedding.similarity()));
        embedding
                .dimensions()
                .ifPresent(kept -> json.put(SentenceTransformersSettings.DIMENSIONS, kept));
        return json;
    }

    private static void write(Path folder, DenseModule dense) throws IOException {
        Map<String, Object> config = new LinkedHashMap<>();
        config.put("in_features", dense.in());
        config.put("out_features", dense.out());
        config.put("bias", dense.hasBias());
        config.put("activation_function", dense.activation().className());
        write(folder.resolve(DenseReader.CONFIG), config);
        SafetensorsWriter.write(folder.resolve(HuggingFaceWeights.WHOLE), new Tensors(dense));
    }

    private static void write(Path file, Object json) throws IOException {
        Files.writeString(file, JSON.writeValueAsString(json) + "\n");
    }

    private static Map<String, Object> module(int number, String path, String kind) {
        Map<String, Object> module = new LinkedHashMap<>();
        module.put("idx", number);
        module.put("name", String.valueOf(number));
        module.put("path", path);
        module.put("type", SentenceTransformersFolder.MODULE_PACKAGE + kind);
        return module;
    }

    /** A Dense module's tensors, by PyTorch's names. */
    private record Tensors(DenseModule dense) implements Weights {

        @Override
        public Set<String> names() {
            return new TreeSet<>(
                    dense.hasBias()
                            ? List.of(DenseReader.KERNEL, DenseReader.BIAS)
                            : List.of(DenseReader.KERNEL));
        }

        @Override
        public Shape shape(String name) {
            return name.equals(DenseReader.KERNEL)
                    ? Shape.of(dense.out(), dense.in())
                    : Shape.of(dense.out());
        }

        @Override
        public void read(String name, FloatDataBuffer into) {
            if (!names().contains(name)) {
                throw new CheckpointException("a Dense module has no " + name);
            }
            into.write(name.equals(DenseReader.KERNEL) ? dense.kernel() : dense.bias());
        }
    }
}
