package io.github.flinkbert.flink;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.flinkbert.broker.TestBroker;
import io.github.flinkbert.flink.decode.RegistryValues;
import io.github.flinkbert.flink.registry.OddSchemas;
import io.github.flinkbert.flink.registry.RegistryConfig;
import io.github.flinkbert.flink.registry.StubRegistry;
import io.github.flinkbert.schemas.DeadLetter;
import io.github.flinkbert.schemas.EnrichedText;
import io.github.flinkbert.schemas.Stage;
import io.github.flinkbert.schemas.TextEvent;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.DecoderFactory;
import org.apache.avro.io.EncoderFactory;
import org.apache.avro.specific.SpecificDatumReader;
import org.apache.avro.specific.SpecificDatumWriter;
import org.apache.flink.core.execution.JobClient;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The job on a real broker and a real Flink; the model is a small one that is known by heart. */
class KafkaEnrichmentJobIT {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static TestBroker broker;

    @BeforeAll
    static void startBroker() throws Exception {
        broker = TestBroker.start();
    }

    @AfterAll
    static void stopBroker() throws Exception {
        broker.close();
    }

    @Test
    void jsonComesOutWithItsKeyHeadersTimestampAndAttributes() throws Exception {
        topics("json");
        long timestamp = Instant.parse("2020-02-03T04:05:06.789Z").toEpochMilli();
        ProducerRecord<byte[], byte[]> record =
                new ProducerRecord<>(
                        "json",
                        1,
                        timestamp,
                        "the key".getBytes(UTF_8),
                        """
                        {"id": 17, "text": "Grüße aus Köln 🙂", "question": "Where?",
                         "eventTime": "2020-01-01T00:00:00Z", "language": "de", "n": [1, 2.50]}
                        """
                                .getBytes(UTF_8));
        record.headers().add("trace", new byte[] {1, 2}).add("trace", new byte[] {3});
        record.headers().add("empty", null);
        broker.send(List.of(record));

        new JobRun(broker, "json").toTheEnd(LengthEnricher::load);

        List<ConsumerRecord<byte[], byte[]>> out = broker.readAll("json-out");
        assertThat(out).hasSize(1);
        ConsumerRecord<byte[], byte[]> enriched = out.get(0);
        assertThat(enriched.key()).isEqualTo("the key".getBytes(UTF_8));
        assertThat(enriched.timestamp()).isEqualTo(timestamp);
        assertThat(enriched.headers()).containsExactly(record.headers().toArray());
        JsonNode value = JSON.readTree(enriched.value());
        assertThat(value)
                .isEqualTo(
                        JSON.readTree(
                                """
                                {"id": "17", "text": "Grüße aus Köln 🙂", "question": "Where?",
                                 "eventTime": "2020-01-01T00:00:00Z",
                                 "attributes": {"language": "de", "n": "[1,2.50]"},
                                 "embedding": [17.0, 0.5],
                                 "model": {"name": "length", "digest": "0123", "precision": "float32"}}
                                """));
        assertThat(broker.readAll("json-out-dead-letters")).isEmpty();
    }

    @Test
    void avroComesOutAsAvro() throws Exception {
        topics("avro");
        Instant time = Instant.parse("2020-01-01T00:00:00.123Z");
        TextEvent event =
                new TextEvent("a", "some text", null, time, Map.of("language", "en"), null);
        broker.send(List.of(new ProducerRecord<>("avro", binary(event))));

        new JobRun(broker, "avro")
                .with("input-format", "avro")
                .with("output-format", "avro")
                .toTheEnd(LengthEnricher::load);

        ConsumerRecord<byte[], byte[]> out = broker.readAll("avro-out").get(0);
        EnrichedText enriched =
                new SpecificDatumReader<>(EnrichedText.class)
                        .read(null, DecoderFactory.get().binaryDecoder(out.value(), null));
        assertThat(enriched.getId()).isEqualTo("a");
        assertThat(enriched.getText()).isEqualTo("some text");
        assertThat(enriched.getEventTime()).isEqualTo(time);
        assertThat(enriched.getAttributes()).containsExactlyEntriesOf(Map.of("language", "en"));
        assertThat(enriched.getEmbedding()).containsExactly(9f, 0.5f);
        assertThat(enriched.getEntities()).isNull();
        assertThat(enriched.getModel().getName()).isEqualTo("length");
    }

