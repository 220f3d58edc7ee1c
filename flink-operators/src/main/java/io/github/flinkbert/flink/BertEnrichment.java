package io.github.flinkbert.flink;

import static java.util.Objects.requireNonNull;

import io.github.flinkbert.BertOptions;
import io.github.flinkbert.checkpoint.Pooling;
import io.github.flinkbert.flink.binding.InputField;
import io.github.flinkbert.flink.binding.ModelChoice;
import io.github.flinkbert.flink.binding.TaskKey;
import io.github.flinkbert.flink.binding.TaskRequest;
import io.github.flinkbert.flink.config.AskConfig;
import io.github.flinkbert.flink.config.ExecutionOptions.AsyncConfig;
import io.github.flinkbert.flink.config.ExecutionOptions.Order;
import io.github.flinkbert.flink.config.ExecutionOptions.PlacementConfig;
import io.github.flinkbert.flink.model.ModelDefinition;
import io.github.flinkbert.flink.record.Enriched;
import io.github.flinkbert.flink.record.KafkaRecord;
import io.github.flinkbert.flink.record.Rejected;
import io.github.flinkbert.flink.record.RejectedRecord;
import io.github.flinkbert.flink.route.Route;
import io.github.flinkbert.flink.route.RouteBy;
import io.github.flinkbert.flink.task.answers.AnswersTask;
import io.github.flinkbert.flink.task.embedding.EmbeddingTask;
import io.github.flinkbert.flink.task.entities.EntitiesTask;
import io.github.flinkbert.task.embedding.Embed;
import io.github.flinkbert.task.embedding.VectorQuantization;
import io.github.flinkbert.task.vocabulary.UnknownPieces;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.apache.flink.annotation.PublicEvolving;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.datastream.SingleOutputStreamOperator;
import org.apache.flink.util.function.SerializableFunction;
import org.jspecify.annotations.Nullable;

/**
 * Asks a BERT about the texts of any stream:
 *
 * <pre>{@code
 * DataStream<Enriched<Review>> enriched =
 *         BertEnrichment.of(reviews)
 *                 .text(Review::body)
 *                 .withAdapters("entities-en")
 *                 .embeddings()
 *                 .entities("entities-en")
 *                 .unordered()
 *                 .deadLetters(rejected -> rejected.sinkTo(…))
 *                 .enrich();
 * }</pre>
 *
 * <p>Timestamps, watermarks and the values themselves pass through untouched. Every value comes out
 * exactly one of two ways, enriched or as a dead letter. Values that wait for an answer lie in
 * Flink's state, so that checkpoints lose and repeat none. Methods may be called in any order,
 * those that say where something is or what is asked once each; what is wrong with them is said by
 * {@link #enrich}, all of it at once.
 */
@PublicEvolving
public final class BertEnrichment<T> {

    /** Values in flight a subtask: enough for a batch on the device and the next one waiting. */
    public static final int DEFAULT_CAPACITY = AsyncConfig.DEFAULT_CAPACITY;

    private static final Duration NEVER = Duration.ZERO;
    private static final String UID = "bert";
    private static final String ATTRIBUTES = "attributes(…)";

    private final DataStream<T> stream;
    private final Map<TaskKey<?>, TaskRequest> requests = new LinkedHashMap<>();
    private final EnrichmentFaults given = new EnrichmentFaults();
    private TextAccess<T> reader = TextAccess.of(null);
    private final NamedModel model = new NamedModel();
    private final RoutedModels routes = new RoutedModels();
    private Order order = Order.ORDERED;
    private Duration timeout = NEVER;
    private Duration deadline = NEVER;
    private int capacity = DEFAULT_CAPACITY;
    private double unknownThreshold = UnknownPieces.MANY;
    private EnrichmentPlan.Spread<T> spread = EnrichmentPlan.Spread.asTheStream();
    private PlacementConfig placement = PlacementConfig.ANYWHERE;
    private @Nullable Consumer<DataStream<Rejected<T>>> deadLetters;
    private @Nullable ModelUpdates modelUpdates;
    private String uid = UID;
    private Enricher.@Nullable Loader loader;
    private @Nullable ModelDefinition definition;

