package io.github.flinkbert.family.albert;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.flinkbert.checkpoint.Activation;
import io.github.flinkbert.checkpoint.BertConfig;
import io.github.flinkbert.checkpoint.HuggingFaceConfig;
import io.github.flinkbert.checkpoint.PoolerActivation;
import io.github.flinkbert.failure.CheckpointException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Which of BERT's layers have the parameters of a group: the model runs {@code num_hidden_layers}
 * times a group of {@code inner_group_num} layers, and there are {@code num_hidden_groups} of them.
 *
 * @param repeats how often a group is run
 * @param groups how many there are
 * @param inner layers of a group
 */
record SharedLayers(int repeats, int groups, int inner) {

    /** More than any release has, so that a hostile file names no more. */
    private static final int MOST_LAYERS = 1000;

    static SharedLayers of(JsonNode json, Path file) {
        int repeats = HuggingFaceConfig.positive(json, "num_hidden_layers", file);
        int groups = orOne(json, "num_hidden_groups", file);
        int inner = orOne(json, "inner_group_num", file);
        if (groups > repeats || (long) repeats * inner > MOST_LAYERS) {
            throw new CheckpointException(
                    ("%s: num_hidden_layers is %d, num_hidden_groups %d, inner_group_num %d;"
                                    + " expected no more groups than layers, and %d layers at most")
                            .formatted(file, repeats, groups, inner, MOST_LAYERS));
        }
        if (json.path("net_structure_type").asInt(0) != 0) {
            throw new CheckpointException(
                    "%s: net_structure_type is %s; expected 0"
                            .formatted(file, json.path("net_structure_type")));
        }
        return new SharedLayers(repeats, groups, inner);
    }

    private static int orOne(JsonNode json, String field, Path file) {
        return json.hasNonNull(field) ? HuggingFaceConfig.positive(json, field, file) : 1;
    }

    /** BERT's layers that have the parameters of one of a group; none where there is no such. */
    List<Integer> layers(int group, int innerLayer) {
        if (innerLayer >= inner) {
            return List.of();
        }
        return IntStream.range(0, repeats)
                .filter(repeat -> (int) (repeat / ((double) repeats / groups)) == group)
                .mapToObj(repeat -> repeat * inner + innerLayer)
                .toList();
    }

    /** The shape of the model, of a configuration whose other fields are those of BERT. */
    BertConfig config(JsonNode json, Path file, Activation activation) {
        BertConfig plain = HuggingFaceConfig.plain(json, file);
        return new BertConfig(
                plain.vocabularySize(),
                plain.hiddenSize(),
                repeats * inner,
                plain.heads(),
                plain.intermediateSize(),
                plain.maxPositions(),
                plain.segmentTypes(),
                activation,
                plain.layerNormEpsilon(),
                HuggingFaceConfig.positive(json, "embedding_size", file),
                PoolerActivation.TANH);
    }
}
