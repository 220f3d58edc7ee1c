package io.github.flinkbert.checkpoint;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.flinkbert.failure.CheckpointException;
import io.github.flinkbert.tensor.NumberFormat;
import io.github.flinkbert.tensor.SafetensorsFile;
import io.github.flinkbert.tensor.StoredTensor;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import org.apache.flink.annotation.Internal;

/**
 * The tensors of a Hugging Face folder, from one safetensors file or from several and their index.
 */
@Internal
public final class HuggingFaceWeights {

    static final String WHOLE = "model.safetensors";
    static final String INDEX = "model.safetensors.index.json";

    private HuggingFaceWeights() {}

    /**
     * @param asBert the names that BERT has for a tensor; none for what is no part of the encoder
     *     or of a head that BERT has, too
     */
    static MappedWeights read(Path folder, Function<String, List<String>> asBert) {
        Map<String, MappedWeights.Source> sources = new TreeMap<>();
        tensors(folder)
                .forEach(
                        (name, tensor) -> {
                            for (String each : asBert.apply(name)) {
                                HuggingFaceNames.google(each)
                                        .ifPresent(named -> put(named, tensor, sources, folder));
                            }
                        });
        return new MappedWeights(sources);
    }

    private static void put(
            HuggingFaceNames.Named named,
            StoredTensor tensor,
            Map<String, MappedWeights.Source> sources,
            Path folder) {
        if (tensor.format() == NumberFormat.OTHER) {
            return;
        }
        if (sources.put(named.name(), source(named, tensor)) != null) {
            throw new CheckpointException(
                    "%s holds %s twice, with and without a prefix".formatted(folder, named.name()));
        }
    }

    static MappedWeights.Source source(HuggingFaceNames.Named named, StoredTensor tensor) {
        boolean flat = tensor.shape().numDimensions() != 2;
        if (flat && named.layout() == MappedWeights.Layout.TRANSPOSED) {
            throw new CheckpointException(
                    "%s: %s must be a matrix, found shape %s"
                            .formatted(
                                    tensor.file(),
                                    tensor.name(),
                                    EncoderVariables.text(tensor.shape())));
        }
        return new MappedWeights.Source(tensor, named.layout());
    }

    /**
     * The tensors under the names that the files give them.
     *
     * @throws CheckpointException if there are none, or a shard is missing
     */
    public static Map<String, StoredTensor> tensors(Path folder) {
        Path whole = folder.resolve(WHOLE);
        if (Files.isRegularFile(whole)) {
            return SafetensorsFile.open(whole);
        }
        Path index = folder.resolve(INDEX);
        if (Files.isRegularFile(index)) {
            return sharded(folder, index);
        }
        throw new CheckpointException(
                "%s has no %s; weights in other files, such as pytorch_model.bin, are not read"
                        .formatted(folder, WHOLE));
    }

    private static Map<String, StoredTensor> sharded(Path folder, Path index) {
        JsonNode map = Json.read(index).path("weight_map");
        if (!map.isObject()) {
            throw new CheckpointException("%s has no weight_map".formatted(index));
        }
        Map<String, Map<String, StoredTensor>> shards = new LinkedHashMap<>();
        Map<String, StoredTensor> tensors = new LinkedHashMap<>();
        for (Map.Entry<String, JsonNode> entry : map.properties()) {
            String shard = entry.getValue().asText();
            if (shard.contains("/") || shard.contains("\\") || shard.equals("..")) {
                throw new CheckpointException(
                        "%s: the shard \"%s\" lies outside the folder".formatted(index, shard));
            }
            if (!Files.isRegularFile(folder.resolve(shard))) {
                throw new CheckpointException(
                        "%s is missing: %s needs this shard"
                                .formatted(folder.resolve(shard), index.getFileName()));
            }
            StoredTensor tensor =
                    shards.computeIfAbsent(
                                    shard, name -> SafetensorsFile.open(folder.resolve(name)))
                            .get(entry.getKey());
            if (tensor == null) {
                throw new CheckpointException(
                        "%s puts %s into %s, which does not hold it"
                                .formatted(index, entry.getKey(), shard));
            }
            tensors.put(entry.getKey(), tensor);
        }
        return tensors;
    }
}