    private BertEnrichment(DataStream<T> stream) {
        this.stream = stream;
    }

    /** Begins with the stream whose texts are asked about. */
    public static <T> BertEnrichment<T> of(DataStream<T> stream) {
        return new BertEnrichment<>(stream);
    }

    /** Where a value's text is. A value for which this gives null or fails is a dead letter. */
    public BertEnrichment<T> text(SerializableFunction<T, @Nullable String> text) {
        given.once("text(…)");
        reader = reader.withText(text);
        return this;
    }

    /** Values may have several texts, each asked about by itself, or none: those pass. */
    BertEnrichment<T> textsByPath(SerializableFunction<T, Map<String, String>> several) {
        reader = reader.withTextsByPath(several);
        return this;
    }

    /** A question that a value brings itself, null for none; {@link #answers} must be asked. */
    public BertEnrichment<T> question(SerializableFunction<T, @Nullable String> question) {
        return input(AnswersTask.QUESTION, question);
    }

    /** What a value brings itself for a task, null for none; that task must be asked. */
    public BertEnrichment<T> input(
            InputField field, SerializableFunction<T, @Nullable String> input) {
        given.once("the function that gets %s".formatted(field.description()));
        reader = reader.with(field, input);
        return this;
    }

    /**
     * What chooses the adapters that answer, such as a text's language: see {@link ModelChoice}.
     */
    public BertEnrichment<T> attributes(SerializableFunction<T, Map<String, String>> attributes) {
        given.once(ATTRIBUTES);
        reader = reader.withAttributes(attributes);
        return this;
    }

    /** The checkpoint: as of {@link BertOptions#checkpoint}. */
    public BertEnrichment<T> withModel(String checkpoint) {
        given.once("withModel(…)");
        model.name(checkpoint);
        return this;
    }

    /** The checkpoint with its adapters, and how it runs. */
    public BertEnrichment<T> withModel(BertOptions options) {
        given.once("withModel(…)");
        model.name(options);
        return this;
    }

    /**
     * Adapters by name, beside those that are there; where no checkpoint is given, they say which
     * is theirs. They are read by {@link #enrich}, and travel with the job.
     */
    public BertEnrichment<T> withAdapters(Map<String, String> folders) {
        folders.forEach(model::addAdapter);
        return this;
    }

    /**
     * Adapters that ship, by their names, beside those that are there; where no checkpoint is
     * given, they say which is theirs.
     *
     * @param first such as {@code entities-en}, as for {@link BertOptions#ofAdapters(String,
     *     String...)}
     */
    public BertEnrichment<T> withAdapters(String first, String... more) {
        Stream.concat(Stream.of(first), Stream.of(more))
                .forEach(name -> model.addAdapter(name, name));
        return this;
    }

    /**
     * Several models in place of one: what says which of the {@link #route}s a value takes, by
     * default its text's language.
     */
    public BertEnrichment<T> routedBy(RouteBy by) {
        given.once("routedBy(…)");
        routes.by(by);
        return this;
    }

    /**
     * A model for texts of a kind.
     *
     * @param key the language's code or the attribute's value; {@link Route#OTHER}, which must be
     *     there, for texts that take no other route
     * @param own what is asked of these texts; none for all that the enrichment asks for
     */
    public BertEnrichment<T> route(String key, BertOptions routed, TaskRequest... own) {
        routes.add(new Route(key, routed, List.of(own)));
        return this;
    }

    /** Asks for a vector of each text, as the release itself makes it. */
    public BertEnrichment<T> embeddings() {
        return ask(EmbeddingTask.asReleased());
    }

    /** Asks for a vector of each text, made of the last layer's by this pooling. */
    public BertEnrichment<T> embeddings(Pooling pooling) {
        return ask(EmbeddingTask.of(pooling));
    }

    /**
     * Asks for a vector of each text, as this says: prompts, dimensions, layers; such as {@code
     * Embed.asReleased().with(Prompt.named("query"))}.
     */
    public BertEnrichment<T> embeddings(Embed embed) {
        return ask(EmbeddingTask.of(embed));
    }

