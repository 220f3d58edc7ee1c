package io.github.flinkbert.flink.decode;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.google.protobuf.CodedInputStream;
import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.DynamicMessage;
import com.google.protobuf.InvalidProtocolBufferException;
import io.github.flinkbert.failure.FailureMessage;
import io.github.flinkbert.flink.protobuf.MessageJson;
import io.github.flinkbert.flink.protobuf.MessageTypes;
import io.github.flinkbert.flink.record.KafkaRecord;
import io.github.flinkbert.flink.record.TextQuery;
import io.github.flinkbert.flink.registry.ProtobufText;
import io.github.flinkbert.flink.registry.RegistryConfig;
import io.github.flinkbert.flink.registry.SchemaRegistry;
import io.github.flinkbert.flink.registry.SchemaRejectedException;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The value is a Protobuf message in Confluent's wire format: byte 0, the id of the .proto file,
 * which of its messages it is, and the message. It is read as the JSON object of its fields. Each
 * file is asked for once; one that is of no use once in a while.
 */
final class RegistryProtobufDecoder implements TextDecoder {

    /** More than any topic has; broken values may claim any id. */
    private static final long MOST_SCHEMAS = 1_000;

    /** How deep messages lie in each other in a file. */
    private static final int MOST_INDEXES = 100;

    private static final Duration REFUSED_FOR = Duration.ofMinutes(1);
    private static final int LONGEST_REASON = 300;

    private final SchemaRegistry registry;
    private final JsonTextDecoder json;
    private final Cache<Integer, MessageTypes> files =
            Caffeine.newBuilder().maximumSize(MOST_SCHEMAS).build();
    private final Cache<Integer, String> refused =
            Caffeine.newBuilder().maximumSize(MOST_SCHEMAS).expireAfterWrite(REFUSED_FOR).build();

    RegistryProtobufDecoder(RegistryConfig registry, JsonTextDecoder json) {
        this.registry = new SchemaRegistry(registry);
        this.json = json;
    }

    @Override
    public TextQuery decode(KafkaRecord record, byte[] value) throws MalformedRecordException {
        int id;
        try {
            id = SchemaRegistry.idBefore(value);
        } catch (SchemaRejectedException e) {
            throw new MalformedRecordException(FailureMessage.of(e), e);
        }
        MessageTypes types = types(id);
        CodedInputStream in =
                CodedInputStream.newInstance(
                        value, SchemaRegistry.HEADER, value.length - SchemaRegistry.HEADER);
        List<Integer> indexes = indexes(id, in);
        Descriptor type =
                types.at(indexes)
                        .orElseThrow(
                                () ->
                                        new MalformedRecordException(
                                                "the schema %d has no message at the place %s"
                                                        .formatted(id, indexes)));
        DynamicMessage message;
        try {
            message = DynamicMessage.parseFrom(type, in);
            in.checkLastTagWas(0);
        } catch (IOException e) {
            throw new MalformedRecordException(
                    "the value is no Protobuf message %s of the schema %d"
                            .formatted(shortened(type.getFullName()), id),
                    e);
        }
        return json.decode(record, MessageJson.of(message));
    }

    /** How many there are, and they; none stands for the first message of the file. */
    private static List<Integer> indexes(int id, CodedInputStream in)
            throws MalformedRecordException {
        try {
            int count = in.readSInt32();
            if (count < 0 || count > MOST_INDEXES) {
                throw new InvalidProtocolBufferException("the count of a message's indexes");
            }
            List<Integer> indexes = new ArrayList<>();
            for (int i = 0; i < count; i++) {
                indexes.add(in.readSInt32());
            }
            return count == 0 ? List.of(0) : indexes;
        } catch (IOException e) {
            throw new MalformedRecordException(
                    "the value does not say which message of the schema %d it is".formatted(id), e);
        }
    }

    private MessageTypes types(int id) throws MalformedRecordException {
        MessageTypes known = files.getIfPresent(id);
        if (known != null) {
            return known;
        }
        String reason = refused.getIfPresent(id);
        if (reason == null) {
            try {
                Optional<ProtobufText> text = registry.protobuf(id);
                if (text.isPresent()) {
                    MessageTypes types = MessageTypes.of(text.get());
                    files.put(id, types);
                    return types;
                }
                reason = "the schema registry has no schema with the id %d".formatted(id);
            } catch (SchemaRejectedException e) {
                reason = FailureMessage.of(e);
            } catch (IllegalArgumentException e) {
                reason =
                        "the schema %d of the schema registry is no Protobuf: %s"
                                .formatted(id, shortened(String.valueOf(e.getMessage())));
            }
            refused.put(id, reason);
        }
        throw new MalformedRecordException(reason);
    }

    /** Other people's schemas in messages: on one line, of bounded length. */
    private static String shortened(String words) {
        String line = words.replaceAll("\\s+", " ");
        return line.length() <= LONGEST_REASON ? line : line.substring(0, LONGEST_REASON) + "…";
    }
}
