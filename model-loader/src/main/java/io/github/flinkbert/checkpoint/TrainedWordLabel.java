package io.github.flinkbert.checkpoint;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.flinkbert.task.WordLabel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * How a head was trained to label words: {@code word_label} in {@code config.json}, a field of this
 * project's own, such as {@code "each-piece"}. Others' heads do not have it.
 */
final class TrainedWordLabel {

    static final String FIELD = "word_label";

    private TrainedWordLabel() {}

    static WordLabel read(Path folder) {
        Path config = folder.resolve("config.json");
        if (!Files.isRegularFile(config)) {
            return WordLabel.FIRST_PIECE;
        }
        JsonNode found = Json.read(config).path(FIELD);
        if (found.isMissingNode()) {
            return WordLabel.FIRST_PIECE;
        }
        return Arrays.stream(WordLabel.values())
                .filter(known -> known != WordLabel.AS_TRAINED)
                .filter(known -> word(known).equals(found.textValue()))
                .findFirst()
                .orElseThrow(() -> unknown(config, found));
    }

    private static String word(WordLabel label) {
        return label.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    private static CheckpointException unknown(Path config, JsonNode found) {
        List<String> words =
                Arrays.stream(WordLabel.values())
                        .filter(known -> known != WordLabel.AS_TRAINED)
                        .map(TrainedWordLabel::word)
                        .toList();
        return new CheckpointException(
                "%s: %s is %s, but one of %s is expected"
                        .formatted(config, FIELD, found, String.join(", ", words)));
    }
}
