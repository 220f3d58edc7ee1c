package io.github.flinkbert.checkpoint;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A release's small JSON files, with errors that name the file. */
final class Json {

    private static final long LARGEST = 64L << 20;
    private static final JsonMapper MAPPER =
            JsonMapper.builder().enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION).build();

    private Json() {}

    static JsonNode read(Path file) {
        try {
            if (Files.size(file) > LARGEST) {
                throw new CheckpointException(
                        "%s has %d bytes; a JSON file of at most %d is expected"
                                .formatted(file, Files.size(file), LARGEST));
            }
            return object(MAPPER.readTree(Files.readAllBytes(file)), file.toString());
        } catch (JacksonException e) {
            throw new CheckpointException(
                    "%s is no JSON: %s".formatted(file, e.getOriginalMessage()), e);
        } catch (IOException e) {
            throw new CheckpointException(
                    "%s cannot be read: %s".formatted(file, e.getMessage()), e);
        }
    }

    static JsonNode parse(byte[] text, String where) {
        try {
            return object(MAPPER.readTree(text), where);
        } catch (IOException e) {
            throw new CheckpointException("%s is no JSON: %s".formatted(where, e.getMessage()), e);
        }
    }

    private static JsonNode object(JsonNode json, String where) {
        if (json == null || !json.isObject()) {
            throw new CheckpointException("%s holds no JSON object".formatted(where));
        }
        return json;
    }

    static int positive(JsonNode json, String field, Path file) {
        JsonNode value = json.path(field);
        if (!value.isIntegralNumber() || !value.canConvertToInt() || value.asInt() <= 0) {
            throw new CheckpointException(
                    "%s: %s must be a positive whole number, found %s"
                            .formatted(file, field, value.isMissingNode() ? "nothing" : value));
        }
        return value.asInt();
    }
}