    /**
     * Asks for a vector of each text, as the release itself makes it, in a byte or a bit a number;
     * {@link EmbeddingTask#QUANTIZED} has it.
     */
    public BertEnrichment<T> embeddings(VectorQuantization quantization) {
        return ask(EmbeddingTask.quantized(quantization));
    }

    /** Asks for entities, of the only model that finds them. */
    public BertEnrichment<T> entities() {
        return ask(EntitiesTask.any());
    }

    /** Asks this adapter for entities. */
    public BertEnrichment<T> entities(String adapter) {
        return ask(EntitiesTask.of(adapter));
    }

    /** Asks for entities of the adapter that a value's attributes choose. */
    public BertEnrichment<T> entities(ModelChoice choice) {
        return ask(EntitiesTask.of(choice));
    }

    /**
     * Asks for answers, of the only model that finds them.
     *
     * @param standing questions that every text is asked, beside the one that it brings
     */
    public BertEnrichment<T> answers(String... standing) {
        return ask(AnswersTask.any(standing));
    }

    /** Asks for answers of the model that this chooses. */
    public BertEnrichment<T> answers(ModelChoice choice, String... standing) {
        return ask(AnswersTask.of(choice, standing));
    }

    /**
     * Asks for what this requests. Each task has its requests, such as {@link
     * EntitiesTask#of(String)}, and can be asked once.
     */
    public BertEnrichment<T> ask(TaskRequest request) {
        TaskRequest before = requests.putIfAbsent(request.task(), request);
        given.require(
                before == null || before.equals(request),
                "the task %s is asked twice, in two ways: each task is asked once"
                        .formatted(request.task()));
        return this;
    }

    /**
     * From which share of pieces that are {@code [UNK]} a text is marked as one that the model
     * hardly reads; by default {@link UnknownPieces#MANY}.
     *
     * @param share above 0 and up to 1
     */
    public BertEnrichment<T> unknownThreshold(double share) {
        unknownThreshold = share;
        return this;
    }

    /** Everything that is asked, in all its detail, in place of what was said before. */
    BertEnrichment<T> asking(AskConfig everything) {
        requests.clear();
        unknownThreshold = everything.unknownThreshold();
        everything.requests().forEach(this::ask);
        return this;
    }

    /** Results leave in the order of the values. This is the default. */
    public BertEnrichment<T> ordered() {
        order = Order.ORDERED;
        return this;
    }

    /** Results leave as they are ready. Watermarks still overtake none. */
    public BertEnrichment<T> unordered() {
        order = Order.UNORDERED;
        return this;
    }

    /** Values in flight a subtask; by default {@value #DEFAULT_CAPACITY}. */
    public BertEnrichment<T> capacity(int values) {
        capacity = values;
        return this;
    }

    /**
     * How long a text may wait for its answer: after that it leaves the engine's queue and goes to
     * {@link #deadLetters}, with the reason, and the texts behind it go on. Zero, which it is
     * unless said, for as long as it takes.
     */
    public BertEnrichment<T> deadline(Duration after) {
        deadline = after;
        return this;
    }

    /** After how long an unanswered value fails the job; by default never. */
    public BertEnrichment<T> timeout(Duration after) {
        timeout = after;
        return this;
    }

    /**
     * Asks in slots of their own, each of which has one of Flink's external resources: where only
     * some task managers have accelerators. What comes before and after stays where it is.
     *
     * @param resource its name in Flink's configuration, such as {@code gpu}
     * @param offHeapMebibytes native memory of such a slot; {@code flink-bert inspect} prints it
     */
    public BertEnrichment<T> onResource(String resource, int offHeapMebibytes) {
        return placed(new PlacementConfig(Optional.of(resource), offHeapMebibytes));
    }

    BertEnrichment<T> placed(PlacementConfig wanted) {
        placement = wanted;
        return this;
    }

    /** As many subtasks ask, which spreads the values over them without regard to their order. */
    public BertEnrichment<T> parallelism(int subtasks) {
        spread = spread.over(subtasks);
        return this;
    }

