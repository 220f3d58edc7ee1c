package io.github.flinkbert.flink;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.flinkbert.BertOptions;
import io.github.flinkbert.checkpoint.AdapterMiniature;
import io.github.flinkbert.checkpoint.CasingChoice;
import io.github.flinkbert.checkpoint.MiniatureCheckpoint;
import io.github.flinkbert.engine.Precision;
import io.github.flinkbert.flink.binding.ModelChoice;
import io.github.flinkbert.flink.binding.TaskKey;
import io.github.flinkbert.flink.binding.TaskRequest;
import io.github.flinkbert.flink.binding.TextInput;
import io.github.flinkbert.flink.record.Enriched;
import io.github.flinkbert.flink.record.Rejected;
import io.github.flinkbert.flink.record.RejectionStage;
import io.github.flinkbert.flink.task.labels.LabelsTask;
import io.github.flinkbert.flink.task.pairs.PairsTask;
import io.github.flinkbert.task.Ask;
import io.github.flinkbert.task.labels.ClassifyText;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.PipelineOptions;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.functions.ProcessFunction;
import org.apache.flink.util.Collector;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The fluent builder on a Flink in this process. */
class BertEnrichmentTest {

    /** A value of a user's own type. */
    public static final class Review {
        public int product;
        public long time;
        public String body;

        public Review() {}

        Review(int product, long time, String body) {
            this.product = product;
            this.time = time;
            this.body = body;
        }
    }

    /**
     * @param watermark as it stood when the review came by
     */
    record Seen(int product, String body, Long timestamp, long watermark) {}

    private static final Queue<Seen> SEEN = new ConcurrentLinkedQueue<>();
    private static final Queue<Rejected<Review>> DEAD_LETTERS = new ConcurrentLinkedQueue<>();

    @BeforeEach
    void forget() {
        SEEN.clear();
        DEAD_LETTERS.clear();
    }

