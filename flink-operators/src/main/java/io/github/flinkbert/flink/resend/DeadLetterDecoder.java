package io.github.flinkbert.flink.resend;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.flinkbert.flink.decode.AvroValues;
import io.github.flinkbert.flink.decode.MalformedRecordException;
import io.github.flinkbert.flink.decode.RegistryValues;
import io.github.flinkbert.schemas.DeadLetter;
import io.github.flinkbert.schemas.RecordHeader;
import io.github.flinkbert.schemas.Stage;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads dead letters as the job writes them. Used by one thread. */
@FunctionalInterface
interface DeadLetterDecoder {

    /**
     * @throws MalformedRecordException with a sentence, if the bytes are no dead letter
     */
    DeadLetter decode(byte[] value) throws MalformedRecordException;

    static DeadLetterDecoder of(ResendConfig config) {
        return switch (config.format()) {
            case AVRO -> new AvroValues<>(DeadLetter.class)::read;
            case AVRO_CONFLUENT ->
                    new RegistryValues<>(DeadLetter.class, config.registry().orElseThrow())::read;
            case JSON -> new Json();
        };
    }

    /** JSON with the field names of {@link DeadLetter}, bytes in Base64. */
    final class Json implements DeadLetterDecoder {

        private final ObjectMapper mapper = new ObjectMapper();

        @Override
        public DeadLetter decode(byte[] value) throws MalformedRecordException {
            try {
                JsonNode json = mapper.readTree(value);
                return DeadLetter.newBuilder()
                        .setKey(bytes(json.get("key")))
                        .setValue(bytes(json.get("value")))
                        .setHeaders(headers(json.path("headers")))
                        .setTopic(required(json, "topic").textValue())
                        .setPartition(required(json, "partition").intValue())
                        .setOffset(required(json, "offset").longValue())
                        .setTimestamp(
                                json.has("timestamp")
                                        ? Instant.parse(json.get("timestamp").textValue())
                                        : null)
                        .setStage(stage(required(json, "stage").textValue()))
                        .setReason(required(json, "reason").textValue())
                        .setFailedAt(Instant.parse(required(json, "failedAt").textValue()))
                        .setPart(json.path("part").asInt(0))
                        .setParts(json.path("parts").asInt(1))
                        .setValueOmitted(json.path("valueOmitted").asBoolean(false))
                        .build();
            } catch (IOException | DateTimeException e) {
                throw new MalformedRecordException("the value is no dead letter in JSON", e);
            }
        }

        private static JsonNode required(JsonNode json, String name)
                throws MalformedRecordException {
            JsonNode found = json.get(name);
            if (found == null || found.isNull()) {
                throw new MalformedRecordException(
                        "the value is no dead letter: it has no " + name);
            }
            return found;
        }

        /** A stage that a later version of the job has is read as Avro reads it. */
        private static Stage stage(String name) {
            return Arrays.stream(Stage.values())
                    .filter(stage -> stage.name().equals(name))
                    .findFirst()
                    .orElse(Stage.UNKNOWN);
        }

        private static @Nullable ByteBuffer bytes(@Nullable JsonNode base64) throws IOException {
            return base64 == null || base64.isNull() ? null : ByteBuffer.wrap(base64.binaryValue());
        }

        private static List<RecordHeader> headers(JsonNode array) throws IOException {
            List<RecordHeader> headers = new ArrayList<>();
            for (JsonNode header : array) {
                headers.add(
                        new RecordHeader(
                                header.path("key").asText(),
                                bytes(header.get("value")),
                                header.path("continued").asBoolean(false)));
            }
            return headers;
        }
    }
}
