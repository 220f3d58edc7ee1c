package io.github.flinkbert.flink;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.flinkbert.Bert;
import io.github.flinkbert.BertOptions;
import io.github.flinkbert.broker.TestBroker;
import io.github.flinkbert.checkpoint.CasingChoice;
import io.github.flinkbert.checkpoint.MiniatureCheckpoint;
import io.github.flinkbert.engine.Precision;
import io.github.flinkbert.flink.record.Enriched;
import io.github.flinkbert.flink.task.chunks.ChunksTask;
import io.github.flinkbert.task.chunks.Chunking;
import io.github.flinkbert.task.chunks.EmbedChunks;
import io.github.flinkbert.task.chunks.TextChunk;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Chunks in the job and in a stream, on a miniature. */
@Timeout(240)
class ChunksIT {

    private static final String SENTENCES = "The end of it was in 한국 🙂. Is it on? It is! ";

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

    private static BertOptions options() {
        return BertOptions.of(folder.toString())
                .withCasing(CasingChoice.CASED)
                .withPrecision(Precision.FLOAT32);
    }

    @Test
    void theJobCutsLongTextsAndGivesEachChunkItsVector() throws Exception {
        broker.createTopic("long", 2);
        broker.createTopic("long-out", 1);
        broker.createTopic("long-out-dead-letters", 1);
        List<ProducerRecord<byte[], byte[]>> records = new ArrayList<>();
        for (int i = 1; i <= 10; i++) {
            records.add(
                    new ProducerRecord<>("long", i % 2, null, SENTENCES.repeat(i).getBytes(UTF_8)));
        }
        String tooLong = "The end of it was in? ".repeat(1100);
        records.add(new ProducerRecord<>("long", 0, null, tooLong.getBytes(UTF_8)));
        broker.send(records);

        new JobRun(broker, "long")
                .without("checkpoint")
                .with("model", folder.toString())
                .with("casing", "cased")
                .with("precision", "float32")
                .with("input-format", "text")
                .with("tasks", "embedding,chunks")
                .with("chunking", "late")
                .with("chunk-pieces", "8")
                .with("chunk-overlap", "0")
                .toTheEndWithBert();

        List<JsonNode> dead = JsonRecords.readAll(broker, "long-out-dead-letters");
        assertThat(dead).hasSize(1);
        assertThat(dead.get(0).toString()).contains("a text may have at most 1024 chunks, found");
        List<JsonNode> out = JsonRecords.readAll(broker, "long-out");
        assertThat(out).hasSize(10);
        try (Bert bert = Bert.open(options())) {
            EmbedChunks ask = EmbedChunks.asReleased().with(Chunking.LATE).with(8, 0);
            for (JsonNode enriched : out) {
                String text = enriched.get("text").textValue();
                assertThat(enriched.has("embedding")).isTrue();
                assertChunks(enriched.get("chunks"), text, bert.ask(text, ask).chunks());
            }
        }
    }

    private static void assertChunks(JsonNode found, String text, List<TextChunk> expected) {
        assertThat(found).hasSameSizeAs(expected);
        for (int i = 0; i < found.size(); i++) {
            JsonNode chunk = found.get(i);
            assertThat(chunk.get("text").textValue())
                    .isEqualTo(
                            text.substring(
                                    chunk.get("start").intValue(), chunk.get("end").intValue()))
                    .isEqualTo(expected.get(i).text());
            assertThat(chunk.get("embedding")).hasSize(expected.get(i).embedding().size());
            for (int j = 0; j < chunk.get("embedding").size(); j++) {
                assertThat(chunk.get("embedding").get(j).floatValue())
                        .isCloseTo(expected.get(i).embedding().get(j), within(1e-4f));
            }
        }
    }

    @Test
    void aStreamAsksForChunksAndGetsThemTyped() throws Exception {
        EmbedChunks ask = EmbedChunks.asReleased().with(20, 1);
        String text = SENTENCES.repeat(3);

        Enriched<String> enriched =
                BertEnrichment.of(
                                StreamExecutionEnvironment.createLocalEnvironment(1).fromData(text))
                        .text(value -> value)
                        .withModel(options())
                        .ask(ChunksTask.of(ask))
                        .deadLetters(rejected -> {})
                        .enrich()
                        .executeAndCollect(1)
                        .get(0);

        List<TextChunk> chunks = enriched.get(ChunksTask.KEY).orElseThrow();
        try (Bert bert = Bert.open(options())) {
            List<TextChunk> expected = bert.ask(text, ask).chunks();
            assertThat(chunks).hasSameSizeAs(expected);
            for (int i = 0; i < chunks.size(); i++) {
                assertThat(chunks.get(i).text()).isEqualTo(expected.get(i).text());
                assertThat(chunks.get(i).embedding().size()).isEqualTo(bert.model().hiddenSize());
            }
        }
    }
}
