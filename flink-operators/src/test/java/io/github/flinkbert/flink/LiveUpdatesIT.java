package io.github.flinkbert.flink;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.flinkbert.Bert;
import io.github.flinkbert.BertOptions;
import io.github.flinkbert.broker.TestBroker;
import io.github.flinkbert.checkpoint.AdapterMiniature;
import io.github.flinkbert.encoder.EightBitSupport;
import io.github.flinkbert.engine.Precision;
import io.github.flinkbert.flink.kafka.Sources;
import io.github.flinkbert.flink.model.ModelDefinition;
import io.github.flinkbert.flink.record.Enriched;
import io.github.flinkbert.flink.record.KafkaRecord;
import io.github.flinkbert.flink.wire.WireTypes;
import io.github.flinkbert.testing.RandomSeed;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.PipelineOptions;
import org.apache.flink.core.execution.JobClient;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.functions.ProcessFunction;
import org.apache.flink.util.Collector;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Models are exchanged while texts flow. */
@Timeout(240)
class LiveUpdatesIT {

    private static final int STORM = 60;
    private static final Duration SOON = Duration.ofSeconds(60);

    @TempDir private static Path folder;
    private static TestBroker broker;

    /** Seed of an adapter to its folder; those of the first task find entities. */
    private static final Map<Integer, String> ADAPTERS = new TreeMap<>();

    private static final int OWN = 2;
    private static final int OF_ANSWERS = 9;

    @BeforeAll
    static void startBroker() throws Exception {
        broker = TestBroker.start();
        MiniatureAdapters miniature = MiniatureAdapters.in(folder);
        for (int seed : new int[] {OWN, 3, 4, 5, OF_ANSWERS}) {
            ADAPTERS.put(
                    seed,
                    miniature.write(
                            seed == OF_ANSWERS
                                    ? AdapterMiniature.Task.QUESTION_ANS
                                    : AdapterMiniature.Task.TOKEN_CLS,
                            seed));
        }
    }

    @AfterAll
    static void stopBroker() throws Exception {
        broker.close();
    }

    @Test
    void eachResultSaysWhichModelAnsweredItFromOnePointOfThePartitionOn() throws Exception {
        Flow flow = Flow.create(broker, "flow");
        JobClient job = job("flow").startWithBert();
        List<String> expected = new ArrayList<>();
        expected.add(digest(OWN));
        try (flow) {
            flow.awaitModel(digest(OWN));

            flow.update(Updates.adapter("entities", ADAPTERS.get(3)));
            flow.awaitModel(digest(3));
            expected.add(digest(3));

            List<byte[]> bad = bad();
            for (int i = 0; i < bad.size(); i++) {
                flow.update(bad.get(i));
                flow.awaitDeadLetters(i + 1); // of updates gathered together one would be tried
            }
            flow.update("someone-else", Updates.adapter("entities", ADAPTERS.get(5)));

            flow.update(null);
            flow.awaitModelAgain(digest(OWN));
            expected.add(digest(OWN));
            flow.end();
        } finally {
            job.cancel().get();
        }

        assertThat(flow.deadLetters())
                .extracting(deadLetter -> deadLetter.get("stage").textValue())
                .containsOnly("UPDATE");
        assertThat(flow.deadLetters())
                .extracting(deadLetter -> deadLetter.get("reason").textValue())
                .anyMatch(reason -> reason.contains("the value is no Avro ModelUpdate"))
                .anyMatch(reason -> reason.contains("there is no file or folder"))
                .anyMatch(reason -> reason.contains("labels tokens"))
                .anyMatch(reason -> reason.contains("expected 0000"));
        flow.assertEachOnce();
        for (List<JsonNode> partition : flow.resultsByPartition()) {
            List<String> models = new ArrayList<>();
            for (JsonNode result : partition) {
                String model = result.at("/model/digest").textValue();
                if (models.isEmpty() || !models.get(models.size() - 1).equals(model)) {
                    models.add(model);
                }
            }
            assertThat(models).isEqualTo(expected);
        }
        assertAnsweredByTheirModel(flow.results());
    }

