package io.github.flinkbert.flink.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.flinkbert.flink.decode.MalformedRecordException;
import io.github.flinkbert.flink.decode.RegistryValues;
import io.github.flinkbert.schemas.EnrichedText;
import io.github.flinkbert.schemas.TextEvent;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericDatumWriter;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.EncoderFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class SchemaRegistryTest {

    /** What a producer had before attributes, questions and times came, with a field of its own. */
    private static final String OLDER =
            """
            {"type":"record","name":"TextEvent","namespace":"io.github.flinkbert.schemas","fields":[
              {"name":"id","type":"string"},
              {"name":"own","type":"long"},
              {"name":"text","type":"string"}]}\
            """;

    private StubRegistry stub;

    @BeforeEach
    void start() throws IOException {
        stub = new StubRegistry();
    }

    @AfterEach
    void stop() {
        stub.close();
    }

    @Test
    void aValueOfAnotherVersionOfTheSchemaIsReadAndTheSchemaAskedForOnce() throws Exception {
        int id = stub.add("texts-value", OLDER, null);
        RegistryValues<TextEvent> values = values();

        for (int i = 0; i < 3; i++) {
            TextEvent event = values.read(older(id, "text " + i));
            assertThat(event.getText()).isEqualTo("text " + i);
            assertThat(event.getAttributes()).isEmpty();
        }

        assertThat(stub.requests()).containsExactly("GET /schemas/ids/" + id);
    }

    @Test
    void whatASchemaRefersToIsFetchedBeforeIt() throws Exception {
        String named = "{\"type\":\"record\",\"name\":\"Named\",\"namespace\":\"x\",\"fields\":[]}";
        stub.add("a name/with signs", named, null);
        int id =
                stub.add(
                        "texts-value",
                        OLDER.replace("\"long\"", "\"x.Named\""),
                        new ObjectMapper()
                                .readTree(
                                        "[{\"name\":\"x.Named\",\"subject\":\"a name/with"
                                                + " signs\",\"version\":1}]"));
        Schema schema = registry("", true).schema(id).orElseThrow();

        assertThat(schema.getField("own").schema().getFullName()).isEqualTo("x.Named");
    }

    @Test
    void anIdThatTheRegistryDoesNotHaveIsTheRecordsFaultAndAskedForOnce() {
        RegistryValues<TextEvent> values = values();

        for (int i = 0; i < 3; i++) {
            assertThatThrownBy(() -> values.read(new byte[] {0, 0, 0, 0, 7, 1}))
                    .isInstanceOf(MalformedRecordException.class)
                    .hasMessage("the schema registry has no Avro schema with the id 7");
        }
        assertThat(stub.requests()).hasSize(1);
    }

    @Test
    void whatIsNotInTheWireFormatIsSaid() {
        assertThatThrownBy(() -> values().read(new byte[] {'{', 0, 0, 0, 7, 1}))
                .hasMessage(
                        "the value is not in the schema registry's format: expected byte 0 and 4"
                                + " bytes of an id, found byte 123");
        assertThatThrownBy(() -> values().read(new byte[] {0, 0}))
                .hasMessageEndingWith("found 2 bytes in all");
        assertThat(stub.requests()).isEmpty();
    }

    @Test
    void aSchemaOfSomethingElseIsTheRecordsFault() {
        int id =
                stub.add(
                        "texts-value",
                        "{\"type\":\"record\",\"name\":\"TextEvent\","
                                + "\"namespace\":\"io.github.flinkbert.schemas\",\"fields\":["
                                + "{\"name\":\"id\",\"type\":\"string\"}]}",
                        null);

        assertThatThrownBy(() -> values().read(older(id, "text")))
                .isInstanceOf(MalformedRecordException.class)
                .hasMessageContaining("values of the schema %d".formatted(id))
                .hasMessageContaining("text");
    }

    @Test
    void anOutageIsWaitedForAndALongOneIsNoRecordsFault() throws Exception {
        int id = stub.add("texts-value", OLDER, null);
        stub.failFor(2);

        assertThat(values().read(older(id, "text")).getText()).isEqualTo("text");

        stub.failFor(100);
        assertThatThrownBy(() -> values().read(older(id, "text")))
                .isInstanceOf(RegistryException.class)
                .hasMessage(
                        "the schema registry [%s] cannot be reached: status 503"
                                .formatted(stub.url()));
    }

    @Test
    void aRegistryThatComesBackWhileItIsAskedWhetherItIsThereIsAskedAgain() throws Exception {
        int id = stub.add("texts-value", OLDER, null);
        stub.failFor(3);

        assertThat(values().read(older(id, "text")).getText()).isEqualTo("text");
    }

    @Test
    void anIdThatIsRefusedBecauseNobodyIsLetInIsNoRecordsFault() {
        int id = stub.addAnswer(401, "{\"message\":\"Unauthorized\"}");

        assertThatThrownBy(() -> values().read(older(id, "text")))
                .isInstanceOf(RegistryException.class)
                .hasMessageContaining("401, Unauthorized");
    }

    @Test
    void theNextInstanceAnswersForOneThatIsAway() throws Exception {
        int id = stub.add("texts-value", OLDER, null);
        SchemaRegistry registry =
                new SchemaRegistry(
                        new RegistryConfig(
                                List.of("http://127.0.0.1:1", stub.url() + "/"), "", true));

        assertThat(registry.schema(id)).isPresent();
    }

    @Test
    void thePasswordIsShownAndNotPrinted() {
        stub.letInOnly("Basic dXNlcjpzZWNyZXQ=");

        assertThat(registry("user:secret", true).id("out-value", EnrichedText.getClassSchema()))
                .isPositive();
        assertThatThrownBy(
                        () ->
                                registry("user:guess", true)
                                        .id("out-value", EnrichedText.getClassSchema()))
                .isInstanceOf(RegistryException.class)
                .hasMessageContaining("refuses")
                .hasMessageContaining("401, Unauthorized")
                .hasMessageNotContaining("guess");
        assertThat(config("user:secret", true).toString()).doesNotContain("secret");
    }

    @Test
    void aSchemaIsPutThereOnlyWhereThatIsAllowed() throws Exception {
        Schema schema = EnrichedText.getClassSchema();

        assertThatThrownBy(() -> registry("", false).id("out-value", schema))
                .isInstanceOf(RegistryException.class)
                .hasMessageContaining("under the subject out-value");
        int id = registry("", true).id("out-value", schema);
        assertThat(registry("", false).id("out-value", schema)).isEqualTo(id);
        assertThat(registry("", true).schema(id).orElseThrow().toString())
                .doesNotContain("avro.java.string");

        stub.refuseSchemas();
        assertThatThrownBy(() -> registry("", true).id("out-value", schema))
                .hasMessageContaining("409, Schema being registered is incompatible");
    }

    private RegistryConfig config(String user, boolean registers) {
        return new RegistryConfig(List.of(stub.url()), user, registers);
    }

    private SchemaRegistry registry(String user, boolean registers) {
        return new SchemaRegistry(config(user, registers));
    }

    private RegistryValues<TextEvent> values() {
        return new RegistryValues<>(TextEvent.class, config("", true));
    }

    private static byte[] older(int id, String text) throws IOException {
        Schema schema = new Schema.Parser().parse(OLDER);
        GenericRecord record = new GenericData.Record(schema);
        record.put("id", "an id");
        record.put("own", 1L);
        record.put("text", text);
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        bytes.writeBytes(ByteBuffer.allocate(5).put((byte) 0).putInt(id).array());
        BinaryEncoder encoder = EncoderFactory.get().directBinaryEncoder(bytes, null);
        new GenericDatumWriter<GenericRecord>(schema).write(record, encoder);
        encoder.flush();
        return bytes.toByteArray();
    }
}
