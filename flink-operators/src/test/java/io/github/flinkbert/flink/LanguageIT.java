package io.github.flinkbert.flink;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.flinkbert.BertOptions;
import io.github.flinkbert.broker.TestBroker;
import io.github.flinkbert.checkpoint.CasingChoice;
import io.github.flinkbert.checkpoint.MiniatureCheckpoint;
import io.github.flinkbert.engine.Precision;
import io.github.flinkbert.flink.record.Enriched;
import io.github.flinkbert.flink.task.language.LanguageTask;
import io.github.flinkbert.task.language.TextLanguage;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Languages in the job and in a stream, on a miniature. */
@Timeout(240)
class LanguageIT {

    private static final List<String> TEXTS =
            List.of("Where is my order, please?", "주문한 물건이 아직 안 왔어요.", "😀");

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
    void theJobTellsTheLanguageOfEachText() throws Exception {
        broker.createTopic("spoken", 1);
        broker.createTopic("spoken-out", 1);
        broker.createTopic("spoken-out-dead-letters", 1);
        broker.send(
                TEXTS.stream()
                        .map(
                                text ->
                                        new ProducerRecord<byte[], byte[]>(
                                                "spoken", text.getBytes(UTF_8)))
                        .toList());

        new JobRun(broker, "spoken")
                .without("checkpoint")
                .with("model", folder.toString())
                .with("casing", "cased")
                .with("precision", "float32")
                .with("input-format", "text")
                .with("tasks", "language")
                .toTheEndWithBert();

        Map<String, String> languages = new TreeMap<>();
        for (JsonNode enriched : JsonRecords.readAll(broker, "spoken-out")) {
            assertThat(enriched.has("embedding")).isFalse();
            assertThat(enriched.get("languageScore").isNumber()).isTrue();
            languages.put(enriched.get("text").textValue(), enriched.get("language").textValue());
        }
        assertThat(languages)
                .isEqualTo(Map.of(TEXTS.get(0), "en", TEXTS.get(1), "ko", TEXTS.get(2), "und"));
    }

    @Test
    void aStreamAsksForItAndGetsItTyped() throws Exception {
        Enriched<String> enriched =
                BertEnrichment.of(
                                StreamExecutionEnvironment.createLocalEnvironment(1)
                                        .fromData(TEXTS.get(1)))
                        .text(value -> value)
                        .withModel(
                                BertOptions.of(folder.toString())
                                        .withCasing(CasingChoice.CASED)
                                        .withPrecision(Precision.FLOAT32))
                        .ask(LanguageTask.detect())
                        .embeddings()
                        .deadLetters(rejected -> {})
                        .enrich()
                        .executeAndCollect(1)
                        .get(0);

        assertThat(enriched.get(LanguageTask.KEY)).contains(new TextLanguage("ko", 1));
        assertThat(enriched.result().embedding()).isPresent();
    }
}
