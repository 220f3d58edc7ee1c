package io.github.flinkbert.flink.inplace.avro;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.flinkbert.flink.decode.MalformedRecordException;
import io.github.flinkbert.flink.registry.RegistryConfig;
import io.github.flinkbert.flink.registry.RegistryException;
import io.github.flinkbert.flink.registry.SchemaRegistry;
import io.github.flinkbert.flink.registry.StubRegistry;
import java.nio.ByteBuffer;
import java.util.List;
import org.apache.avro.Schema;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class RegistryFramingTest {

    private static final String TICKET =
            """
            {"type":"record","name":"Ticket","fields":[{"name":"title","type":"string"}]}\
            """;

    @RegisterExtension final StubRegistry stub = new StubRegistry();

    private RegistryFraming framing(boolean registers) {
        return new RegistryFraming(
                new RegistryConfig(List.of(stub.url()), "", registers),
                "out",
                AddedField.of("bert", false));
    }

    private static byte[] value(int id) {
        return ByteBuffer.allocate(5).put((byte) 0).putInt(id).array();
    }

    private Schema registered(byte[] header) throws Exception {
        return new SchemaRegistry(new RegistryConfig(List.of(stub.url()), "", false))
                .schema(ByteBuffer.wrap(header).getInt(1))
                .orElseThrow();
    }

    @Test
    void eachVersionIsAskedForAndRegisteredOnce() throws Exception {
        int first = stub.add("in-value", TICKET, null);
        int second = stub.add("in-value", TICKET.replace("string", "bytes"), null);
        RegistryFraming framing = framing(true);

        for (int i = 0; i < 10; i++) {
            assertThat(registered(framing.grown(value(first))).getField("title").schema().getType())
                    .isEqualTo(Schema.Type.STRING);
            assertThat(registered(framing.grown(value(second))).getField("bert")).isNotNull();
        }

        assertThat(stub.requests())
                .filteredOn(request -> request.startsWith("POST"))
                .hasSize(2)
                .containsOnly("POST /subjects/out-value/versions");
    }

    @Test
    void whatASchemaRefersToGoesWithIt() throws Exception {
        stub.add("part", "{\"type\":\"record\",\"name\":\"Part\",\"fields\":[]}", null);
        JsonNode references =
                new ObjectMapper()
                        .readTree("[{\"name\":\"Part\",\"subject\":\"part\",\"version\":1}]");
        int id =
                stub.add(
                        "in-value",
                        TICKET.replace("\"string\"", "[\"null\", \"Part\"]"),
                        references);

        Schema grown = registered(framing(true).grown(value(id)));

        assertThat(grown.getField("title").schema().getTypes().get(1).getName()).isEqualTo("Part");
        assertThat(grown.getField("bert")).isNotNull();
    }

    @Test
    void eachRecordOfAUnionHasTheField() throws Exception {
        int id =
                stub.add(
                        "in-value",
                        "[\"null\", %s, %s]".formatted(TICKET, TICKET.replace("Ticket", "Order")),
                        null);

        Schema grown = registered(framing(true).grown(value(id)));

        assertThat(grown.getTypes())
                .extracting(Schema::getName)
                .containsExactly("null", "Ticket", "Order");
        assertThat(grown.getTypes().subList(1, 3))
                .allSatisfy(record -> assertThat(record.getField("bert")).isNotNull());
    }

    @Test
    void aSchemaThatTheRegistryDoesNotTakeIsTheRecordsFault() {
        int id = stub.add("in-value", TICKET, null);
        stub.refuseSchemas();
        RegistryFraming framing = framing(true);

        for (int i = 0; i < 3; i++) {
            assertThatThrownBy(() -> framing.grown(value(id)))
                    .isInstanceOf(MalformedRecordException.class)
                    .hasMessageContaining("incompatible");
        }
        assertThat(stub.requests()).filteredOn(request -> request.startsWith("POST")).hasSize(1);
    }

    @Test
    void aSchemaThatMustBeThereAndIsNotIsTheRecordsFault() {
        int id = stub.add("in-value", TICKET, null);

        assertThatThrownBy(() -> framing(false).grown(value(id)))
                .isInstanceOf(MalformedRecordException.class)
                .hasMessageContaining("out-value")
                .hasMessageContaining("schema-registry-auto-register is false");
    }

    @Test
    void aRegistryThatIsAwayIsNoFaultOfTheRecord() throws Exception {
        int id = stub.add("in-value", TICKET, null);
        RegistryFraming framing = framing(true);
        framing.schema(value(id));
        stub.failFor(100);

        assertThatThrownBy(() -> framing.grown(value(id))).isInstanceOf(RegistryException.class);
        stub.failFor(0);
        assertThat(registered(framing.grown(value(id))).getField("bert")).isNotNull();
    }

    @Test
    void whatIsNoRecordIsRefused() {
        RegistryFraming framing = framing(true);
        int union = stub.add("u", "[\"null\",\"string\"]", null);
        int taken = stub.add("t", TICKET.replace("title", "bert"), null);
        int json = stub.addOfType("JSON", "{}");

        assertThatThrownBy(() -> framing.schema(value(union)))
                .hasMessage(
                        "the schema %d is of the type union, only a record takes one more field"
                                .formatted(union));
        assertThatThrownBy(() -> framing.schema(value(taken)))
                .hasMessageContaining("has a field \"bert\" already");
        assertThatThrownBy(() -> framing.schema(value(json))).hasMessageContaining("type JSON");
        assertThatThrownBy(() -> framing.schema(value(77)))
                .hasMessageContaining("no Avro schema with the id 77");
        assertThatThrownBy(() -> framing.schema(new byte[] {1, 2, 3, 4, 5}))
                .hasMessageContaining("not in the schema registry's format");
    }
}
