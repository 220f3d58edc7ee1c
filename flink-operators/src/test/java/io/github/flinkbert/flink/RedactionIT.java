package io.github.flinkbert.flink;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.flinkbert.broker.TestBroker;
import io.github.flinkbert.checkpoint.MiniatureCheckpoint;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Personal data out of a topic, on a miniature. */
@Timeout(240)
class RedactionIT {

    private static final List<String> PLANTED =
            List.of(
                    "kim@example.com",
                    "010-1234-5678",
                    "DE89 3704 0044 0532 0130 00",
                    "4111 1111 1111 1111",
                    "10.20.30.40",
                    "900101-1234568");

    @TempDir private static Path folder;
    private static TestBroker broker;

    @BeforeAll
    static void startBroker() throws Exception {
        broker = TestBroker.start();
        MiniatureCheckpoint.of(MiniatureCheckpoint.smallVocabulary(), 5).writeTo(folder);
    }

    @AfterAll
    static void stopBroker() throws Exception {
        broker.close();
    }

    @Test
    void noTopicThatTheJobWritesHoldsWhatWasPlanted(@TempDir Path keys) throws Exception {
        Path key = Files.writeString(keys.resolve("key"), "a key of more than 16 bytes\n");
        broker.createTopic("personal", 1);
        broker.createTopic("personal-out", 1);
        broker.createTopic("personal-out-dead-letters", 1);
        List<ProducerRecord<byte[], byte[]>> records = new ArrayList<>();
        for (String planted : PLANTED) {
            String text = "The end of it was " + planted + ", and again " + planted + ". 🙂";
            records.add(record("{\"text\":\"" + text + "\"}"));
        }
        records.add(record("{\"text\": 5, \"mail\": \"kim@example.com\"}")); // a dead letter
        broker.send(records);

        new JobRun(broker, "personal")
                .without("checkpoint")
                .with("model", folder.toString())
                .with("casing", "cased")
                .with("precision", "float32")
                .with("input-format", "json")
                .with("tasks", "embedding,redaction")
                .with("redact-entities", "none")
                .with("redact-replacement", "pseudonym")
                .with("redact-key-file", key.toString())
                .with("redact-into", "text")
                .toTheEndWithBert();

        List<JsonNode> out = JsonRecords.readAll(broker, "personal-out");
        List<JsonNode> dead = JsonRecords.readAll(broker, "personal-out-dead-letters");
        assertThat(out).hasSize(PLANTED.size());
        assertThat(dead).hasSize(1);
        for (String planted : PLANTED) {
            assertThat(out.toString()).doesNotContain(planted);
            assertThat(dead.toString()).doesNotContain(planted);
        }
        assertThat(dead.get(0).has("value")).isFalse();
        assertThat(dead.get(0).get("valueOmitted").booleanValue()).isTrue();
        assertThat(dead.get(0).get("offset").intValue()).isEqualTo(PLANTED.size());
        for (JsonNode enriched : out) {
            JsonNode found = enriched.get("redactions");
            assertThat(found).hasSize(2);
            String text = enriched.get("text").textValue();
            assertThat(redacted(text, found.get(0))).isEqualTo(redacted(text, found.get(1)));
            assertThat(redacted(text, found.get(0))).matches("\\[[A-Z_]+-[0-9a-f]{16}]");
        }
    }

    private static String redacted(String text, JsonNode span) {
        return text.substring(
                span.get("redactedStart").intValue(), span.get("redactedEnd").intValue());
    }

    private static ProducerRecord<byte[], byte[]> record(String json) {
        return new ProducerRecord<>("personal", 0, null, json.getBytes(UTF_8));
    }
}