    @Test
    void aStreamOfAnyTypeIsEnrichedByARealModel(@TempDir Path folder) throws Exception {
        MiniatureCheckpoint.of(MiniatureCheckpoint.smallVocabulary(), 1).writeTo(folder);
        StreamExecutionEnvironment environment = environment(2);
        List<Enriched<Review>> found = new ArrayList<>();

        var results =
                BertEnrichment.of(reviews(environment, 20))
                        .text(review -> review.body)
                        .withModel(
                                BertOptions.of(folder.toString())
                                        .withCasing(CasingChoice.CASED)
                                        .withPrecision(Precision.FLOAT32))
                        .embeddings()
                        .unordered()
                        .deadLetters(BertEnrichmentTest::keep)
                        .enrich()
                        .executeAndCollect();
        try (results) {
            results.forEachRemaining(found::add);
        }

        assertThat(found).hasSize(20);
        assertThat(found)
                .allSatisfy(
                        one -> {
                            assertThat(one.result().embedding().orElseThrow()).hasSize(32);
                            assertThat(one.model().digest()).hasSize(64);
                        });
        assertThat(DEAD_LETTERS).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void adaptersStayWhetherTheyAreNamedBeforeTheModelOrAfter(boolean before, @TempDir Path folder)
            throws Exception {
        MiniatureCheckpoint miniature =
                MiniatureCheckpoint.of(MiniatureCheckpoint.smallVocabulary(), 1);
        String base = folder.resolve("base").toString();
        miniature.writeTo(folder.resolve("base"));
        Map<String, String> one = Map.of("one", adapter(folder, "one", miniature, base));
        Map<String, String> two = Map.of("two", adapter(folder, "two", miniature, base));
        BertOptions model = BertOptions.of(base).withCasing(CasingChoice.CASED);
        BertEnrichment<Review> enrichment =
                BertEnrichment.of(reviews(environment(1), 1))
                        .text(review -> review.body)
                        .embeddings()
                        .deadLetters(BertEnrichmentTest::keep);

        enrichment =
                before
                        ? enrichment.withAdapters(one).withAdapters(two).withModel(model)
                        : enrichment.withModel(model.withAdapters(one)).withAdapters(two);

        var results = enrichment.enrich().executeAndCollect();
        try (results) {
            assertThat(results.next().model().adapters()).containsOnlyKeys("one", "two");
        }
    }

    private static String adapter(
            Path folder, String name, MiniatureCheckpoint miniature, String base) throws Exception {
        return AdapterMiniature.write(
                        folder.resolve(name),
                        miniature,
                        base,
                        AdapterMiniature.Task.TOKEN_CLS,
                        miniature.config().layers() - 1,
                        2)
                .location()
                .toString();
    }

    @Test
    void anAdaptersNameThatIsGivenTwiceIsRefused() {
        DataStream<Review> reviews = reviews(environment(1), 1);

        assertThatThrownBy(
                        () ->
                                BertEnrichment.of(reviews)
                                        .withAdapters(Map.of("same", "/a", "names", "/a"))
                                        .withAdapters(Map.of("same", "/a", "again", "/a"))
                                        .withAdapters(Map.of("again", "/b"))
                                        .withModel(
                                                BertOptions.of("/model")
                                                        .withAdapters(Map.of("names", "/b")))
                                        .enrich())
                .hasMessageContaining(
                        "withModel(…) and withAdapters(…) name adapters twice, at different places:"
                                + " again, names");
    }

    @Test
    void theJobShowsHowManySubtasksComputeInWhichFormat() throws Exception {
        StreamExecutionEnvironment environment = environment(2);

        keepSeen(lengths(reviews(environment, 200)).deadLetters(BertEnrichmentTest::keep).enrich());

        assertThat(environment.execute().getAllAccumulatorResults())
                .containsEntry("bert.subtasks.float32", 2);
    }

    @Test
    void timestampsAndWatermarksPassThrough() throws Exception {
        StreamExecutionEnvironment environment = environment(1);

        keepSeen(lengths(reviews(environment, 200)).deadLetters(BertEnrichmentTest::keep).enrich());
        environment.execute();

        assertThat(SEEN).hasSize(200);
        assertThat(SEEN).allMatch(seen -> seen.timestamp() == 1000L + seen.product());
        assertThat(SEEN)
                .as("a watermark overtakes no value")
                .allMatch(seen -> seen.watermark() < seen.timestamp());
    }

    @Test
    void whatHoldsNoTextIsADeadLetterWholeAndWithAReason() throws Exception {
        StreamExecutionEnvironment environment = environment(1);
        DataStream<Review> reviews =
                environment.fromData(
                        new Review(1, 1, "good"),
                        new Review(2, 2, null),
                        new Review(3, 3, "  "),
                        new Review(4, 4, "fails"),
                        new Review(5, 5, LengthEnricher.REFUSED));

        keepSeen(
                BertEnrichment.of(reviews)
                        .embeddings()
                        .answeredBy(LengthEnricher::load, LengthEnricher.DEFINITION)
                        .text(
                                review -> {
                                    if ("fails".equals(review.body)) {
                                        throw new IllegalStateException("quotes the text");
                                    }
                                    return review.body;
                                })
                        .deadLetters(BertEnrichmentTest::keep)
                        .enrich());
        environment.execute();

        assertThat(SEEN).extracting(Seen::product).containsExactly(1);
        assertThat(DEAD_LETTERS)
                .extracting(
                        deadLetter ->
                                "%d %s %s"
                                        .formatted(
                                                deadLetter.value().product,
                                                deadLetter.stage(),
                                                deadLetter.reason()))
                .containsExactly(
                        "2 DECODE the value has no text",
                        "3 DECODE the text is empty",
                        "4 DECODE the function that gets the text failed with"
                                + " java.lang.IllegalStateException",
                        "5 MODEL the text wants to be refused");
        assertThat(DEAD_LETTERS).extracting(Rejected::stage).contains(RejectionStage.MODEL);
    }

    @Test
    void valuesOfALaneStayInOrderWhereMoreSubtasksAsk() throws Exception {
        StreamExecutionEnvironment environment = environment(1);

        keepSeen(
                lengths(reviews(environment, 400))
                        .parallelism(3)
                        .inOrderWithin(review -> review.product % 5)
                        .deadLetters(BertEnrichmentTest::keep)
                        .enrich());
        environment.execute();

        assertThat(SEEN).hasSize(400);
        assertThat(
                        SEEN.stream()
                                .collect(Collectors.groupingBy(seen -> seen.product() % 5))
                                .values())
                .hasSize(5)
                .allSatisfy(
                        inOneOrder ->
                                assertThat(inOneOrder.stream().map(Seen::product).toList())
                                        .isSorted());
    }

    @Test
    void allThatIsWrongIsSaidAtOnce() {
        DataStream<Review> reviews = reviews(environment(1), 1);

        assertThatThrownBy(
                        () ->
                                BertEnrichment.of(reviews)
                                        .capacity(0)
                                        .unordered()
                                        .parallelism(0)
                                        .inOrderWithin(review -> 1)
                                        .enrich())
                .hasMessageContainingAll(
                        "7 faults",
                        "text(…) is missing",
                        "withModel(…) or withAdapters(…) is missing",
                        "nothing is asked: embeddings(), entities(), answers() or ask(…) is"
                                + " missing",
                        "deadLetters(…) is missing: nothing is dropped",
                        ".deadLetters(rejected -> rejected.sinkTo(sink))",
                        ".deadLetters(rejected -> rejected.print())",
                        "capacity(…) must be at least 1, found 0",
                        "parallelism(…) must be at least 1, found 0",
                        "inOrderWithin(…) needs ordered(), found unordered()");
    }

    @Test
    void whatIsSaidTwiceIsRefusedAndNotReplaced() {
        BertEnrichment<Review> enrichment =
                lengths(reviews(environment(1), 1)).deadLetters(BertEnrichmentTest::keep);

        assertThatThrownBy(
                        () ->
                                enrichment
                                        .text(review -> "")
                                        .attributes(review -> Map.of())
                                        .attributes(review -> Map.of("a", "b"))
                                        .question(review -> "Who?")
                                        .question(review -> "Where?")
                                        .answers()
                                        .entities("one")
                                        .entities("one")
                                        .entities("other")
                                        .withModel("/a")
                                        .withModel("/b")
                                        .deadLetters(BertEnrichmentTest::keep)
                                        .enrich())
                .hasMessageContainingAll(
                        "6 faults",
                        "text(…) is called twice",
                        "attributes(…) is called twice",
                        "the function that gets a question is called twice",
                        "the task entities is asked twice, in two ways: each task is asked once",
                        "withModel(…) is called twice",
                        "deadLetters(…) is called twice");
    }

    @Test
    void whatValuesBringIsForATaskThatIsAsked() {
        BertEnrichment<Review> enrichment =
                lengths(reviews(environment(1), 1))
                        .deadLetters(BertEnrichmentTest::keep)
                        .question(review -> "Who?")
                        .input(PairsTask.SECOND_TEXT, review -> "other");

        assertThatThrownBy(enrichment::enrich)
                .hasMessageContainingAll(
                        "2 faults",
                        "values bring a question, but the task that takes it is not asked: answers",
                        "values bring a second text, but the task that takes it is not asked:"
                                + " pairs");
        assertThat(enrichment.answers().ask(PairsTask.any()).enrich()).isNotNull();
    }

    @Test
    void aTaskThatNeverHasSomethingToAskIsRefused() {
        BertEnrichment<Review> enrichment =
                lengths(reviews(environment(1), 1)).deadLetters(BertEnrichmentTest::keep);

        assertThatThrownBy(
                        () ->
                                enrichment
                                        .answers()
                                        .ask(PairsTask.any())
                                        .ask(LabelsTask.of(ModelChoice.NONE))
                                        .entities(
                                                new ModelChoice.ByAttribute(
                                                        "entities",
                                                        "language",
                                                        Map.of("ko", "one"),
                                                        "other"))
                                        .enrich())
                .hasMessageContainingAll(
                        "4 faults",
                        "the task labels asks no model: none is for values for which an attribute",
                        "the task answers needs a question, which neither the values bring nor the"
                                + " request has",
                        "the task pairs needs a second text, which neither",
                        "the attribute language chooses the model of the task entities:"
                                + " attributes(…) is missing");
    }

    /** Labels under the task's own key, by an ask whose result that task does not read. */
    private record ForeignRequest() implements TaskRequest {
        @Override
        public TaskKey<?> task() {
            return LabelsTask.KEY;
        }

        @Override
        public List<Ask<?>> asks(TextInput input) {
            return List.of(new ClassifyText());
        }

        @Override
        public List<Ask<?>> everyAsk(String probe) {
            return asks(TextInput.of(probe));
        }
    }

    @Test
    void aRequestWhoseResultsItsTaskDoesNotReadIsRefused() {
        BertEnrichment<Review> enrichment =
                lengths(reviews(environment(1), 1))
                        .deadLetters(BertEnrichmentTest::keep)
                        .ask(new ForeignRequest());

        assertThatThrownBy(enrichment::enrich)
                .hasMessageContaining(
                        "ForeignRequest asks for ClassifyText under the task labels, which reads"
                                + " results of SelectedLabels alone: expected a request that the"
                                + " task itself makes");
    }

    private static BertEnrichment<Review> lengths(DataStream<Review> reviews) {
        return BertEnrichment.of(reviews)
                .text(review -> review.body)
                .embeddings()
                .answeredBy(LengthEnricher::load, LengthEnricher.DEFINITION);
    }

    private static DataStream<Review> reviews(StreamExecutionEnvironment environment, int count) {
        return environment
                .fromData(
                        IntStream.range(0, count)
                                .mapToObj(i -> new Review(i, 1000L + i, "the text " + i))
                                .toList(),
                        org.apache.flink.api.common.typeinfo.TypeInformation.of(Review.class))
                .assignTimestampsAndWatermarks(
                        WatermarkStrategy.<Review>forMonotonousTimestamps()
                                .withTimestampAssigner((review, unused) -> review.time))
                .uid("reviews");
    }

    private static void keepSeen(DataStream<Enriched<Review>> enriched) {
        enriched.process(new Watch()).uid("watch").setParallelism(1);
    }

    private static void keep(DataStream<Rejected<Review>> deadLetters) {
        deadLetters
                .map(
                        deadLetter -> {
                            DEAD_LETTERS.add(deadLetter);
                            return deadLetter.reason();
                        })
                .returns(String.class)
                .uid("keep");
    }

    private static final class Watch extends ProcessFunction<Enriched<Review>, String> {
        private static final long serialVersionUID = 1L;

        @Override
        public void processElement(Enriched<Review> one, Context context, Collector<String> out) {
            SEEN.add(
                    new Seen(
                            one.value().product,
                            one.value().body,
                            context.timestamp(),
                            context.timerService().currentWatermark()));
        }
    }

    private static StreamExecutionEnvironment environment(int parallelism) {
        Configuration configuration = new Configuration();
        configuration.set(PipelineOptions.GENERIC_TYPES, false);
        configuration.set(PipelineOptions.AUTO_WATERMARK_INTERVAL, java.time.Duration.ofMillis(1));
        StreamExecutionEnvironment environment =
                StreamExecutionEnvironment.createLocalEnvironment(4, configuration);
        environment.setParallelism(parallelism);
        return environment;
    }
}
