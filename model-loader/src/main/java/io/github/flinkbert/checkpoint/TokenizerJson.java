package io.github.flinkbert.checkpoint;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.flinkbert.text.Casing;
import io.github.flinkbert.text.Vocabulary;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** Reads what BERT needs of Hugging Face's {@code tokenizer.json}: the pieces and the casing. */
final class TokenizerJson {

    private static final int MOST_PIECES = 10_000_000;

    private TokenizerJson() {}

    static boolean isIn(Path folder) {
        return file(folder).isPresent();
    }

    /** {@code tokenizer.json}, or a lone file whose name ends in it. */
    private static Optional<Path> file(Path folder) {
        Path usual = folder.resolve("tokenizer.json");
        if (Files.isRegularFile(usual)) {
            return Optional.of(usual);
        }
        try (Stream<Path> files = Files.list(folder)) {
            List<Path> named =
                    files.filter(f -> f.getFileName().toString().endsWith("-tokenizer.json"))
                            .toList();
            return named.size() == 1 ? Optional.of(named.get(0)) : Optional.empty();
        } catch (IOException e) {
            throw new CheckpointException(
                    "%s cannot be read: %s".formatted(folder, e.getMessage()), e);
        }
    }

    static Vocabulary vocabulary(Path folder) {
        Path file = file(folder).orElseThrow();
        JsonNode json = Json.read(file);
        JsonNode model = json.path("model");
        if (!model.path("type").asText("WordPiece").equals("WordPiece")
                || !model.path("vocab").isObject()) {
            throw new CheckpointException(
                    "%s holds no WordPiece vocabulary, found model type %s"
                            .formatted(file, model.path("type")));
        }
        String[] pieces = new String[Math.min(MOST_PIECES, size(json))];
        for (Map.Entry<String, JsonNode> entry : model.path("vocab").properties()) {
            put(pieces, entry.getKey(), entry.getValue().asInt(-1), file);
        }
        for (JsonNode added : json.path("added_tokens")) {
            put(pieces, added.path("content").asText(), added.path("id").asInt(-1), file);
        }
        int gap = Arrays.asList(pieces).indexOf(null);
        if (gap >= 0) {
            throw new CheckpointException("%s has no piece of id %d".formatted(file, gap));
        }
        try {
            return Vocabulary.of(Arrays.asList(pieces));
        } catch (IllegalArgumentException e) {
            throw new CheckpointException("%s: %s".formatted(file, e.getMessage()), e);
        }
    }

    private static int size(JsonNode json) {
        int size = json.path("model").path("vocab").size();
        for (JsonNode added : json.path("added_tokens")) {
            size = Math.max(size, added.path("id").asInt() + 1);
        }
        return size;
    }

    private static void put(String[] pieces, String piece, int id, Path file) {
        if (id < 0 || id >= pieces.length) {
            throw new CheckpointException(
                    "%s gives a piece the id %d, but has %d pieces"
                            .formatted(file, id, pieces.length));
        }
        pieces[id] = piece;
    }

    static Optional<Casing> casing(Path folder) {
        Path file = file(folder).orElseThrow();
        JsonNode normalizer = Json.read(file).path("normalizer");
        JsonNode lower = normalizer.path("lowercase");
        if (!lower.isBoolean()) {
            return Optional.empty();
        }
        TokenizerConfig.requireAccentsToGoWithCase(normalizer, lower.asBoolean(), file);
        return Optional.of(lower.asBoolean() ? Casing.UNCASED : Casing.CASED);
    }
}