    @Test
    void aStormOfUpdatesOneInThreeBadLosesAndRepeatsNothing() throws Exception {
        Random random = RandomSeed.random(7);
        Flow flow = Flow.create(broker, "storm");
        List<byte[]> bad = bad();
        JobRun run =
                job("storm")
                        .with("delivery", "exactly-once")
                        .with("transactional-id-prefix", "storm");
        FailingLoader.LEFT.set(2);
        JobClient job =
                run.start(
                        new FailingLoader(BertEnricher.loader(run.config().asks()), 100),
                        ModelDefinition.resolve(run.config().model()));
        int refusable = 0;
        try (flow) {
            flow.awaitModel(digest(OWN));
            for (int i = 0; i < STORM; i++) {
                boolean isBad = i % 3 == 1;
                refusable += isBad ? 1 : 0;
                flow.update(
                        isBad
                                ? bad.get(random.nextInt(bad.size()))
                                : Updates.adapter(
                                        "entities", ADAPTERS.get(OWN + random.nextInt(3))));
                Thread.sleep(150); // the load: beyond the gathering, so that most are tried
            }
            flow.update(Updates.adapter("entities", ADAPTERS.get(5)));
            flow.awaitModel(digest(5));
            flow.end();
        } finally {
            job.cancel().get();
        }

        assertThat(FailingLoader.LEFT.get()).as("failures that never came").isNotPositive();
        flow.assertEachOnce();
        assertThat(flow.deadLetters().size()).isBetween(1, refusable);
        List<String> models =
                flow.results().stream()
                        .map(result -> result.at("/model/digest").textValue())
                        .distinct()
                        .toList();
        assertThat(models)
                .isSubsetOf(digest(OWN), digest(3), digest(4), digest(5))
                .hasSizeGreaterThan(2);
        assertAnsweredByTheirModel(flow.results());
    }

    @Test
    void aRestoredTextIsAnsweredByTheModelOfItsStamp() throws Exception {
        Flow flow = Flow.create(broker, "stamp");
        JobRun run = job("stamp").with("order", "unordered").with("input-format", "json");
        ModelDefinition own = ModelDefinition.resolve(run.config().model());
        HoldingLoader.HOLDS.set(true);
        HoldingLoader.FAILURES.set(1);
        JobClient job = run.start(new HoldingLoader(), own);
        try (flow) {
            flow.send("hold this");
            flow.awaitModel(own.id());
            await().atMost(SOON).until(() -> HoldingLoader.held() == 1);
            flow.update(Updates.adapter("entities", ADAPTERS.get(4)));
            String updated = flow.awaitModelOtherThan(own.id());
            // The first to be completed may have begun before the update.
            long completed = SeenCounters.completedCheckpoints();
            await().atMost(SOON).until(() -> SeenCounters.completedCheckpoints() >= completed + 2);

            int loaded = HoldingLoader.LOADED.get();
            flow.send("fail here");
            await().atMost(SOON).until(() -> HoldingLoader.LOADED.get() >= loaded + 3);
            // The restored text is asked again. Behind it none comes out once time has gone on, in
            // the other partition they do.
            await().atMost(SOON).until(() -> HoldingLoader.held() == 2);
            flow.sendToEachPartition("after the failure");
            flow.awaitText("after the failure");
            assertThat(flow.modelsOf("hold this")).isEmpty();
            HoldingLoader.letGo();
            flow.send("hold no more");
            flow.awaitText("hold no more");
            flow.end();

            assertThat(flow.modelsOf("hold this")).containsOnly(own.id());
            assertThat(flow.modelsOf("hold no more")).containsOnly(updated);
        } finally {
            job.cancel().get();
        }
    }

    @Test
    void aJobGoesFromBfloat16ToEightBitsAndBack() throws Exception {
        EightBitSupport.require();
        String whole = digest(OWN, Precision.BFLOAT16);
        String eight = digest(OWN, Precision.INT8);
        Flow flow = Flow.create(broker, "formats");
        JobClient job = job("formats").with("precision", "bfloat16").startWithBert();
        try (flow) {
            flow.awaitModel(whole);
            flow.update(Updates.precision("int8"));
            flow.awaitModel(eight);
            flow.update(Updates.precision("int7"));
            flow.awaitDeadLetters(1);
            flow.update(null);
            flow.awaitModelAgain(whole);
            flow.end();
        } finally {
            job.cancel().get();
        }

        assertThat(flow.deadLetters())
                .allSatisfy(
                        letter ->
                                assertThat(letter.get("reason").textValue())
                                        .contains("the precision of an update is int7"));
        flow.assertEachOnce();
        for (List<JsonNode> partition : flow.resultsByPartition()) {
            assertThat(
                            partition.stream()
                                    .map(result -> result.at("/model/precision").textValue())
                                    .distinct())
                    .containsExactly("bfloat16", "int8");
        }
    }

