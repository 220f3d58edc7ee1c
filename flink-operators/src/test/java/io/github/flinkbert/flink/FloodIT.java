package io.github.flinkbert.flink;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.flinkbert.broker.TestBroker;
import io.github.flinkbert.checkpoint.MiniatureCheckpoint;
import io.github.flinkbert.schemas.DeadLetter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A long topic through a small BERT, one record of a hundred broken: what comes out and what is in
 * the dead letters are what went in. {@code -Dflinkbert.flood.records=100000} makes it longer.
 */
class FloodIT {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int RECORDS = Integer.getInteger("flinkbert.flood.records", 10_000);
    private static final int ONE_BROKEN_IN = 100;
    private static final String KIND = "kind";

    @TempDir private static Path folder;
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
    void whatComesOutAndTheDeadLettersAreWhatWentIn() throws Exception {
        Path checkpoint = folder.resolve("checkpoint");
        MiniatureCheckpoint.of(MiniatureCheckpoint.smallVocabulary(), 3).writeTo(checkpoint);
        broker.createTopic("flood", 4);
        broker.createTopic("flood-out", 1);
        broker.createTopic("flood-out-dead-letters", 1);
        Map<String, byte[]> kinds = BrokenRecords.json();
        // Only another model refuses it.
        kinds.remove("refused by the model");
        List<ProducerRecord<byte[], byte[]>> records = new ArrayList<>();
        Map<String, Integer> broken = new HashMap<>();
        int good = 0;
        List<String> names = List.copyOf(kinds.keySet());
        for (int i = 0; i < RECORDS; i++) {
            if (i % ONE_BROKEN_IN == 0) {
                String kind = names.get(i / ONE_BROKEN_IN % names.size());
                ProducerRecord<byte[], byte[]> record =
                        new ProducerRecord<>("flood", kinds.get(kind));
                record.headers().add(KIND, kind.getBytes(UTF_8));
                records.add(record);
                broken.merge(kind, 1, Integer::sum);
            } else {
                String value = "{\"id\": %d, \"text\": \"text %d of many\"}".formatted(i, i);
                records.add(new ProducerRecord<>("flood", value.getBytes(UTF_8)));
                good++;
            }
        }
        broker.send(records);

        new JobRun(broker, "flood")
                .with("checkpoint", checkpoint.toString())
                .with("casing", "uncased")
                .with("max-record-bytes", "100000")
                .with("max-text-chars", "20000")
                .with("max-output-bytes", "110000")
                .with("dead-letter-format", "avro")
                .toTheEndWithBert();

        List<JsonNode> out = new ArrayList<>();
        for (var record : broker.readAll("flood-out")) {
            out.add(JSON.readTree(record.value()));
        }
        assertThat(out).hasSize(good);
        assertThat(out).extracting(each -> each.get("id").asText()).doesNotHaveDuplicates();
        assertThat(out)
                .allSatisfy(
                        each ->
                                assertThat(each.get("text").asText())
                                        .isEqualTo("text %s of many", each.get("id").asText()));
        Map<String, Integer> deadLetters = new HashMap<>();
        for (DeadLetter deadLetter : DeadLetterTopic.readAll(broker, "flood-out-dead-letters")) {
            deadLetters.merge(DeadLetterTopic.kind(deadLetter), 1, Integer::sum);
        }
        assertThat(deadLetters).isEqualTo(broken);
        assertThat(broken.keySet()).hasSizeGreaterThanOrEqualTo(Math.min(30, RECORDS / 100));
    }
}