    @Test
    void theSchemaRegistrysFormatComesInAndOut() throws Exception {
        topics("registry");
        try (StubRegistry registry = new StubRegistry()) {
            String schema = TextEvent.getClassSchema().toString();
            RegistryHeaders headers =
                    new RegistryHeaders(registry.add("registry-value", schema, null));
            broker.send(
                    List.of(
                            new ProducerRecord<>(
                                    "registry",
                                    headers.before(
                                            BrokenRecords.avro(
                                                    new TextEvent(
                                                            "id", "text", null, null, Map.of(),
                                                            null)))),
                            new ProducerRecord<>("registry", "no such format".getBytes(UTF_8))));

            new JobRun(broker, "registry")
                    .with("input-format", "avro-confluent")
                    .with("output-format", "avro-confluent")
                    .with("dead-letter-format", "avro-confluent")
                    .with("schema-registry-url", registry.url())
                    .toTheEnd(LengthEnricher::load);

            RegistryConfig config = new RegistryConfig(List.of(registry.url()), "", false);
            assertThat(
                            new RegistryValues<>(EnrichedText.class, config)
                                    .read(broker.readAll("registry-out").get(0).value())
                                    .getText())
                    .isEqualTo("text");
            assertThat(
                            new RegistryValues<>(DeadLetter.class, config)
                                    .read(
                                            broker.readAll("registry-out-dead-letters")
                                                    .get(0)
                                                    .value())
                                    .getReason())
                    .startsWith("the value is not in the schema registry's format");
            assertThat(registry.requests())
                    .contains(
                            "POST /subjects/registry-out-value/versions",
                            "POST /subjects/registry-out-dead-letters-value/versions");
        }
    }

    @Test
    void noSchemaOfTheRegistryStopsTheJob() throws Exception {
        topics("schemas");
        try (StubRegistry registry = new StubRegistry()) {
            String schema = TextEvent.getClassSchema().toString();
            RegistryHeaders headers =
                    new RegistryHeaders(registry.add("schemas-value", schema, null));
            byte[] good =
                    headers.before(
                            BrokenRecords.avro(
                                    new TextEvent("id", "good", null, null, Map.of(), null)));
            Map<String, byte[]> readable = OddSchemas.readable(registry);
            Map<String, byte[]> unreadable = OddSchemas.unreadable(registry);
            List<ProducerRecord<byte[], byte[]>> records = new ArrayList<>();
            for (int partition = 0; partition < 2; partition++) {
                for (byte[] value : readable.values()) {
                    records.add(new ProducerRecord<>("schemas", partition, null, value));
                }
                for (byte[] value : unreadable.values()) {
                    records.add(new ProducerRecord<>("schemas", partition, null, value));
                    records.add(new ProducerRecord<>("schemas", partition, null, good));
                }
            }
            broker.send(records);

            new JobRun(broker, "schemas")
                    .with("input-format", "avro-confluent")
                    .with("dead-letter-format", "avro")
                    .with("schema-registry-url", registry.url())
                    .surviving(0)
                    .toTheEnd(LengthEnricher::load);

            assertThat(broker.readAll("schemas-out"))
                    .hasSize(2 * (readable.size() + unreadable.size()));
            assertThat(DeadLetterTopic.readAll(broker, "schemas-out-dead-letters"))
                    .hasSize(2 * unreadable.size())
                    .allSatisfy(
                            deadLetter -> {
                                assertThat(deadLetter.getStage()).isEqualTo(Stage.DECODE);
                                assertThat(deadLetter.getReason()).contains("schema");
                            });
        }
    }

    @Test
    void aRegistryThatIsAwayRestartsTheJobAndLosesNoRecord() throws Exception {
        topics("away");
        try (StubRegistry registry = new StubRegistry()) {
            String schema = TextEvent.getClassSchema().toString();
            RegistryHeaders headers = new RegistryHeaders(registry.add("away-value", schema, null));
            List<ProducerRecord<byte[], byte[]>> records =
                    IntStream.range(0, 100)
                            .mapToObj(
                                    i ->
                                            new ProducerRecord<byte[], byte[]>(
                                                    "away",
                                                    headers.before(
                                                            BrokenRecords.avro(
                                                                    new TextEvent(
                                                                            "id",
                                                                            "text " + i,
                                                                            null,
                                                                            null,
                                                                            Map.of(),
                                                                            null)))))
                            .toList();
            broker.send(records);
            registry.failFor(15);

            new JobRun(broker, "away")
                    .with("input-format", "avro-confluent")
                    .with("schema-registry-url", registry.url())
                    .toTheEnd(LengthEnricher::load);

            assertThat(broker.readAll("away-out").stream().map(KafkaEnrichmentJobIT::textOf))
                    .contains(
                            IntStream.range(0, 100)
                                    .mapToObj(i -> "text " + i)
                                    .toArray(String[]::new));
            assertThat(broker.readAll("away-out-dead-letters")).isEmpty();
        }
    }

    /** What a producer that knows a registry puts in front of its values. */
    private record RegistryHeaders(int id) {
        byte[] before(byte[] value) {
            return java.nio.ByteBuffer.allocate(5 + value.length)
                    .put((byte) 0)
                    .putInt(id)
                    .put(value)
                    .array();
        }
    }

