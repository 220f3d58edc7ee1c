package io.github.flinkbert.flink;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.flinkbert.broker.TestBroker;
import io.github.flinkbert.flink.registry.RegistryConfig;
import io.github.flinkbert.flink.registry.SchemaRegistry;
import io.github.flinkbert.flink.registry.StubRegistry;
import io.github.flinkbert.schemas.DeadLetter;
import io.github.flinkbert.schemas.Stage;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericDatumReader;
import org.apache.avro.generic.GenericDatumWriter;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.generic.GenericRecordBuilder;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.DecoderFactory;
import org.apache.avro.io.EncoderFactory;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Records of other people's schemas through a real broker and a real Flink, and back as they were.
 */
class InPlaceIT {

    private static final ObjectMapper JSON = new ObjectMapper();

    private static final String MODEL =
            "\"model\":{\"name\":\"length\",\"digest\":\"0123\",\"precision\":\"float32\"}";

    private static final String TICKET =
            """
            {"type":"record","name":"Ticket","namespace":"shop","fields":[
              {"name":"id","type":"long"},
              {"name":"body","type":["null","string"],"default":null},
              {"name":"price","type":{"type":"bytes","logicalType":"decimal","precision":9,"scale":2}}]}\
            """;

    private static final String LATER_TICKET =
            TICKET.replace(
                    "{\"name\":\"id\"",
                    "{\"name\":\"origin\",\"type\":\"string\",\"default\":\"shop\"},{\"name\":\"id\"");

    private static TestBroker broker;

    @BeforeAll
    static void startBroker() throws Exception {
        broker = TestBroker.start();
    }

    @AfterAll
    static void stopBroker() throws Exception {
        broker.close();
    }

    private static void topics(String topic) throws Exception {
        for (String each : List.of(topic, topic + "-out", topic + "-out-dead-letters")) {
            broker.createTopic(each, 1);
        }
    }

    private static ProducerRecord<byte[], byte[]> record(String topic, String key, byte[] value) {
        ProducerRecord<byte[], byte[]> record =
                new ProducerRecord<>(topic, 0, 1_580_702_706_789L, key.getBytes(UTF_8), value);
        record.headers().add("trace", new byte[] {1, 2}).add("trace", null);
        return record;
    }

    @Test
    void jsonObjectsKeepTheirBytesKeysHeadersTimestampsAndOrder() throws Exception {
        topics("json");
        List<String> values = new ArrayList<>();
        values.add("{ \"n\": 20240501.10, \"n\": 1e400, \"text\" : \"Gr\\u00fc\\u00dfe\" }\n");
        values.add(
                "{\"payload\": {\"before\": {\"text\": \"x\"}, \"after\": null}, \"op\": \"d\"}");
        values.add(null);
        values.add("{\"payload\": {\"after\": {\"text\": \"new\"}}}");
        for (int i = 0; i < 200; i++) {
            values.add(i % 7 == 0 ? null : "{\"text\": \"%s\"}".formatted("x".repeat(i % 50 + 1)));
        }
        List<ProducerRecord<byte[], byte[]>> records = new ArrayList<>();
        for (int i = 0; i < values.size(); i++) {
            byte[] value = values.get(i) == null ? null : values.get(i).getBytes(UTF_8);
            records.add(record("json", "key " + i, value));
        }
        broker.send(records);
        broker.send(List.of(record("json", "bad", "{\"text\": ".getBytes(UTF_8))));
        broker.send(List.of(record("json", "taken", "{\"bert\": 1}".getBytes(UTF_8))));
        broker.send(List.of(record("json", "refused", refused())));

        new JobRun(broker, "json")
                .with("output-mode", "in-place")
                .with("text-paths", "text, payload.after.text")
                .with("delivery", "exactly-once")
                .with("transactional-id-prefix", "in-place")
                .with("dead-letter-format", "avro")
                .surviving(0)
                .toTheEnd(LengthEnricher::load);

        List<ConsumerRecord<byte[], byte[]>> out = broker.readAll("json-out");
        assertThat(out).hasSize(values.size());
        for (int i = 0; i < out.size(); i++) {
            assertThat(out.get(i).key()).isEqualTo(records.get(i).key());
            assertThat(out.get(i).timestamp()).isEqualTo(records.get(i).timestamp());
            assertThat(out.get(i).headers()).containsExactly(records.get(i).headers().toArray());
            if (values.get(i) == null) {
                assertThat(out.get(i).value()).isNull();
            } else {
                int brace = values.get(i).lastIndexOf('}');
                assertThat(new String(out.get(i).value(), UTF_8))
                        .startsWith(values.get(i).substring(0, brace) + ",\"bert\":")
                        .endsWith(values.get(i).substring(brace));
            }
        }
        assertThat(new String(out.get(0).value(), UTF_8))
                .contains(",\"bert\":{\"embedding\":[5.0,0.5]," + MODEL + "}}\n");
        assertThat(new String(out.get(1).value(), UTF_8)).endsWith(",\"bert\":null}");
        assertThat(new String(out.get(3).value(), UTF_8)).contains("\"embedding\":[3.0,0.5]");
        assertThat(DeadLetterTopic.readAll(broker, "json-out-dead-letters"))
                .extracting(DeadLetter::getStage)
                .containsExactlyInAnyOrder(Stage.DECODE, Stage.DECODE, Stage.MODEL);
    }

