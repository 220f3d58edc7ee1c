package io.github.flinkbert.console.task;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.util.List;
import java.util.Optional;
import org.apache.flink.annotation.Internal;

/** Reads fields of JSON records. */
@Internal
public final class FieldJson {

    private static final JsonMapper JSON = new JsonMapper();

    private FieldJson() {}

    /** Empty where it is missing or null. */
    public static <T> Optional<T> value(JsonNode json, Class<T> type)
            throws JsonProcessingException {
        return json.isMissingNode() || json.isNull()
                ? Optional.empty()
                : Optional.of(JSON.treeToValue(json, type));
    }

    /** An empty list where it is missing or null. */
    public static <T> List<T> list(JsonNode json, Class<T[]> type) throws JsonProcessingException {
        return value(json, type).map(List::of).orElse(List.of());
    }
}
