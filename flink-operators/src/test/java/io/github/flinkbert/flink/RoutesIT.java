package io.github.flinkbert.flink;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.github.flinkbert.Bert;
import io.github.flinkbert.BertOptions;
import io.github.flinkbert.broker.TestBroker;
import io.github.flinkbert.checkpoint.CasingChoice;
import io.github.flinkbert.checkpoint.MiniatureCheckpoint;
import io.github.flinkbert.engine.Precision;
import io.github.flinkbert.flink.option.JobConfigException;
import io.github.flinkbert.flink.record.Enriched;
import io.github.flinkbert.flink.route.Route;
import io.github.flinkbert.flink.route.RouteBy;
import io.github.flinkbert.flink.task.language.LanguageTask;
import io.github.flinkbert.task.embedding.Embed;
import io.github.flinkbert.task.embedding.Embedding;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Several models in one job and in one stream, on miniatures. */
@Timeout(240)
class RoutesIT {

    private static final Map<String, String> TEXTS =
            Map.of(
                    "ko", "주문한 물건이 아직 안 왔어요, 확인해 주세요.",
                    "en", "Where is the order that I made last week?",
                    "de", "Wo ist die Bestellung von letzter Woche geblieben?");

    @TempDir private static Path korean;
    @TempDir private static Path english;
    @TempDir private static Path rest;
    private static TestBroker broker;

    @BeforeAll
    static void startBroker() throws Exception {
        broker = TestBroker.start();
        MiniatureCheckpoint.of(MiniatureCheckpoint.smallVocabulary(), 5).writeTo(korean);
        MiniatureCheckpoint.of(MiniatureCheckpoint.smallVocabulary(), 6).writeTo(english);
        MiniatureCheckpoint.of(MiniatureCheckpoint.smallVocabulary(), 7).writeTo(rest);
    }

    @AfterAll
    static void stopBroker() throws Exception {
        broker.close();
    }

    private static BertOptions options(Path model) {
        return BertOptions.of(model.toString())
                .withCasing(CasingChoice.CASED)
                .withPrecision(Precision.FLOAT32);
    }

    private static JobRun job(String topic) throws Exception {
        broker.createTopic(topic, 2);
        broker.createTopic(topic + "-out", 2);
        broker.createTopic(topic + "-out-dead-letters", 1);
        return new JobRun(broker, topic)
                .without("checkpoint")
                .with("casing", "cased")
                .with("precision", "float32")
                .with("delivery", "exactly-once")
                .with("transactional-id-prefix", topic)
                .with("tasks", "embedding,language");
    }