    /**
     * With {@link #parallelism}: values of the same order key, such as a Kafka partition, go to the
     * same subtask and stay in their order, as far as the steps behind have as many subtasks, too.
     * Consecutive numbers spread evenly.
     */
    public BertEnrichment<T> inOrderWithin(SerializableFunction<T, Integer> orderKey) {
        spread = spread.byOrderKey(orderKey);
        return this;
    }

    /** Where values go that cannot be enriched. Required: nothing is dropped. */
    public BertEnrichment<T> deadLetters(Consumer<DataStream<Rejected<T>>> sink) {
        given.once("deadLetters(…)");
        deadLetters = sink;
        return this;
    }

    /**
     * Exchanges the model while values flow. An update is tried once, in one place; what can be
     * used is loaded beside the model in use and answers from one value of each subtask on, what
     * cannot goes where {@code rejected} says. See {@link io.github.flinkbert.schemas.ModelUpdate}.
     *
     * @param updates records of a compacted topic
     * @param key of those that are meant for this enrichment
     * @param gatherTime for how long updates are gathered before the newest of them is tried
     * @param rejected a sink for updates that cannot be used
     */
    public BertEnrichment<T> updatedBy(
            DataStream<KafkaRecord> updates,
            String key,
            Duration gatherTime,
            Consumer<DataStream<RejectedRecord>> rejected) {
        given.once("updatedBy(…)");
        modelUpdates = new ModelUpdates(updates, key, gatherTime, rejected);
        return this;
    }

    /**
     * Begins the operators' uids, by which a savepoint knows them; {@value #UID} by default. Two
     * enrichments of one job need two.
     */
    public BertEnrichment<T> uid(String prefix) {
        uid = prefix;
        return this;
    }

    /** For who brings a model of another kind. */
    BertEnrichment<T> answeredBy(Enricher.Loader other, ModelDefinition known) {
        loader = other;
        definition = known;
        return this;
    }

    /**
     * Adds the operators to the job. What the model's name stands for is looked up here, on this
     * machine.
     *
     * @throws io.github.flinkbert.flink.option.JobConfigException with all that is wrong
     * @throws io.github.flinkbert.failure.CheckpointException if the model cannot be used
     */
    public SingleOutputStreamOperator<Enriched<T>> enrich() {
        AskConfig asked = new AskConfig(List.copyOf(requests.values()), unknownThreshold);
        EnrichmentFaults faults = new EnrichmentFaults(given);
        faults.require(reader.text() != null, "text(…) is missing");
        model.check(faults, definition == null && routes.isEmpty());
        routes.check(faults, model, modelUpdates != null, given.isGiven(ATTRIBUTES));
        faults.require(
                !requests.isEmpty() || routes.askThemselves(),
                "nothing is asked: embeddings(), entities(), answers() or ask(…) is missing");
        faults.require(
                deadLetters != null,
                "deadLetters(…) is missing: nothing is dropped, so say where texts go that cannot"
                        + " be answered, as in .deadLetters(rejected -> rejected.sinkTo(sink)), or"
                        + " .deadLetters(rejected -> rejected.print()) to look at them");
        faults.require(
                capacity > 0, "capacity(…) must be at least 1, found %d".formatted(capacity));
        faults.require(
                unknownThreshold > 0 && unknownThreshold <= 1,
                "unknownThreshold(…) must be above 0 and up to 1, found " + unknownThreshold);
        faults.require(
                !timeout.isNegative(),
                "timeout(…) must be at least 0, for never, found %s".formatted(timeout));
        faults.require(
                !deadline.isNegative(),
                "deadline(…) must be at least 0, for none, found %s".formatted(deadline));
        spread.check(faults, order);
        InputRules.check(
                faults, routes.every(asked), reader.inputs().keySet(), given.isGiven(ATTRIBUTES));
        faults.throwAll();
        return new EnrichmentPlan<>(
                        stream,
                        reader,
                        new AsyncConfig(order, capacity, timeout, spread.parallelism(), deadline),
                        spread,
                        placement,
                        loader == null ? routes.loader(asked, deadline) : loader,
                        definition == null
                                ? ModelDefinition.resolve(routes.other().orElseGet(model::options))
                                : definition,
                        Optional.ofNullable(modelUpdates),
                        uid)
                .addTo(requireNonNull(deadLetters, "deadLetters"));
    }
}
