package io.github.flinkbert.flink;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.flinkbert.Bert;
import io.github.flinkbert.BertOptions;
import io.github.flinkbert.broker.TestBroker;
import io.github.flinkbert.checkpoint.Adapter;
import io.github.flinkbert.checkpoint.AdapterMiniature;
import io.github.flinkbert.checkpoint.AggregationStrategy;
import io.github.flinkbert.engine.BatchReport;
import io.github.flinkbert.task.entities.Entities;
import io.github.flinkbert.task.entities.TagEntities;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The job with adapters over one miniature, which texts choose by their language. */
class AdaptersIT {

    private static final int TEXTS_A_LANGUAGE = 40;

    /** What one subtask asks before the first record: the text, and two questions of it. */
    private static final int SEQUENCES_OF_A_PROBE = 3;

    @TempDir private static Path folder;
    private static TestBroker broker;
    private static Map<String, String> adapters;

    @BeforeAll
    static void startBroker() throws Exception {
        broker = TestBroker.start();
        MiniatureAdapters miniature = MiniatureAdapters.in(folder);
        adapters = new TreeMap<>();
        adapters.put("entities-en", miniature.write(AdapterMiniature.Task.TOKEN_CLS, 2));
        adapters.put("entities-ko", miniature.write(AdapterMiniature.Task.TOKEN_CLS, 3));
        adapters.put("answers", miniature.write(AdapterMiniature.Task.QUESTION_ANS, 4));
    }

    @AfterAll
    static void stopBroker() throws Exception {
        broker.close();
    }

    @Test
    void aTextsLanguageChoosesItsAdapterAndTheTrunkRunsOnce() throws Exception {
        send("languages", "en", "ko");

        try (Bert bert = Bert.open(options())) {
            RecordedBatches runs = RecordedBatches.of(bert);
            job("languages").toTheEndWithBert();
            runs.stop();

            List<JsonNode> out = values("languages-out");
            assertThat(values("languages-out-dead-letters")).isEmpty();
            assertThat(out).hasSize(2 * TEXTS_A_LANGUAGE);
            assertThat(runs.sum(BatchReport::sequences))
                    .as("a sequence for embedding and entities, one for the standing question")
                    .isEqualTo(2 * out.size() + 2 * SEQUENCES_OF_A_PROBE);
            assertThat(runs.sum(BatchReport::trunkRunsSaved))
                    .as("one for each text, and those of the probes")
                    .isGreaterThanOrEqualTo(out.size());
            int differing = 0;
            for (JsonNode enriched : out) {
                String text = enriched.get("text").textValue();
                boolean korean = enriched.at("/attributes/language").textValue().equals("ko");
                List<String> chosen = entities(bert, text, korean ? "entities-ko" : "entities-en");
                assertThat(entities(enriched)).isEqualTo(chosen);
                differing +=
                        chosen.equals(entities(bert, text, korean ? "entities-en" : "entities-ko"))
                                ? 0
                                : 1;
                assertThat(enriched.get("embedding").size()).isEqualTo(32);
                assertThat(enriched.at("/answers/0/question").textValue()).isEqualTo("where?");
                assertThat(stringMap(enriched.at("/model/adapters"))).isEqualTo(digests());
            }
            assertThat(differing).as("texts on which the two adapters differ").isPositive();
        }
    }

    @Test
    void oneSubtaskCountsForTheEngineWhileTheJobRuns() throws Exception {
        send("counted", "en", "ko");
        SeenCounters.forget();

        try (Bert bert = Bert.open(options())) {
            job("counted").toTheEndWithBert();

            assertThat(SeenCounters.named("sequences"))
                    .singleElement()
                    .satisfies(
                            sequences -> {
                                long counted = sequences.counter().getCount();
                                assertThat(counted).isPositive();
                                bert.embed("after the job");
                                assertThat(sequences.counter().getCount()).isEqualTo(counted);
                            });
            assertThat(SeenCounters.named("trunkRunsSaved"))
                    .singleElement()
                    .satisfies(saved -> assertThat(saved.counter().getCount()).isPositive());
        }
    }

    @Test
    void aTextThatTheModelHardlyKnowsSaysSoAndIsCounted() throws Exception {
        send("unknown");
        List<ProducerRecord<byte[], byte[]>> records = new ArrayList<>();
        for (String text : List.of("漢字 漢字 the", "the the the the", "漢字", "the 漢 the the")) {
            String json = "{\"text\": \"%s\", \"language\": \"en\"}".formatted(text);
            records.add(new ProducerRecord<>("unknown", 0, null, json.getBytes(UTF_8)));
        }
        broker.send(records);
        SeenCounters.forget();

        job("unknown").toTheEndWithBert();

        assertThat(
                        values("unknown-out").stream()
                                .filter(enriched -> enriched.has("unknownPieces"))
                                .map(
                                        enriched ->
                                                enriched.get("text").textValue()
                                                        + " "
                                                        + enriched.get("unknownPieces")
                                                                .doubleValue()))
                .containsExactlyInAnyOrder("漢字 漢字 the 0.8", "漢字 1.0");
        assertThat(sum(EnrichMetrics.UNKNOWN_TEXTS)).isEqualTo(2);
    }

