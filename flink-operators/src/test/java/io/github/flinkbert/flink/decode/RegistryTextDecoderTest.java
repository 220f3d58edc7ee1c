package io.github.flinkbert.flink.decode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.github.flinkbert.flink.record.KafkaRecord;
import io.github.flinkbert.flink.record.TextQuery;
import io.github.flinkbert.flink.registry.OddSchemas;
import io.github.flinkbert.flink.registry.RegistryConfig;
import io.github.flinkbert.flink.registry.StubRegistry;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericDatumWriter;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.generic.GenericRecordBuilder;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.EncoderFactory;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class RegistryTextDecoderTest {

    private static final String UNION =
            """
            ["null",
             {"type":"record","name":"OrderPlaced","namespace":"shop","fields":[
               {"name":"id","type":"string"},
               {"name":"text","type":"string"}]},
             {"type":"record","name":"TextEvent","namespace":"shop","fields":[
               {"name":"id","type":"string"},
               {"name":"text","type":"string"},
               {"name":"note","type":["null","string"],"default":"null"}]}]
            """;

    private static final String NULLABLE =
            """
            {"type":"record","name":"TextEvent","namespace":"shop","fields":[
              {"name":"id","type":["null","string"]},
              {"name":"text","type":["null","string"]},
              {"name":"attributes","type":["null",
                {"type":"map","values":["null","string"]}]}]}
            """;

    @RegisterExtension private final StubRegistry stub = new StubRegistry();
    private RegistryTextDecoder decoder;

    @BeforeEach
    void start() {
        decoder = new RegistryTextDecoder(new RegistryConfig(List.of(stub.url()), "", false));
    }

    @Test
    void valuesOfSchemasThatAvroWouldNotDeclareAreRead() {
        SoftAssertions all = new SoftAssertions();
        OddSchemas.readable(stub)
                .forEach(
                        (kind, value) ->
                                all.assertThatCode(
                                                () ->
                                                        assertThat(decode(value).text())
                                                                .isEqualTo(OddSchemas.TEXT))
                                        .as(kind)
                                        .doesNotThrowAnyException());
        all.assertAll();
    }

    @Test
    void whatNobodyCanReadIsTheRecordsFaultWithASentence() {
        SoftAssertions all = new SoftAssertions();
        OddSchemas.unreadable(stub)
                .forEach(
                        (kind, value) ->
                                all.assertThatThrownBy(() -> decode(value))
                                        .as(kind)
                                        .isInstanceOf(MalformedRecordException.class)
                                        .message()
                                        .as(kind)
                                        .contains("schema ")
                                        .hasSizeLessThan(1000));
        all.assertAll();
    }

    @Test
    void theSentenceNamesTheSchemaAndWhatTheRegistrySaysOfIt() {
        Map<String, byte[]> kinds = OddSchemas.unreadable(stub);

        assertThat(reason(kinds.get("Protobuf")))
                .matches(
                        "the schema \\d+ of the schema registry is of the type PROTOBUF, expected"
                                + " AVRO");
        assertThat(reason(kinds.get("refused")))
                .matches("the schema \\d+ of the schema registry cannot be had: status 422, bad");
        assertThat(reason(kinds.get("an error")))
                .matches(
                        "the schema \\d+ of the schema registry cannot be had, though the registry"
                                + " answers other requests: status 500");
        assertThat(reason(kinds.get("a reference to nothing")))
                .matches(
                        "the schema registry does not have version 3 of gone, to which the schema"
                                + " \\d+ of the schema registry refers");
        assertThat(reason(kinds.get("another record")))
                .endsWith(
                        "(x.Comment) cannot be read as io.github.flinkbert.schemas.TextEvent: the"
                                + " names are not the same");
        assertThat(reason(kinds.get("a time in microseconds")))
                .endsWith(
                        "its field eventTime is of the logical type timestamp-micros, expected"
                                + " timestamp-millis");
        assertThat(reason(kinds.get("no JSON"))).endsWith("is no Avro schema: it is not JSON");
    }

    @Test
    void ofAUnionOfEventsTheTextsAreReadAndTheOthersSaySo() throws Exception {
        Schema union = new Schema.Parser().setValidateDefaults(false).parse(UNION);
        int id = stub.add("events-value", UNION, null);
        GenericRecord text =
                new GenericRecordBuilder(union.getTypes().get(2))
                        .set("id", "1")
                        .set("text", "a text")
                        .set("note", "a note")
                        .build();
        GenericRecord order =
                new GenericRecordBuilder(union.getTypes().get(1))
                        .set("id", "2")
                        .set("text", "no text event")
                        .build();

        for (int i = 0; i < 2; i++) {
            assertThat(decode(written(id, union, text)).text()).isEqualTo("a text");
            assertThat(reason(written(id, union, order)))
                    .isEqualTo(
                            "values of the schema %d (shop.OrderPlaced) cannot be read as"
                                            .formatted(id)
                                    + " io.github.flinkbert.schemas.TextEvent: it is another branch"
                                    + " of the union");
            assertThat(reason(written(id, union, null)))
                    .contains("(null) cannot be read as io.github.flinkbert.schemas.TextEvent");
        }
        assertThat(reason(OddSchemas.wire(id, new byte[] {8, 1})))
                .isEqualTo("the value is of branch 4 of the schema %d, which has 3".formatted(id));
        assertThat(reason(OddSchemas.wire(id, new byte[0])))
                .isEqualTo(
                        "the value does not say of which branch of the schema %d it is"
                                .formatted(id));
        assertThat(stub.requests()).hasSize(1);
    }

    @Test
    void attributesThatAreNullAreAbsent() throws Exception {
        int id = stub.add("texts-value", NULLABLE, null);
        Map<String, String> attributes = new HashMap<>();
        attributes.put("lang", null);
        attributes.put("kind", "review");

        assertThat(decode(nullable(id, "1", "text", attributes)).attributes())
                .containsExactlyEntriesOf(Map.of("kind", "review"));
        assertThat(decode(nullable(id, "1", "text", null)).attributes()).isEmpty();
    }

    @Test
    void anIdentityThatIsNullIsWhereTheRecordLiesAndATextThatIsNullIsNone() throws Exception {
        int id = stub.add("texts-value", NULLABLE, null);

        assertThat(decode(nullable(id, null, "text", Map.of())).id()).isEqualTo("topic/1/2");
        assertThatThrownBy(() -> decode(nullable(id, "1", null, Map.of())))
                .isInstanceOf(MalformedRecordException.class)
                .hasMessage("the Avro field \"text\" is null, a text was expected");
    }

    @Test
    void bytesAreATextIfTheyAreUtf8() throws Exception {
        int id =
                stub.add(
                        "texts-value",
                        NULLABLE.replace("[\"null\",\"string\"]", "\"bytes\""),
                        null);

        assertThat(
                        decode(
                                        OddSchemas.wire(
                                                id,
                                                new byte[] {
                                                    2, 'i', 4, (byte) 0xC3, (byte) 0xA4, 0
                                                }))
                                .text())
                .isEqualTo("ä");
        assertThat(reason(OddSchemas.wire(id, new byte[] {2, 'i', 4, (byte) 0xC3, 'a', 0})))
                .startsWith("the value is no Avro TextEvent: a string in it is not UTF-8");
    }

    private static byte[] nullable(int id, String key, String text, Map<String, String> attributes)
            throws IOException {
        Schema schema = new Schema.Parser().parse(NULLABLE);
        GenericRecord record = new GenericData.Record(schema);
        record.put("id", key);
        record.put("text", text);
        record.put("attributes", attributes);
        return written(id, schema, record);
    }

    private static byte[] written(int id, Schema schema, GenericRecord record) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        BinaryEncoder encoder = EncoderFactory.get().directBinaryEncoder(bytes, null);
        new GenericDatumWriter<GenericRecord>(schema).write(record, encoder);
        encoder.flush();
        return OddSchemas.wire(id, bytes.toByteArray());
    }

    private String reason(byte[] value) {
        return catchThrowableOfType(MalformedRecordException.class, () -> decode(value))
                .getMessage();
    }

    private TextQuery decode(byte[] value) throws MalformedRecordException {
        return decoder.decode(new KafkaRecord(null, value, List.of(), "topic", 1, 2, 3), value);
    }
}