    @Test
    void plainTextsKeepTheirOrderAndAreKnownByWhereTheyLie() throws Exception {
        topics("plain");
        List<ProducerRecord<byte[], byte[]>> records =
                IntStream.range(0, 1000)
                        .mapToObj(
                                i ->
                                        new ProducerRecord<>(
                                                "plain",
                                                0,
                                                new byte[] {7},
                                                ("text " + i).getBytes(UTF_8)))
                        .toList();
        broker.send(records);

        new JobRun(broker, "plain").with("input-format", "text").toTheEnd(LengthEnricher::load);

        List<String> texts = new ArrayList<>();
        for (ConsumerRecord<byte[], byte[]> record : broker.readAll("plain-out")) {
            JsonNode value = JSON.readTree(record.value());
            assertThat(value.get("id").textValue()).isEqualTo("plain/0/" + texts.size());
            texts.add(value.get("text").textValue());
        }
        assertThat(texts)
                .containsExactlyElementsOf(
                        IntStream.range(0, 1000).mapToObj(i -> "text " + i).toList());
    }

    @Test
    void recordsOfAPartitionKeepTheirOrderWhereMoreSubtasksAsk() throws Exception {
        broker.createTopic("spread", 4);
        broker.createTopic("spread-out", 1);
        broker.createTopic("spread-out-dead-letters", 1);
        List<ProducerRecord<byte[], byte[]>> records = new ArrayList<>();
        for (int i = 0; i < 2000; i++) {
            records.add(
                    new ProducerRecord<>(
                            "spread", i % 4, null, Integer.toString(i).getBytes(UTF_8)));
        }
        broker.send(records);

        new JobRun(broker, "spread")
                .with("input-format", "text")
                .with("parallelism", "2")
                .with("inference-parallelism", "3")
                .toTheEnd(LengthEnricher::load);

        Map<String, List<Integer>> texts = new java.util.TreeMap<>();
        for (ConsumerRecord<byte[], byte[]> record : broker.readAll("spread-out")) {
            JsonNode value = JSON.readTree(record.value());
            texts.computeIfAbsent(
                            value.get("id").textValue().split("/", -1)[1], key -> new ArrayList<>())
                    .add(Integer.valueOf(value.get("text").textValue()));
        }
        assertThat(texts.values())
                .hasSize(4)
                .allSatisfy(partition -> assertThat(partition).hasSize(500).isSorted());
    }

    @Test
    void anUnboundedJobFollowsTopicsThatMatchAPattern() throws Exception {
        broker.createTopic("pattern-a", 1);
        broker.createTopic("pattern-out", 1);
        broker.createTopic("pattern-out-dead-letters", 1);
        broker.send(List.of(text("pattern-a", "first")));

        JobClient job =
                new JobRun(broker, "pattern")
                        .without("input-topics")
                        .with("input-topic-pattern", "pattern-[a-z]")
                        .with("input-format", "text")
                        .with("source.kafka.partition.discovery.interval.ms", "300")
                        .start(LengthEnricher::load);
        try {
            awaitCount("pattern-out", 1);
            broker.createTopic("pattern-b", 2);
            broker.send(List.of(text("pattern-b", "second")));
            awaitCount("pattern-out", 2);
        } finally {
            job.cancel().get();
        }
    }

    @Test
    void aJobGoesOnWhereItsGroupHasBeen() throws Exception {
        topics("group");
        JobRun run = new JobRun(broker, "group").with("input-format", "text");
        run.with("start-from", "committed");
        broker.send(List.of(text("group", "one"), text("group", "two")));
        run.toTheEnd(LengthEnricher::load);
        broker.send(List.of(text("group", "three")));
        run.toTheEnd(LengthEnricher::load);

        assertThat(broker.readAll("group-out"))
                .extracting(record -> JSON.readTree(record.value()).get("text").textValue())
                .containsExactlyInAnyOrder("one", "two", "three");
    }

    private static void topics(String topic) throws Exception {
        broker.createTopic(topic, 2);
        broker.createTopic(topic + "-out", 1);
        broker.createTopic(topic + "-out-dead-letters", 1);
    }

    private static ProducerRecord<byte[], byte[]> text(String topic, String text) {
        return new ProducerRecord<>(topic, text.getBytes(UTF_8));
    }

    private static String textOf(ConsumerRecord<byte[], byte[]> enriched) {
        try {
            return JSON.readTree(enriched.value()).get("text").textValue();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void awaitCount(String topic, int count) {
        Awaitility.await()
                .atMost(Duration.ofSeconds(30))
                .untilAsserted(() -> assertThat(broker.readAll(topic)).hasSize(count));
    }

    private static byte[] binary(TextEvent event) throws Exception {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        BinaryEncoder encoder = EncoderFactory.get().binaryEncoder(bytes, null);
        new SpecificDatumWriter<>(TextEvent.class).write(event, encoder);
        encoder.flush();
        return bytes.toByteArray();
    }
}
