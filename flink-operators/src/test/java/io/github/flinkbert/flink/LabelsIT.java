package io.github.flinkbert.flink;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.flinkbert.Bert;
import io.github.flinkbert.BertOptions;
import io.github.flinkbert.ClassifierMiniature;
import io.github.flinkbert.broker.TestBroker;
import io.github.flinkbert.checkpoint.AdapterMiniature;
import io.github.flinkbert.checkpoint.CasingChoice;
import io.github.flinkbert.checkpoint.GoogleCheckpointWriter;
import io.github.flinkbert.checkpoint.MiniatureCheckpoint;
import io.github.flinkbert.engine.BatchReport;
import io.github.flinkbert.engine.Precision;
import io.github.flinkbert.flink.record.Enriched;
import io.github.flinkbert.flink.task.labels.LabelsTask;
import io.github.flinkbert.flink.task.pairs.PairResult;
import io.github.flinkbert.flink.task.pairs.PairsTask;
import io.github.flinkbert.task.labels.ClassifyText;
import io.github.flinkbert.task.labels.LabelScore;
import io.github.flinkbert.task.pairs.ClassifyPair;
import io.github.flinkbert.task.pairs.NextSentence;
import io.github.flinkbert.task.pairs.PairLabels;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.apache.flink.core.execution.JobClient;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.tensorflow.ndarray.Shape;

/** Labels of texts and of pairs in the job and in a stream, by adapters over one miniature. */
@Timeout(240)
class LabelsIT {

    private static final int TEXTS = 40;

    /** What one subtask asks before the first record: the text, and a pair of it. */
    private static final int SEQUENCES_OF_A_PROBE = 2;

    @TempDir private static Path folder;
    private static TestBroker broker;
    private static String entities;
    private static String labels;
    private static String otherLabels;

    @BeforeAll
    static void startBroker() throws Exception {
        broker = TestBroker.start();
        MiniatureAdapters miniature = MiniatureAdapters.in(folder);
        entities = miniature.write(AdapterMiniature.Task.TOKEN_CLS, 2);
        labels = miniature.write(AdapterMiniature.Task.SEQ_CLS, 3);
        otherLabels = miniature.write(AdapterMiniature.Task.SEQ_CLS_WITH_POOLER, 4);
    }

    @AfterAll
    static void stopBroker() throws Exception {
        broker.close();
    }

    @Test
    void labelsAndEntitiesOfATextShareItsPassAndAPairTakesOneOfItsOwn() throws Exception {
        broker.createTopic("both", 2);
        broker.createTopic("both-out", 1);
        broker.createTopic("both-out-dead-letters", 1);
        List<ProducerRecord<byte[], byte[]>> records = new ArrayList<>();
        for (int i = 0; i < TEXTS; i++) {
            String second =
                    i % 2 == 0 ? "" : ", \"secondText\": \"it is the answer %d\"".formatted(i);
            String json = "{\"text\": \"the text %d is in the house\"%s}".formatted(i, second);
            records.add(new ProducerRecord<>("both", i % 2, null, json.getBytes(UTF_8)));
        }
        broker.send(records);
        Map<String, String> adapters = Map.of("entities", entities, "labels", labels);

        try (Bert bert = Bert.open(options(adapters))) {
            RecordedBatches runs = RecordedBatches.of(bert);
            job("both")
                    .with("tasks", "entities,labels,pairs")
                    .with("adapters", "entities=%s,labels=%s".formatted(entities, labels))
                    .with("labels-top", "2")
                    .toTheEndWithBert();
            runs.stop();

            assertThat(broker.readAll("both-out-dead-letters")).isEmpty();
            List<JsonNode> out = values("both-out");
            assertThat(out).hasSize(TEXTS);
            assertThat(runs.sum(BatchReport::sequences))
                    .as("one for entities and labels, one for each pair")
                    .isEqualTo(TEXTS + TEXTS / 2 + 2 * SEQUENCES_OF_A_PROBE);
            for (JsonNode enriched : out) {
                String text = enriched.get("text").textValue();
                assertThat(enriched.has("entities")).isTrue();
                assertLabels(
                        enriched.get("labels"), bert.ask(text, new ClassifyText("labels")).best(2));
                assertThat(enriched.has("pairs")).isEqualTo(enriched.has("secondText"));
                if (enriched.has("secondText")) {
                    PairLabels pair =
                            bert.ask(
                                    text, new ClassifyPair(enriched.get("secondText").textValue()));
                    assertLabels(enriched.at("/pairs/labels"), pair.labels().holding());
                    assertThat(enriched.at("/pairs/truncated").isBoolean()).isTrue();
                    assertThat(enriched.at("/pairs/truncated").booleanValue())
                            .isEqualTo(pair.truncated());
                }
            }
        }
    }

