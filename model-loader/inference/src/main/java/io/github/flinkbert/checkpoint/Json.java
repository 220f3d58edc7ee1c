package io.github.flinkbert.checkpoint;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.github.flinkbert.failure.CheckpointException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import org.apache.flink.annotation.Internal;

/** A release's small JSON files, with errors that name the file. */
@Internal
public final class Json {

    private static final long LARGEST = 64L << 20;
    private static final JsonMapper MAPPER =
            JsonMapper.builder().enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION).build();

    private static final JsonMapper DECIMALS =
            JsonMapper.builder()
                    .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                    .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
                    .build();

    private Json() {}

    /** A file that holds one JSON object. */
    public static JsonNode read(Path file) {
        JsonNode json = any(file);
        if (!json.isObject()) {
            throw new CheckpointException("%s holds no JSON object".formatted(file));
        }
        return json;
    }

    /** The same with all digits of numbers that are not whole. */
    static JsonNode readDecimals(Path file) {
        JsonNode json = any(file, DECIMALS);
        if (!json.isObject()) {
            throw new CheckpointException("%s holds no JSON object".formatted(file));
        }
        return json;
    }

    /** A file that holds a JSON list. */
    public static JsonNode readList(Path file) {
        JsonNode json = any(file);
        if (!json.isArray()) {
            throw new CheckpointException("%s holds no JSON list".formatted(file));
        }
        return json;
    }

    private static JsonNode any(Path file) {
        return any(file, MAPPER);
    }

    private static JsonNode any(Path file, JsonMapper mapper) {
        try {
            if (Files.size(file) > LARGEST) {
                throw new CheckpointException(
                        "%s has %d bytes; a JSON file of at most %d is expected"
                                .formatted(file, Files.size(file), LARGEST));
            }
            return mapper.readTree(Files.readAllBytes(file));
        } catch (NoSuchFileException e) {
            throw new CheckpointException("%s is missing".formatted(file), e);
        } catch (JacksonException e) {
            throw new CheckpointException(
                    "%s is no JSON: %s".formatted(file, e.getOriginalMessage()), e);
        } catch (IOException e) {
            throw new CheckpointException(
                    "%s cannot be read: %s".formatted(file, e.getMessage()), e);
        }
    }

    public static int positive(JsonNode json, String field, Path file) {
        JsonNode value = json.path(field);
        if (!value.isIntegralNumber() || !value.canConvertToInt() || value.asInt() <= 0) {
            throw new CheckpointException(
                    "%s: %s must be a positive whole number, found %s"
                            .formatted(file, field, value.isMissingNode() ? "nothing" : value));
        }
        return value.asInt();
    }
}
