package io.github.flinkbert.checkpoint;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.flinkbert.failure.CheckpointException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * How a head was trained to label words: {@code word_label} in {@code config.json}, a field of this
 * project's own, such as {@code "each-piece"}. Others' heads do not have it.
 */
final class TrainedAggregation {

    static final String FIELD = "word_label";

    private TrainedAggregation() {}

    static AggregationStrategy read(Path folder) {
        Path config = folder.resolve("config.json");
        if (!Files.isRegularFile(config)) {
            return AggregationStrategy.FIRST_PIECE;
        }
        JsonNode found = Json.read(config).path(FIELD);
        if (found.isMissingNode()) {
            return AggregationStrategy.FIRST_PIECE;
        }
        return Arrays.stream(AggregationStrategy.values())
                .filter(known -> known != AggregationStrategy.AS_TRAINED)
                .filter(known -> word(known).equals(found.textValue()))
                .findFirst()
                .orElseThrow(() -> unknown(config, found));
    }

    private static String word(AggregationStrategy label) {
        return label.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    private static CheckpointException unknown(Path config, JsonNode found) {
        List<String> words =
                Arrays.stream(AggregationStrategy.values())
                        .filter(known -> known != AggregationStrategy.AS_TRAINED)
                        .map(TrainedAggregation::word)
                        .toList();
        return new CheckpointException(
                "%s: %s is %s, but one of %s is expected"
                        .formatted(config, FIELD, found, String.join(", ", words)));
    }
}