    /** What a step behind the enrichment sees of time. */
    private static final Queue<Long> WATERMARKS = new ConcurrentLinkedQueue<>();

    private static final class Watch extends ProcessFunction<Enriched<Long>, String> {
        private static final long serialVersionUID = 1L;

        @Override
        public void processElement(Enriched<Long> one, Context context, Collector<String> out) {
            WATERMARKS.add(context.timerService().currentWatermark());
        }
    }

    @Test
    void aSilentTopicOfUpdatesDoesNotHoldTimeBack() throws Exception {
        broker.createTopic("silent-updates", 1);
        Configuration configuration = new Configuration();
        configuration.set(PipelineOptions.AUTO_WATERMARK_INTERVAL, Duration.ofMillis(10));
        StreamExecutionEnvironment environment =
                StreamExecutionEnvironment.createLocalEnvironment(1, configuration);
        DataStream<KafkaRecord> updates =
                environment.fromSource(
                        Sources.updates(job("silent").config(), "silent-updates"),
                        WatermarkStrategy.noWatermarks(),
                        "updates",
                        WireTypes.KAFKA_RECORD);
        DataStream<Long> times =
                environment
                        .fromSequence(1, 300)
                        .map(
                                time -> {
                                    Thread.sleep(5); // the load: some per watermark
                                    return time;
                                })
                        .returns(Types.LONG)
                        .assignTimestampsAndWatermarks(
                                WatermarkStrategy.<Long>forMonotonousTimestamps()
                                        .withTimestampAssigner((time, unused) -> time));

        BertEnrichment.of(times)
                .text(time -> "text " + time)
                .embeddings()
                .answeredBy(LengthEnricher::load, LengthEnricher.DEFINITION)
                .updatedBy(updates, "mine", Duration.ofMillis(100), rejected -> {})
                .deadLetters(rejected -> {})
                .enrich()
                .process(new Watch());
        JobClient running = environment.executeAsync();
        try {
            await().atMost(SOON).until(() -> WATERMARKS.size() == 300);
        } finally {
            running.cancel().get();
        }

        assertThat(List.copyOf(WATERMARKS).get(299)).isGreaterThan(100);
    }

    private static List<byte[]> bad() {
        return List.of(
                "no update".getBytes(UTF_8),
                Updates.adapter("entities", folder.resolve("nowhere").toString()),
                Updates.adapter("entities", ADAPTERS.get(OF_ANSWERS)),
                Updates.adapterWithDigest("entities", ADAPTERS.get(4), "0000"));
    }

    private static JobRun job(String topic) {
        return MiniatureAdapters.job(broker, topic)
                .with("tasks", "entities")
                .with("adapters", "entities=" + ADAPTERS.get(OWN))
                .with("updates-topic", topic + "-updates")
                .with("updates-key", "mine")
                .with("updates-gather-time", "100ms");
    }

    private static String digest(int seed, Precision precision) {
        try (Bert bert = Bert.open(options(seed).withPrecision(precision))) {
            return bert.model().digest();
        }
    }

    private static BertOptions options(int seed) {
        return MiniatureAdapters.options(Map.of("entities", ADAPTERS.get(seed)));
    }

    private static String digest(int seed) {
        try (Bert bert = Bert.open(options(seed))) {
            return bert.model().digest();
        }
    }

    private static void assertAnsweredByTheirModel(List<JsonNode> results) {
        for (int seed = OWN; seed <= 5; seed++) {
            try (Bert bert = Bert.open(options(seed))) {
                String digest = bert.model().digest();
                results.stream()
                        .filter(r -> r.at("/model/digest").textValue().equals(digest))
                        .limit(30)
                        .forEach(r -> Flow.assertEntities(r, bert));
            }
        }
    }
}
