package io.github.flinkbert.flink;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.flinkbert.broker.TestBroker;
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
        broker.close();
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
        List<DeadLetter> deadLetters = DeadLetterTopic.readAll(broker, "json-out-dead-letters");
        assertWhole(deadLetters, kinds);
        assertThat(deadLetters)
                .filteredOn(deadLetter -> deadLetter.getStage() != Stage.DECODE)
                .extracting(
                        deadLetter ->
                                DeadLetterTopic.kind(deadLetter) + ": " + deadLetter.getStage())
                .containsOnly("refused by the model: MODEL", "too long when written: ENCODE");
    }

    @Test
    void brokenAvroAmongGoodOnesIsAllInTheDeadLettersWhole() throws Exception {
        topics("avro", Map.of());
        Map<String, byte[]> kinds = BrokenRecords.avro();
        byte[] good = BrokenRecords.avro(new TextEvent("id", "text", null, null, Map.of(), null));
        broker.send(mixed("avro", kinds, good));

        new JobRun(broker, "avro")
                .with("input-format", "avro")
                .with("dead-letter-format", "avro")
                .toTheEnd(LengthEnricher::load);

        assertThat(broker.readAll("avro-out")).hasSize(EACH * kinds.size());
        assertWhole(DeadLetterTopic.readAll(broker, "avro-out-dead-letters"), kinds);
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

        DeadLetter deadLetter = DeadLetterTopic.readAll(broker, "future-out-dead-letters").get(0);
        assertThat(deadLetter.getStage()).isEqualTo(Stage.ENCODE);
        assertThat(deadLetter.getTimestamp().toEpochMilli()).isEqualTo(tomorrow);
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

    private static void assertWhole(List<DeadLetter> deadLetters, Map<String, byte[]> kinds) {
        assertThat(deadLetters.stream().collect(Collectors.groupingBy(DeadLetterTopic::kind)))
                .containsOnlyKeys(kinds.keySet())
                .allSatisfy((kind, ofKind) -> assertThat(ofKind).hasSize(EACH));
        assertThat(deadLetters)
                .allSatisfy(
                        deadLetter -> {
                            String kind = DeadLetterTopic.kind(deadLetter);
                            byte[] value = kinds.get(kind);
                            assertThat(deadLetter.getValue())
                                    .isEqualTo(value == null ? null : ByteBuffer.wrap(value));
                            if (deadLetter.getKey() != null) {
                                assertThat(deadLetter.getKey())
                                        .isEqualTo(ByteBuffer.wrap(kind.getBytes(UTF_8)));
                            }
                            assertThat(deadLetter.getHeaders()).hasSize(2);
                            assertThat(deadLetter.getHeaders().get(1).getValue()).isNull();
                            assertThat(deadLetter.getReason()).as(kind).isNotBlank();
                            assertThat(deadLetter.getParts()).isEqualTo(1);
                        });
        assertThat(deadLetters)
                .extracting(deadLetter -> deadLetter.getPartition() + "/" + deadLetter.getOffset())
                .doesNotHaveDuplicates();
    }

    private static void topics(String topic, Map<String, String> configs) throws Exception {
        broker.createTopic(topic, 2, configs);
        broker.createTopic(topic + "-out", 1);
        broker.createTopic(topic + "-out-dead-letters", 1);
    }
}