    private static byte[] refused() {
        return "{\"text\": \"%s\"}".formatted(LengthEnricher.REFUSED).getBytes(UTF_8);
    }

    @Test
    void severalTextsAreAskedAboutEachByItself() throws Exception {
        topics("each");
        String ticket = "{\"title\":\"four\",\"comments\":[{\"body\":\"a\"},{},{\"body\":\"bb\"}]}";
        broker.send(List.of(record("each", "k", ticket.getBytes(UTF_8))));
        broker.send(List.of(record("each", "k", "{\"comments\":[]}".getBytes(UTF_8))));

        new JobRun(broker, "each")
                .with("output-mode", "in-place")
                .with("text-paths", "/comments/*/body,/title")
                .with("several-texts", "each")
                .with("output-field", "found")
                .toTheEnd(LengthEnricher::load);

        List<ConsumerRecord<byte[], byte[]>> out = broker.readAll("each-out");
        assertThat(JSON.readTree(out.get(0).value()).get("found"))
                .isEqualTo(
                        JSON.readTree(
                                """
                                [{"path": "/comments/0/body", "embedding": [1.0, 0.5], MODEL},
                                 {"path": "/comments/2/body", "embedding": [2.0, 0.5], MODEL},
                                 {"path": "/title", "embedding": [4.0, 0.5], MODEL}]
                                """
                                        .replace("MODEL", MODEL)));
        assertThat(new String(out.get(1).value(), UTF_8))
                .isEqualTo("{\"comments\":[],\"found\":null}");
    }

    @Test
    void aSchemaThatChangesInMidStreamChangesWhatIsWritten() throws Exception {
        topics("registry");
        try (StubRegistry registry = new StubRegistry()) {
            int first = registry.add("registry-value", TICKET, null);
            int second = registry.add("registry-value", LATER_TICKET, null);
            List<ProducerRecord<byte[], byte[]>> records = new ArrayList<>();
            for (int i = 0; i < 100; i++) {
                boolean later = i >= 50;
                byte[] ticket =
                        ticket(later ? LATER_TICKET : TICKET, i, i % 5 == 0 ? null : "text");
                byte[] value = ticket(later ? second : first, ticket);
                records.add(record("registry", "key " + i, i % 11 == 10 ? null : value));
            }
            broker.send(records);
            broker.send(List.of(record("registry", "odd", ticket(99, new byte[] {1}))));

            new JobRun(broker, "registry")
                    .with("input-format", "avro-confluent")
                    .with("output-mode", "in-place")
                    .with("text-paths", "body")
                    .with("schema-registry-url", registry.url())
                    .surviving(0)
                    .toTheEnd(LengthEnricher::load);

            List<ConsumerRecord<byte[], byte[]>> out = broker.readAll("registry-out");
            assertThat(out).hasSize(100);
            for (int i = 0; i < 100; i++) {
                byte[] before = records.get(i).value();
                byte[] after = out.get(i).value();
                assertThat(out.get(i).key()).isEqualTo(records.get(i).key());
                if (before == null) {
                    assertThat(after).isNull();
                    continue;
                }
                Schema written = new Schema.Parser().parse(i >= 50 ? LATER_TICKET : TICKET);
                Schema grown = new Schema.Parser().parse(schema(registry, after));
                assertThat(grown.getFields()).hasSize(written.getFields().size() + 1);
                assertThat(read(after, grown, written)).isEqualTo(read(before, written, written));
                assertThat(read(after, grown, grown).get("bert") == null).isEqualTo(i % 5 == 0);
            }
            assertThat(registry.requests())
                    .filteredOn(request -> request.startsWith("POST"))
                    .contains("POST /subjects/registry-out-value/versions")
                    .hasSizeLessThanOrEqualTo(2 * 2); // each version, each subtask
            assertThat(broker.readAll("registry-out-dead-letters")).hasSize(1);
        }
    }

