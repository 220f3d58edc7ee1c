package io.github.flinkbert.flink.decode;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.google.protobuf.CodedOutputStream;
import io.github.flinkbert.flink.config.InputOptions.InputConfig.JsonFields;
import io.github.flinkbert.flink.config.InputOptions.TimeConfig;
import io.github.flinkbert.flink.record.KafkaRecord;
import io.github.flinkbert.flink.record.TextQuery;
import io.github.flinkbert.flink.registry.RegistryConfig;
import io.github.flinkbert.flink.registry.RegistryException;
import io.github.flinkbert.flink.registry.StubRegistry;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class RegistryProtobufDecoderTest {

    private static final String TICKETS =
            """
            syntax = "proto3";
            package shop;
            import "google/protobuf/timestamp.proto";
            import "common/note.proto";

            // As a producer's build has it.
            message Ticket {
              reserved 20 to 30;
              map<string, int64> counts = 4;
              enum Kind { UNKNOWN = 0; REVIEW = 1; }
              message Comment { string text = 1; }
              string text = 1;
              uint64 id = 2;
              google.protobuf.Timestamp event_time = 3;
              repeated Kind kinds = 5;
              common.Note note = 6;
              oneof price { double amount = 7; string words = 8; }
              bytes raw = 9;
              optional int32 zero = 10;
              repeated Ticket parts = 11;
            }
            message Review { string text = 1; }
            service Shop { rpc Send (Ticket) returns (Review); }
            """;

    private static final String NOTE =
            """
            syntax = "proto2";
            package common;
            message Note { required string body = 1; optional int32 n = 2 [default = 5]; }
            """;

    private static final KafkaRecord RECORD =
            new KafkaRecord(null, null, List.of(), "topic", 1, 2, -1);

    @RegisterExtension final StubRegistry stub = new StubRegistry();

    private RegistryProtobufDecoder decoder;
    private int tickets;

    @BeforeEach
    void open() throws Exception {
        decoder =
                new RegistryProtobufDecoder(
                        new RegistryConfig(List.of(stub.url()), "", false),
                        new JsonTextDecoder(
                                new JsonFields("text", "id", Map.of(), "event_time"),
                                TimeConfig.STANDARD));
        stub.addOfType("common-note", "PROTOBUF", NOTE, null);
        JsonNode references =
                new ObjectMapper()
                        .readTree(
                                "[{\"name\":\"common/note.proto\",\"subject\":\"common-note\",\"version\":1}]");
        tickets = stub.addOfType("tickets-value", "PROTOBUF", TICKETS, references);
    }

    /** Writes the fields of a message. */
    @FunctionalInterface
    private interface Fields {
        void write(CodedOutputStream out) throws IOException;
    }

    private static byte[] message(Fields fields) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        CodedOutputStream out = CodedOutputStream.newInstance(bytes);
        fields.write(out);
        out.flush();
        return bytes.toByteArray();
    }

    /** Behind the header of the wire format. */
    private static byte[] value(int id, byte[] indexes, byte[] message) {
        return ByteBuffer.allocate(5 + indexes.length + message.length)
                .putInt(1, id)
                .put(5, indexes)
                .put(5 + indexes.length, message)
                .array();
    }

    private static byte[] indexes(int... indexes) throws IOException {
        return message(
                out -> {
                    out.writeSInt32NoTag(indexes.length);
                    for (int index : indexes) {
                        out.writeSInt32NoTag(index);
                    }
                });
    }

    @Test
    void theFieldsOfAMessageAreThoseOfAnEvent() throws Exception {
        byte[] ticket =
                message(
                        out -> {
                            out.writeString(1, "Grüße 🙂");
                            out.writeUInt64(2, -1L);
                            out.writeByteArray(
                                    3,
                                    message(
                                            time -> {
                                                time.writeInt64(1, 1_580_515_200);
                                                time.writeInt32(2, 123_000_000);
                                            }));
                            out.writeByteArray(
                                    4,
                                    message(
                                            entry -> {
                                                entry.writeString(1, "k");
                                                entry.writeInt64(2, -7);
                                            }));
                            out.writeByteArray(5, new byte[] {1, 0, 9});
                            out.writeByteArray(6, message(note -> note.writeString(1, "b")));
                            out.writeDouble(7, Double.POSITIVE_INFINITY);
                            out.writeByteArray(9, new byte[] {1, 2});
                            out.writeInt32(10, 0);
                            out.writeString(77, "unknown");
                        });

        TextQuery query = decoder.decode(RECORD, value(tickets, new byte[] {0}, ticket));

        assertThat(query.text()).isEqualTo("Grüße 🙂");
        assertThat(query.id()).isEqualTo("18446744073709551615");
        assertThat(query.eventTime()).hasValue(1_580_515_200_123L);
        assertThat(query.attributes())
                .isEqualTo(
                        Map.of(
                                "counts", "{\"k\":-7}",
                                "kinds", "[\"REVIEW\",\"UNKNOWN\",\"UNKNOWN_ENUM_VALUE_Kind_9\"]",
                                "note", "{\"body\":\"b\"}",
                                "amount", "Infinity",
                                "raw", "AQI=",
                                "zero", "0"));
    }

    @Test
    void theIndexesSayWhichMessageItIs() throws Exception {
        byte[] message = message(out -> out.writeString(1, "t"));

        for (byte[] indexes : List.of(new byte[] {0}, indexes(0), indexes(1), indexes(0, 0))) {
            assertThat(decoder.decode(RECORD, value(tickets, indexes, message)).text())
                    .isEqualTo("t");
        }
        assertThat(stub.requests()).as("each schema once").hasSize(2);
        for (byte[] indexes : List.of(indexes(2), indexes(0, 1), indexes(-1), indexes(1, 0))) {
            assertThatThrownBy(() -> decoder.decode(RECORD, value(tickets, indexes, message)))
                    .isInstanceOf(MalformedRecordException.class)
                    .hasMessageContaining("has no message at the place");
        }
    }

    @Test
    void brokenMessagesAreTheRecordsFault() throws Exception {
        byte[] message = message(out -> out.writeString(1, "private"));
        byte[] cut = Arrays.copyOf(message, message.length - 1);
        byte[] invalid = message(out -> out.writeByteArray(1, new byte[] {(byte) 0xFF}));
        byte[] deep = message;
        for (int i = 0; i < 200; i++) {
            byte[] inner = deep;
            deep = message(out -> out.writeByteArray(11, inner));
        }
        for (byte[] broken : List.of(cut, invalid, deep)) {
            assertThatThrownBy(() -> decoder.decode(RECORD, value(tickets, new byte[] {0}, broken)))
                    .isInstanceOf(MalformedRecordException.class)
                    .hasMessage(
                            "the value is no Protobuf message shop.Ticket of the schema %d"
                                    .formatted(tickets));
        }
        assertThatThrownBy(() -> decoder.decode(RECORD, value(tickets, new byte[0], new byte[0])))
                .hasMessageContaining("does not say which message");
        assertThatThrownBy(
                        () -> decoder.decode(RECORD, value(tickets, new byte[] {0}, new byte[0])))
                .hasMessageContaining("no field \"text\"");
        assertThatThrownBy(() -> decoder.decode(RECORD, "text".getBytes(UTF_8)))
                .hasMessageContaining("not in the schema registry's format");
    }

    @Test
    void schemasOfNoUseAreTheRecordsFaultAndARegistryThatIsAwayIsNot() throws Exception {
        int avro = stub.add("avro", "\"string\"", null);
        int broken = stub.addOfType("PROTOBUF", "message {");
        int unlinked = stub.addOfType("PROTOBUF", "import \"no.proto\"; message A { B b = 1; }");
        byte[] none = {0};

        assertThatThrownBy(() -> decoder.decode(RECORD, value(avro, none, none)))
                .isInstanceOf(MalformedRecordException.class)
                .hasMessageContaining("is of the type AVRO, expected PROTOBUF");
        for (int id : List.of(broken, unlinked)) {
            assertThatThrownBy(() -> decoder.decode(RECORD, value(id, none, none)))
                    .isInstanceOf(MalformedRecordException.class)
                    .hasMessageStartingWith(
                            "the schema %d of the schema registry is no Protobuf: ".formatted(id));
        }
        assertThatThrownBy(() -> decoder.decode(RECORD, value(12, none, none)))
                .isInstanceOf(MalformedRecordException.class)
                .hasMessageContaining("no schema with the id 12");
        stub.failFor(100);
        assertThatThrownBy(() -> decoder.decode(RECORD, value(tickets, none, none)))
                .isInstanceOf(RegistryException.class);
    }
}
