package io.github.flinkbert.flink.decode;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import io.github.flinkbert.flink.binding.InputField;
import io.github.flinkbert.flink.config.InputOptions.InputConfig.JsonFields;
import io.github.flinkbert.flink.config.InputOptions.TimeConfig;
import io.github.flinkbert.flink.record.KafkaRecord;
import io.github.flinkbert.flink.record.TextQuery;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The value is a JSON object. Text, identity, inputs and time lie in fields of configured names;
 * every other field is an attribute, a string as it is and anything else as JSON, numbers as they
 * were written. The members of an object called {@code attributes} are attributes themselves, so
 * that what the job writes can be read again. What is null is absent.
 */
final class JsonTextDecoder implements TextDecoder {

    private static final String ATTRIBUTES = "attributes";

    private final JsonFields fields;
    private final EventTimes times;
    private final Set<String> named;

    JsonTextDecoder(JsonFields fields, TimeConfig times) {
        this.times = new EventTimes(times);
        this.fields = fields;
        this.named =
                Stream.concat(
                                Stream.of(fields.text(), fields.id(), fields.eventTime()),
                                fields.inputs().values().stream())
                        .collect(Collectors.toUnmodifiableSet());
    }

    @Override
    public TextQuery decode(KafkaRecord record, byte[] value) throws MalformedRecordException {
        return decode(record, parse(StrictUtf8.decodeWithoutMark(value, "the value")));
    }

    /**
     * @param event an object
     */
    TextQuery decode(KafkaRecord record, JsonNode event) throws MalformedRecordException {
        return new TextQuery(
                record,
                id(event).orElseGet(record::origin),
                string(event, fields.text())
                        .orElseThrow(
                                () ->
                                        new MalformedRecordException(
                                                "the JSON object has no field \"%s\""
                                                        .formatted(fields.text()))),
                inputs(event),
                time(event),
                attributes(event));
    }

    private JsonNode parse(String json) throws MalformedRecordException {
        JsonNode node;
        try {
            node = WrittenJson.read(json);
        } catch (JsonProcessingException e) {
            var at = e.getLocation();
            throw new MalformedRecordException(
                    at == null
                            ? "the value is not JSON"
                            : "the value is not JSON: line %d, column %d"
                                    .formatted(at.getLineNr(), at.getColumnNr()),
                    e);
        }
        if (!node.isObject()) {
            throw new MalformedRecordException(
                    "the value must be a JSON object, found " + kind(node));
        }
        return node;
    }

    private Optional<String> id(JsonNode event) throws MalformedRecordException {
        JsonNode id = event.path(fields.id());
        return id.isNumber() ? Optional.of(id.asText()) : string(event, fields.id());
    }

    /** A null field is an absent one. */
    private static Optional<String> string(JsonNode event, String field)
            throws MalformedRecordException {
        JsonNode node = event.path(field);
        if (node.isMissingNode() || node.isNull()) {
            return Optional.empty();
        }
        if (!node.isTextual()) {
            throw new MalformedRecordException(
                    "the JSON field \"%s\" must be a string, found %s"
                            .formatted(field, kind(node)));
        }
        StrictUtf8.requireWholeCharacters(
                node.textValue(), "the JSON field \"%s\"".formatted(field));
        return Optional.of(node.textValue());
    }

    private Map<InputField, String> inputs(JsonNode event) throws MalformedRecordException {
        Map<InputField, String> inputs = new LinkedHashMap<>();
        for (Map.Entry<InputField, String> named : fields.inputs().entrySet()) {
            string(event, named.getValue()).ifPresent(value -> inputs.put(named.getKey(), value));
        }
        return inputs;
    }

    private OptionalLong time(JsonNode event) throws MalformedRecordException {
        JsonNode node = event.path(fields.eventTime());
        if (node.isMissingNode() || node.isNull()) {
            return OptionalLong.empty();
        }
        return OptionalLong.of(
                times.read(node, "the JSON field \"%s\"".formatted(fields.eventTime())));
    }

    private Map<String, String> attributes(JsonNode event) throws MalformedRecordException {
        Map<String, String> attributes = new LinkedHashMap<>();
        for (Map.Entry<String, JsonNode> field : event.properties()) {
            if (field.getKey().equals(ATTRIBUTES) && field.getValue().isObject()) {
                for (Map.Entry<String, JsonNode> member : field.getValue().properties()) {
                    put(member, attributes);
                }
            } else if (!named.contains(field.getKey())) {
                put(field, attributes);
            }
        }
        return attributes;
    }

    private static void put(Map.Entry<String, JsonNode> field, Map<String, String> attributes)
            throws MalformedRecordException {
        JsonNode node = field.getValue();
        if (node.isNull()) {
            return;
        }
        String value = node.isTextual() ? node.textValue() : node.toString();
        StrictUtf8.requireWholeCharacters(field.getKey(), "the name of a JSON field");
        StrictUtf8.requireWholeCharacters(value, "the JSON field \"%s\"".formatted(field.getKey()));
        attributes.put(field.getKey(), value);
    }

    private static String kind(JsonNode node) {
        return node.isMissingNode()
                ? "nothing"
                : node.getNodeType().name().toLowerCase(Locale.ROOT);
    }
}