    private static String schema(StubRegistry registry, byte[] value) throws Exception {
        int id = ByteBuffer.wrap(value).getInt(1);
        RegistryConfig config = new RegistryConfig(List.of(registry.url()), "", false);
        return new SchemaRegistry(config).registered(id).orElseThrow().text();
    }

    private static byte[] ticket(int id, byte[] avro) {
        return ByteBuffer.allocate(5 + avro.length).put((byte) 0).putInt(id).put(avro).array();
    }

    private static byte[] ticket(String schemaText, int id, String body) throws Exception {
        Schema schema = new Schema.Parser().parse(schemaText);
        GenericData.Record ticket =
                new GenericRecordBuilder(schema)
                        .set("id", (long) id)
                        .set("body", body)
                        .set("price", ByteBuffer.wrap(new byte[] {1, (byte) id}))
                        .build();
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        BinaryEncoder out = EncoderFactory.get().binaryEncoder(bytes, null);
        new GenericDatumWriter<GenericRecord>(schema).write(ticket, out);
        out.flush();
        return bytes.toByteArray();
    }

    private static GenericRecord read(byte[] value, Schema writer, Schema reader) throws Exception {
        return new GenericDatumReader<GenericRecord>(writer, reader)
                .read(null, DecoderFactory.get().binaryDecoder(value, 5, value.length - 5, null));
    }

    @Test
    void plainAvroHasTheSchemaOfAFile(@TempDir Path folder) throws Exception {
        topics("plain");
        Path schema = Files.writeString(folder.resolve("ticket.avsc"), TICKET);
        byte[] ticket = ticket(TICKET, 7, "text");
        broker.send(List.of(record("plain", "k", ticket)));

        new JobRun(broker, "plain")
                .with("input-format", "avro")
                .with("avro-schema", schema.toString())
                .with("output-mode", "in-place")
                .with("text-paths", "body")
                .toTheEnd(LengthEnricher::load);

        byte[] out = broker.readAll("plain-out").get(0).value();
        assertThat(out).startsWith(ticket).hasSizeGreaterThan(ticket.length + 1);
    }

    @Test
    void aRecordIsWrittenOnceThoughTheModelFails() throws Exception {
        topics("failing");
        List<ProducerRecord<byte[], byte[]>> records = new ArrayList<>();
        for (int i = 0; i < 300; i++) {
            String text = i % 100 == 50 ? LengthEnricher.FAILS : "text";
            String value = "{\"a\":[\"%s\",\"more\"],\"i\":%d}".formatted(text, i);
            records.add(record("failing", "k", value.getBytes(UTF_8)));
        }
        broker.send(records);
        LengthEnricher.FAILURES_LEFT.set(3);

        new JobRun(broker, "failing")
                .with("output-mode", "in-place")
                .with("text-paths", "a")
                .with("several-texts", "each")
                .with("delivery", "exactly-once")
                .with("transactional-id-prefix", "failing")
                .toTheEnd(LengthEnricher::load);

        List<Integer> numbers = new ArrayList<>();
        for (ConsumerRecord<byte[], byte[]> each : broker.readAll("failing-out")) {
            numbers.add(JSON.readTree(each.value()).get("i").intValue());
            assertThat(JSON.readTree(each.value()).get("bert")).hasSize(2);
        }
        assertThat(numbers).hasSize(300).isSorted().doesNotHaveDuplicates();
        assertThat(LengthEnricher.FAILURES_LEFT.get()).isLessThanOrEqualTo(0);
    }
}
