package io.github.flinkbert.flink;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.flinkbert.schemas.DeadLetter;
import io.github.flinkbert.schemas.Stage;
import io.github.flinkbert.schemas.TextEvent;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Collectors;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever is wrong with a record, it is neither lost nor fatal. */
class DeadLettersIT {

    private static final int EACH = 10;

    private static TestBroker broker;

    @BeforeAll
    static void startBroker() throws Exception {
        broker = TestBroker.start();
    }

    @AfterAll
    static void stopBroker() throws Exception {
        broker.stop();
    }

    @Test
    void brokenJsonAmongGoodOnesIsAllInTheDeadLettersWhole() throws Exception {
        topics("json", Map.of());
        Map<String, byte[]> kinds = BrokenRecords.json();
        assertThat(kinds).hasSizeGreaterThanOrEqualTo(30);
        byte[] good = "{\"text\": \"a good text\"}".getBytes(UTF_8);
        broker.send(mixed("json", kinds, good));

        new JobRun(broker, "json")
                .with("max-record-bytes", "100000")
                .with("max-text-chars", "20000")
                .with("max-output-bytes", "110000")
                .with("dead-letter-format", "avro")
                .toTheEnd(LengthEnricher::load);

        assertThat(broker.readAll("json-out")).hasSize(EACH * kinds.size());
        List<DeadLetter> letters = Letters.readAll(broker, "json-out-dead-letters");
        assertWhole(letters, kinds);
        assertThat(letters)
                .filteredOn(letter -> letter.getStage() != Stage.DECODE)
                .extracting(letter -> Letters.kind(letter) + ": " + letter.getStage())
                .containsOnly("refused by the model: MODEL", "too long when written: ENCODE");
    }

    @Test
    void brokenAvroAmongGoodOnesIsAllInTheDeadLettersWhole() throws Exception {
        topics("avro", Map.of());
        Map<String, byte[]> kinds = BrokenRecords.avro();
        byte[] good = BrokenRecords.avro(new TextEvent("id", "text", null, null, Map.of()));
        broker.send(mixed("avro", kinds, good));

        new JobRun(broker, "avro")
                .with("input-format", "avro")
                .with("dead-letter-format", "avro")
                .toTheEnd(LengthEnricher::load);

        assertThat(broker.readAll("avro-out")).hasSize(EACH * kinds.size());
        assertWhole(Letters.readAll(broker, "avro-out-dead-letters"), kinds);
    }

    @ParameterizedTest
    @ValueSource(strings = {"json", "avro"})
    void aRecordAsLongAsATopicTakesIsLaidInParts(String format) throws Exception {
        String topic = "long-" + format;
        topics(topic, Map.of());
        byte[] bytes = new byte[1_048_000];
        new Random(5).nextBytes(bytes);
        ProducerRecord<byte[], byte[]> longValue =
                new ProducerRecord<>(topic, "k".getBytes(UTF_8), bytes);
        ProducerRecord<byte[], byte[]> longKey = new ProducerRecord<>(topic, bytes, null);
        ProducerRecord<byte[], byte[]> longHeader = new ProducerRecord<>(topic, new byte[0]);
        longHeader.headers().add("first", null).add("long", bytes).add("last", new byte[] {1});
        broker.send(List.of(longValue, longKey, longHeader));

        new JobRun(broker, topic).with("dead-letter-format", format).toTheEnd(LengthEnricher::load);

        assertThat(broker.readAll(topic + "-out-dead-letters")).hasSizeGreaterThan(3);
    }

    @Test
    void aTimestampThatTheOutputTopicWouldRefuseIsADeadLetter() throws Exception {
        topics("future", Map.of("message.timestamp.after.max.ms", "864000000"));
        long tomorrow = System.currentTimeMillis() + 86_400_000;
        broker.send(
                List.of(
                        new ProducerRecord<>(
                                "future", 0, tomorrow, null, "{\"text\": \"a\"}".getBytes(UTF_8))));

        new JobRun(broker, "future")
                .with("dead-letter-format", "avro")
                .toTheEnd(LengthEnricher::load);

        DeadLetter letter = Letters.readAll(broker, "future-out-dead-letters").get(0);
        assertThat(letter.getStage()).isEqualTo(Stage.ENCODE);
        assertThat(letter.getTimestamp().toEpochMilli()).isEqualTo(tomorrow);
    }

    /** Each kind and as many good records, taking turns; a header names the kind. */
    private static List<ProducerRecord<byte[], byte[]>> mixed(
            String topic, Map<String, byte[]> kinds, byte[] good) {
        List<ProducerRecord<byte[], byte[]>> records = new ArrayList<>();
        for (int i = 0; i < EACH; i++) {
            for (Map.Entry<String, byte[]> kind : kinds.entrySet()) {
                byte[] key = i % 2 == 0 ? null : kind.getKey().getBytes(UTF_8);
                ProducerRecord<byte[], byte[]> broken =
                        new ProducerRecord<>(topic, key, kind.getValue());
                broken.headers().add("kind", kind.getKey().getBytes(UTF_8)).add("kind", null);
                records.add(broken);
                records.add(new ProducerRecord<>(topic, good));
            }
        }
        return records;
    }

    private static void assertWhole(List<DeadLetter> letters, Map<String, byte[]> kinds) {
        assertThat(letters.stream().collect(Collectors.groupingBy(Letters::kind)))
                .containsOnlyKeys(kinds.keySet())
                .allSatisfy((kind, ofKind) -> assertThat(ofKind).hasSize(EACH));
        assertThat(letters)
                .allSatisfy(
                        letter -> {
                            String kind = Letters.kind(letter);
                            byte[] value = kinds.get(kind);
                            assertThat(letter.getValue())
                                    .isEqualTo(value == null ? null : ByteBuffer.wrap(value));
                            if (letter.getKey() != null) {
                                assertThat(letter.getKey())
                                        .isEqualTo(ByteBuffer.wrap(kind.getBytes(UTF_8)));
                            }
                            assertThat(letter.getHeaders()).hasSize(2);
                            assertThat(letter.getHeaders().get(1).getValue()).isNull();
                            assertThat(letter.getReason()).as(kind).isNotBlank();
                            assertThat(letter.getParts()).isEqualTo(1);
                        });
        assertThat(letters)
                .extracting(letter -> letter.getPartition() + "/" + letter.getOffset())
                .doesNotHaveDuplicates();
    }

    private static void topics(String topic, Map<String, String> configs) throws Exception {
        broker.createTopic(topic, 2, configs);
        broker.createTopic(topic + "-out", 1);
        broker.createTopic(topic + "-out-dead-letters", 1);
    }
}
