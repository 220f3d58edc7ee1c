package io.github.flinkbert.flink.decode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.flinkbert.flink.registry.RegistryConfig;
import io.github.flinkbert.flink.registry.RegistryException;
import io.github.flinkbert.flink.registry.StubRegistry;
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
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class RegistryValuesTest {

    @RegisterExtension private final StubRegistry stub = new StubRegistry();

    @Test
    void aValueOfAnotherVersionOfTheSchemaIsReadAndTheSchemaAskedForOnce() throws Exception {
        int id = stub.add("texts-value", StubRegistry.OLDER_TEXT_EVENT, null);
        RegistryValues<TextEvent> values = values();

        for (int i = 0; i < 3; i++) {
            TextEvent event = values.read(older(id, "text " + i));
            assertThat(event.getText()).isEqualTo("text " + i);
            assertThat(event.getAttributes()).isEmpty();
        }

        assertThat(stub.requests()).containsExactly("GET /schemas/ids/" + id);
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
        int id = stub.add("texts-value", StubRegistry.OLDER_TEXT_EVENT, null);
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
        int id = stub.add("texts-value", StubRegistry.OLDER_TEXT_EVENT, null);
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

    private RegistryValues<TextEvent> values() {
        return new RegistryValues<>(
                TextEvent.class, new RegistryConfig(List.of(stub.url()), "", true));
    }

    private static byte[] older(int id, String text) throws IOException {
        Schema schema = new Schema.Parser().parse(StubRegistry.OLDER_TEXT_EVENT);
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
