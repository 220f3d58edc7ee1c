package io.github.flinkbert.flink.protobuf;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.google.protobuf.ByteString;
import com.google.protobuf.Descriptors.EnumValueDescriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.Message;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.apache.flink.annotation.Internal;

/**
 * A message as a JSON object of its fields, under the names that the .proto file gives them. What
 * is not set is not there; bytes are Base64, times ISO 8601, symbols of enums their names.
 * Stateless.
 */
@Internal
public final class MessageJson {

    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;
    private static final String TIMESTAMP = "google.protobuf.Timestamp";

    private MessageJson() {}

    /** The fields that are set. */
    public static ObjectNode of(Message message) {
        ObjectNode object = JSON.objectNode();
        for (Map.Entry<FieldDescriptor, Object> field : message.getAllFields().entrySet()) {
            object.set(field.getKey().getName(), field(field.getKey(), field.getValue()));
        }
        return object;
    }

    private static JsonNode field(FieldDescriptor field, Object value) {
        if (!field.isRepeated()) {
            return value(field, value);
        }
        if (field.isMapField()) {
            ObjectNode entries = JSON.objectNode();
            for (Object each : (List<?>) value) {
                Message entry = (Message) each;
                FieldDescriptor key = entry.getDescriptorForType().findFieldByNumber(1);
                FieldDescriptor of = entry.getDescriptorForType().findFieldByNumber(2);
                entries.set(String.valueOf(entry.getField(key)), value(of, entry.getField(of)));
            }
            return entries;
        }
        ArrayNode elements = JSON.arrayNode();
        ((List<?>) value).forEach(element -> elements.add(value(field, element)));
        return elements;
    }

    private static JsonNode value(FieldDescriptor field, Object value) {
        return switch (field.getJavaType()) {
            case INT -> whole(field, ((Integer) value).longValue(), 0xFFFFFFFFL);
            case LONG -> whole(field, (Long) value, -1L);
            case FLOAT -> real(((Float) value).doubleValue(), String.valueOf(value));
            case DOUBLE -> real((Double) value, String.valueOf(value));
            case BOOLEAN -> JSON.booleanNode((Boolean) value);
            case STRING -> JSON.textNode((String) value);
            case BYTE_STRING -> JSON.textNode(base64((ByteString) value));
            case ENUM -> JSON.textNode(((EnumValueDescriptor) value).getName());
            case MESSAGE -> message((Message) value);
        };
    }

    /**
     * @param bits those of an unsigned number
     */
    private static JsonNode whole(FieldDescriptor field, long value, long bits) {
        boolean unsigned =
                switch (field.getType()) {
                    case UINT32, FIXED32, UINT64, FIXED64 -> true;
                    default -> false;
                };
        return unsigned
                ? JSON.numberNode(new BigInteger(Long.toUnsignedString(value & bits)))
                : JSON.numberNode(value);
    }

    private static String base64(ByteString bytes) {
        return Base64.getEncoder().encodeToString(bytes.toByteArray());
    }

    /** JSON has no infinite numbers. */
    private static JsonNode real(double value, String written) {
        return Double.isFinite(value)
                ? JSON.numberNode(new BigDecimal(written))
                : JSON.textNode(written);
    }

    private static JsonNode message(Message message) {
        if (!message.getDescriptorForType().getFullName().equals(TIMESTAMP)) {
            return of(message);
        }
        Object seconds = message.getField(message.getDescriptorForType().findFieldByNumber(1));
        Object nanos = message.getField(message.getDescriptorForType().findFieldByNumber(2));
        try {
            return JSON.textNode(Instant.ofEpochSecond((Long) seconds, (Integer) nanos).toString());
        } catch (DateTimeException e) {
            return of(message);
        }
    }
}