    @Test
    void anUpdateExchangesAHeadThatClassifiesTexts() throws Exception {
        Flow flow = Flow.create(broker, "exchanged");
        String before = digest(labels);
        String after = digest(otherLabels);
        JobClient job =
                job("exchanged")
                        .with("tasks", "labels")
                        .with("adapters", "labels=" + labels)
                        .with("updates-topic", "exchanged-updates")
                        .with("updates-key", "mine")
                        .with("updates-gather-time", "100ms")
                        .startWithBert();
        try (flow) {
            flow.awaitModel(before);
            flow.update(Updates.adapter("labels", otherLabels));
            flow.awaitModel(after);
            flow.end();
        } finally {
            job.cancel().get();
        }

        flow.assertEachOnce();
        assertThat(flow.deadLetters()).isEmpty();
        for (String location : List.of(labels, otherLabels)) {
            try (Bert bert = Bert.open(options(Map.of("labels", location)))) {
                List<JsonNode> answered =
                        flow.results().stream()
                                .filter(
                                        result ->
                                                result.at("/model/digest")
                                                        .textValue()
                                                        .equals(bert.model().digest()))
                                .limit(30)
                                .toList();
                assertThat(answered).isNotEmpty();
                for (JsonNode result : answered) {
                    assertLabels(
                            result.get("labels"),
                            bert.ask(result.get("text").textValue(), new ClassifyText()).holding());
                }
            }
        }
    }

    @Test
    void aStreamAsksForLabelsAndPairsByTheirRequestsAndGetsThemTyped() throws Exception {
        ClassifierMiniature miniature = ClassifierMiniature.of(5, "bad", "fair", "good");
        Path google = miniature.asGoogle(folder.resolve("google"));

        Enriched<String> enriched =
                BertEnrichment.of(
                                StreamExecutionEnvironment.createLocalEnvironment(1)
                                        .fromData("the house"))
                        .text(text -> text)
                        .input(PairsTask.SECOND_TEXT, text -> "of " + text)
                        .withModel(options(google))
                        .ask(LabelsTask.any().withTop(3))
                        .ask(PairsTask.any().withTop(1))
                        .deadLetters(rejected -> {})
                        .enrich()
                        .executeAndCollect(1)
                        .get(0);

        try (Bert bert = Bert.open(options(google))) {
            assertSame(
                    enriched.get(LabelsTask.KEY).orElseThrow(),
                    bert.ask("the house", new ClassifyText()).scores());
            PairResult pair = enriched.get(PairsTask.KEY).orElseThrow();
            assertSame(
                    pair.labels(),
                    bert.ask("the house", new ClassifyPair("of the house")).labels().best(1));
            assertThat(pair.truncated()).isFalse();
        }
    }

    @Test
    void aStreamAsksTheHeadThatBertWasPretrainedWith() throws Exception {
        MiniatureCheckpoint base = ClassifierMiniature.of(5, "unused").base();
        Random random = new Random(9);
        Path pretrained = folder.resolve("pretrained");
        GoogleCheckpointWriter.write(
                pretrained,
                base.config(),
                base.pieces(),
                base.weights()
                        .with(
                                "cls/seq_relationship/output_weights",
                                Shape.of(2, 32),
                                ClassifierMiniature.random(random, 64))
                        .with(
                                "cls/seq_relationship/output_bias",
                                Shape.of(2),
                                ClassifierMiniature.random(random, 2)));

        Enriched<String> enriched =
                BertEnrichment.of(
                                StreamExecutionEnvironment.createLocalEnvironment(1)
                                        .fromData("the house"))
                        .text(text -> text)
                        .withModel(options(pretrained))
                        .ask(PairsTask.nextSentence().with("in the").withTop(2))
                        .deadLetters(rejected -> {})
                        .enrich()
                        .executeAndCollect(1)
                        .get(0);

        try (Bert bert = Bert.open(options(pretrained))) {
            double isNext = bert.ask("the house", new NextSentence("in the")).isNext();
            LabelScore next = new LabelScore("IsNext", isNext);
            LabelScore not = new LabelScore("NotNext", 1 - isNext);
            assertSame(
                    enriched.get(PairsTask.KEY).orElseThrow().labels(),
                    isNext >= 0.5 ? List.of(next, not) : List.of(not, next));
        }
    }

    private static void assertLabels(JsonNode found, List<LabelScore> expected) {
        List<LabelScore> labels = new ArrayList<>();
        for (JsonNode label : found) {
            labels.add(
                    new LabelScore(
                            label.get("label").textValue(), label.get("score").doubleValue()));
        }
        assertSame(labels, expected);
    }

    private static void assertSame(List<LabelScore> found, List<LabelScore> expected) {
        assertThat(found)
                .extracting(LabelScore::label)
                .isEqualTo(expected.stream().map(LabelScore::label).toList());
        for (int i = 0; i < found.size(); i++) {
            assertThat(found.get(i).score()).isCloseTo(expected.get(i).score(), within(1e-4));
        }
    }

    private static JobRun job(String topic) {
        return MiniatureAdapters.job(broker, topic).with("input-format", "json");
    }

    private static BertOptions options(Map<String, String> adapters) {
        return MiniatureAdapters.options(adapters);
    }

    private static BertOptions options(Path checkpoint) {
        return BertOptions.of(checkpoint.toString())
                .withCasing(CasingChoice.CASED)
                .withPrecision(Precision.FLOAT32);
    }

    private static String digest(String adapter) {
        try (Bert bert = Bert.open(options(Map.of("labels", adapter)))) {
            return bert.model().digest();
        }
    }

    private static List<JsonNode> values(String topic) throws Exception {
        return JsonRecords.readAll(broker, topic);
    }
}