    /** Texts of all languages, mixed, a number before each in its id. */
    private static List<ProducerRecord<byte[], byte[]>> mixed(String topic, int count) {
        List<String> languages = List.of("ko", "en", "de", "ko", "en");
        List<ProducerRecord<byte[], byte[]>> records = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            String language = languages.get(i % languages.size());
            String value =
                    new JsonMapper()
                            .createObjectNode()
                            .put("id", "%05d-%s".formatted(i, language))
                            .put("text", TEXTS.get(language))
                            .set(
                                    "attributes",
                                    new JsonMapper().createObjectNode().put("kind", language))
                            .toString();
            records.add(
                    new ProducerRecord<>(
                            topic, i % 2, language.getBytes(UTF_8), value.getBytes(UTF_8)));
        }
        return records;
    }

    private record Answer(String digest, Embedding vector) {}

    private static Answer answer(Path model, String text) {
        try (Bert bert = Bert.open(options(model))) {
            return new Answer(bert.model().digest(), bert.ask(text, Embed.asReleased()));
        }
    }

    private static void assertAnsweredBy(Answer expected, JsonNode enriched) {
        assertThat(enriched.at("/model/digest").textValue()).isEqualTo(expected.digest());
        for (int i = 0; i < expected.vector().size(); i++) {
            assertThat(enriched.get("embedding").get(i).floatValue())
                    .isCloseTo(expected.vector().get(i), within(1e-4f));
        }
    }

    private static String language(JsonNode enriched) {
        return enriched.get("id").textValue().substring(6);
    }

    @Test
    void eachTextIsAskedOfTheModelOfItsLanguageOnceAndInItsOrder() throws Exception {
        JobRun job =
                job("mixed")
                        .with("route", "ko=%s,en=%s,other=%s".formatted(korean, english, rest))
                        .with("route-tasks", "other=language");
        broker.send(mixed("mixed", 200));

        job.toTheEndWithBert();

        assertThat(JsonRecords.readAll(broker, "mixed-out-dead-letters")).isEmpty();
        List<JsonNode> out = JsonRecords.readAll(broker, "mixed-out");
        assertThat(out)
                .extracting(enriched -> enriched.get("id").textValue())
                .doesNotHaveDuplicates()
                .hasSize(200);
        assertThat(out)
                .allSatisfy(
                        enriched ->
                                assertThat(enriched.get("language").textValue())
                                        .isEqualTo(language(enriched)));
        Map<String, Answer> answers =
                Map.of(
                        "ko", answer(korean, TEXTS.get("ko")),
                        "en", answer(english, TEXTS.get("en")));
        String others = answer(rest, TEXTS.get("de")).digest();
        assertThat(List.of(others, answers.get("ko").digest(), answers.get("en").digest()))
                .doesNotHaveDuplicates();
        for (JsonNode enriched : out) {
            if (language(enriched).equals("de")) {
                assertThat(enriched.at("/model/digest").textValue()).isEqualTo(others);
                assertThat(enriched.has("embedding")).isFalse();
            } else {
                assertAnsweredBy(answers.get(language(enriched)), enriched);
            }
        }
        // Those of a key, which are of one partition, in the order in which they were sent.
        out.stream()
                .collect(Collectors.groupingBy(RoutesIT::language))
                .values()
                .forEach(
                        some ->
                                assertThat(
                                                some.stream()
                                                        .map(each -> each.get("id").textValue())
                                                        .filter(
                                                                id ->
                                                                        Integer.parseInt(
                                                                                                id
                                                                                                        .substring(
                                                                                                                0,
                                                                                                                5))
                                                                                        % 2
                                                                                == 0))
                                        .isSorted());
    }

    /** Ten languages with routes for three, of which two share a model; and what is no language. */
    private static Map<String, String> hostile() {
        Map<String, String> texts = new TreeMap<>();
        texts.put("ko", TEXTS.get("ko"));
        texts.put("en", TEXTS.get("en"));
        texts.put("de", TEXTS.get("de"));
        texts.put("fr", "Où est la commande que j'ai passée la semaine dernière ?");
        texts.put("es", "¿Dónde está el pedido que hice la semana pasada?");
        texts.put("it", "Dov'è l'ordine che ho fatto la settimana scorsa?");
        texts.put("ru", "Где заказ, который я сделал на прошлой неделе?");
        texts.put("ja", "先週注文した品物はどこにありますか。");
        texts.put("zh", "我上周下的订单在哪里？");
        texts.put("ar", "أين الطلب الذي قدمته الأسبوع الماضي؟");
        texts.put("one", "a");
        texts.put("one-ko", "가");
        texts.put("emoji", "😀😀🙂");
        texts.put("code", "for (int i = 0; i < n; i++) { sum += a[i]; }");
        texts.put("two", "Where is my order? 주문한 물건이 아직 안 왔어요, 확인해 주세요.");
        texts.put("blank", "   ");
        texts.put("empty", "");
        texts.put("halves", "\uD83D half of a pair");
        texts.put("long", "주문한 물건이 안 왔어요. ".repeat(3000));
        texts.put("long-word", "a".repeat(100_000));
        return texts;
    }

    @Test
    void whateverATextIsItIsAskedOfOneModelOrIsADeadLetter() throws Exception {
        JobRun job =
                job("hostile")
                        .with(
                                "route",
                                "ko=%s,en=%s,de=%s,other=%s"
                                        .formatted(korean, english, english, rest));
        Map<String, String> texts = hostile();
        List<ProducerRecord<byte[], byte[]>> records = new ArrayList<>();
        for (Map.Entry<String, String> each : texts.entrySet()) {
            String value =
                    new JsonMapper()
                            .createObjectNode()
                            .put("id", each.getKey())
                            .put("text", each.getValue())
                            .toString();
            records.add(new ProducerRecord<>("hostile", 0, null, value.getBytes(UTF_8)));
        }
        broker.send(records);

        job.toTheEndWithBert();

        Map<String, JsonNode> out = new TreeMap<>();
        for (JsonNode each : JsonRecords.readAll(broker, "hostile-out")) {
            assertThat(out.put(each.get("id").textValue(), each)).isNull();
        }
        List<JsonNode> dead = JsonRecords.readAll(broker, "hostile-out-dead-letters");
        assertThat(out.size() + dead.size()).isEqualTo(texts.size());
        assertThat(out).containsKeys("one", "one-ko", "emoji", "code", "two", "ar", "zh");
        Map<String, String> digests =
                Map.of(
                        "ko", answer(korean, "a").digest(),
                        "en", answer(english, "a").digest(),
                        "de", answer(english, "a").digest());
        String others = answer(rest, "a").digest();
        out.forEach(
                (id, enriched) ->
                        assertThat(enriched.at("/model/digest").textValue())
                                .as(id)
                                .isEqualTo(
                                        digests.getOrDefault(
                                                enriched.path("language").asText("und"), others)));
        assertThat(out.get("two").get("language").textValue()).isEqualTo("ko");
        assertThat(out.get("emoji").get("language").textValue()).isEqualTo("und");
    }

    @Test
    void anAttributeMaySayTheRoute() throws Exception {
        JobRun job =
                job("kinds")
                        .with("route-by", "attribute:kind")
                        .with("route", "de=%s,other=%s".formatted(english, rest));
        broker.send(mixed("kinds", 20));

        job.toTheEndWithBert();

        Answer german = answer(english, TEXTS.get("de"));
        Answer other = answer(rest, TEXTS.get("ko"));
        List<JsonNode> out = JsonRecords.readAll(broker, "kinds-out");
        assertThat(out).hasSize(20);
        for (JsonNode enriched : out) {
            if (language(enriched).equals("de")) {
                assertAnsweredBy(german, enriched);
            } else if (language(enriched).equals("ko")) {
                assertAnsweredBy(other, enriched);
            }
        }
    }

    @Test
    void aRouteWhoseModelLacksAHeadEndsTheJobAtItsStart() throws Exception {
        JobRun job =
                job("headless")
                        .with("route", "ko=%s,other=%s".formatted(korean, rest))
                        .with("tasks", "language,answers")
                        .with("questions", "Who?")
                        .with("route-tasks", "other=language")
                        .surviving(0);

        assertThatThrownBy(job::toTheEndWithBert).hasStackTraceContaining("the route ko: ");
    }

    @Test
    void aStreamHasRoutesWithRequestsOfTheirOwn() throws Exception {
        List<Enriched<String>> enriched =
                BertEnrichment.of(
                                StreamExecutionEnvironment.createLocalEnvironment(1)
                                        .fromData(TEXTS.get("ko"), TEXTS.get("en")))
                        .text(value -> value)
                        .embeddings()
                        .route("ko", options(korean), LanguageTask.detect())
                        .route(Route.OTHER, options(rest))
                        .deadLetters(rejected -> {})
                        .enrich()
                        .executeAndCollect(2);

        assertThat(enriched.get(0).model().digest())
                .isEqualTo(answer(korean, TEXTS.get("ko")).digest());
        assertThat(enriched.get(0).get(LanguageTask.KEY).orElseThrow().code()).isEqualTo("ko");
        assertThat(enriched.get(0).result().embedding()).isEmpty();
        assertThat(enriched.get(1).result().embedding().orElseThrow())
                .containsExactly(answer(rest, TEXTS.get("en")).vector().vector(), within(1e-4f));
    }

    @Test
    void whatIsWrongWithRoutesOfAStreamIsSaidAtOnce() {
        BertEnrichment<String> enrichment =
                BertEnrichment.of(
                                StreamExecutionEnvironment.createLocalEnvironment(1)
                                        .fromData("a text"))
                        .text(value -> value)
                        .embeddings()
                        .withModel(options(rest))
                        .routedBy(RouteBy.attribute("kind"))
                        .route("a", options(korean))
                        .route("a", options(rest))
                        .deadLetters(rejected -> {});

        assertThatThrownBy(enrichment::enrich)
                .isInstanceOf(JobConfigException.class)
                .hasMessageContaining("the route a is there twice")
                .hasMessageContaining("the route other is missing")
                .hasMessageContaining("name one model, route(…) several")
                .hasMessageContaining("attributes(…) is missing");
    }
}