    @Test
    void howManyTextsAreLongerThanTheModelReadsAtOnceIsCounted() throws Exception {
        send("lengths");
        try (Bert bert = Bert.open(options())) {
            int positions = bert.model().maxPositions();
            List<ProducerRecord<byte[], byte[]>> records = new ArrayList<>();
            for (String text : List.of("the", "the the", "the ".repeat(positions))) {
                String json = "{\"text\": \"%s\", \"language\": \"en\"}".formatted(text);
                records.add(new ProducerRecord<>("lengths", 0, null, json.getBytes(UTF_8)));
            }
            broker.send(records);
        }
        SeenCounters.forget();

        job("lengths").toTheEndWithBert();

        assertThat(sum("signal.windows.label.1.said")).isEqualTo(2);
        assertThat(sum("signal.windows.label.2.said")).isEqualTo(1);
    }

    private static long sum(String counter) {
        return SeenCounters.named(counter).stream()
                .mapToLong(seen -> seen.counter().getCount())
                .sum();
    }

    @Test
    void aTextThatChoosesNoAdapterIsADeadLetter() throws Exception {
        send("strangers", "fr");
        SeenCounters.forget();

        job("strangers").toTheEndWithBert();

        assertThat(sum(EnrichMetrics.ERRORS)).isEqualTo(TEXTS_A_LANGUAGE);

        assertThat(values("strangers-out")).isEmpty();
        assertThat(values("strangers-out-dead-letters"))
                .hasSize(TEXTS_A_LANGUAGE)
                .allSatisfy(
                        deadLetter ->
                                assertThat(deadLetter.get("reason").textValue())
                                        .isEqualTo(
                                                "the attribute language chooses no model for"
                                                        + " entities: found another value, expected"
                                                        + " one of en, ko"));
    }

    @Test
    void aTextThatChoosesNoAdapterTakesTheDefault() throws Exception {
        send("guests", "fr");

        job("guests").with("entities-model", "entities-en").toTheEndWithBert();

        assertThat(values("guests-out-dead-letters")).isEmpty();
        assertThat(values("guests-out")).hasSize(TEXTS_A_LANGUAGE);
    }

    @Test
    void anAdapterThatIsNotThereShowsAtTheStart() throws Exception {
        send("misspelt");

        assertThatThrownBy(
                        () ->
                                job("misspelt")
                                        .with("entities-model-by", "ko=entities-kr")
                                        .toTheEndWithBert())
                .hasStackTraceContaining("no model entities-kr is there that labels tokens");
    }

    private static JobRun job(String topic) {
        return MiniatureAdapters.job(broker, topic)
                .with("input-format", "json")
                .with("tasks", "embedding,entities,answers")
                .with("questions", "where?")
                .with(
                        "adapters",
                        adapters.entrySet().stream()
                                .map(adapter -> adapter.getKey() + "=" + adapter.getValue())
                                .collect(Collectors.joining(",")))
                .with("entities-model-attribute", "language")
                .with("entities-model-by", "en=entities-en,ko=entities-ko");
    }

    private static BertOptions options() {
        return MiniatureAdapters.options(adapters);
    }

    private static Map<String, String> digests() {
        return adapters.entrySet().stream()
                .collect(
                        Collectors.toMap(
                                Map.Entry::getKey,
                                adapter -> Adapter.open(adapter.getValue()).digest()));
    }

    private static Map<String, String> stringMap(JsonNode object) {
        Map<String, String> map = new TreeMap<>();
        object.properties()
                .forEach(member -> map.put(member.getKey(), member.getValue().textValue()));
        return map;
    }

    private static List<String> entities(Bert bert, String text, String model) {
        Entities found = bert.ask(text, new TagEntities(model, AggregationStrategy.FIRST_PIECE));
        return found.entities().stream()
                .map(e -> "%s %d %d".formatted(e.label(), e.start(), e.end()))
                .toList();
    }

    private static List<String> entities(JsonNode enriched) {
        List<String> found = new ArrayList<>();
        for (JsonNode entity : enriched.get("entities")) {
            found.add(
                    "%s %d %d"
                            .formatted(
                                    entity.get("label").textValue(),
                                    entity.get("start").intValue(),
                                    entity.get("end").intValue()));
        }
        return found;
    }

    private static void send(String topic, String... languages) throws Exception {
        broker.createTopic(topic, 2);
        broker.createTopic(topic + "-out", 1);
        broker.createTopic(topic + "-out-dead-letters", 1);
        List<ProducerRecord<byte[], byte[]>> records = new ArrayList<>();
        for (int i = 0; i < TEXTS_A_LANGUAGE; i++) {
            for (String language : languages) {
                String json =
                        "{\"text\": \"the text %d is in the answer\", \"language\": \"%s\"}"
                                .formatted(i, language);
                records.add(new ProducerRecord<>(topic, i % 2, null, json.getBytes(UTF_8)));
            }
        }
        broker.send(records);
    }

    private static List<JsonNode> values(String topic) throws Exception {
        return JsonRecords.readAll(broker, topic);
    }
}
