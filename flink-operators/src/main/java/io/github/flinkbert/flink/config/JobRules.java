package io.github.flinkbert.flink.config;

import static java.util.Map.entry;

import io.github.flinkbert.checkpoint.Pooling;
import io.github.flinkbert.task.embedding.Layers;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** What options must be to each other. A rule whose options are themselves at fault is silent. */
final class JobRules {

    static final Map<Option<?>, Task> OF_TASKS =
            Map.ofEntries(
                    entry(TaskOptions.POOLING, Task.EMBEDDING),
                    entry(TaskOptions.LAYER, Task.EMBEDDING),
                    entry(TaskOptions.NORMALIZE, Task.EMBEDDING),
                    entry(TaskOptions.ENTITIES_MODEL, Task.ENTITIES),
                    entry(TaskOptions.ENTITIES_MODEL_ATTRIBUTE, Task.ENTITIES),
                    entry(TaskOptions.ENTITIES_MODEL_BY, Task.ENTITIES),
                    entry(TaskOptions.WORD_LABEL, Task.ENTITIES),
                    entry(TaskOptions.ANSWERS_MODEL, Task.ANSWERS),
                    entry(TaskOptions.ANSWERS_MODEL_ATTRIBUTE, Task.ANSWERS),
                    entry(TaskOptions.ANSWERS_MODEL_BY, Task.ANSWERS),
                    entry(TaskOptions.QUESTIONS, Task.ANSWERS),
                    entry(TaskOptions.N_BEST, Task.ANSWERS),
                    entry(TaskOptions.MAX_ANSWER_PIECES, Task.ANSWERS),
                    entry(TaskOptions.NULL_THRESHOLD, Task.ANSWERS));

    private JobRules() {}

    static void check(Settings settings) {
        exactlyOneInput(settings);
        timestampsWhereAsked(settings);
        noLoop(settings);
        transactions(settings);
        poolerOnTheLastLayer(settings);
        tasksOfOptions(settings);
        togetherOrNotAtAll(
                settings, TaskOptions.ENTITIES_MODEL_ATTRIBUTE, TaskOptions.ENTITIES_MODEL_BY);
        togetherOrNotAtAll(
                settings, TaskOptions.ANSWERS_MODEL_ATTRIBUTE, TaskOptions.ANSWERS_MODEL_BY);
        ModelSettings.check(settings);
        aModel(settings);
        updates(settings);
        registry(settings);
        timesOfJson(settings);
    }

    /** Avro's times say what they are, and plain texts have none. */
    private static void timesOfJson(Settings settings) {
        boolean json =
                settings.find(SourceOptions.INPUT_FORMAT).stream()
                        .allMatch(InputFormat.JSON::equals);
        for (Option<?> option : List.of(SourceOptions.TIME_ZONE, SourceOptions.TIME_UNIT)) {
            settings.require(
                    json || !settings.isGiven(option),
                    "%s is for input-format=json only".formatted(option.key()));
        }
    }

    private static void togetherOrNotAtAll(Settings settings, Option<?> one, Option<?> other) {
        settings.require(
                settings.isGiven(one) == settings.isGiven(other),
                "%s and %s belong together, found one of them".formatted(one.key(), other.key()));
    }

    private static void aModel(Settings settings) {
        settings.require(
                ModelSettings.namesAModel(settings),
                "model is required where no adapters are given: "
                        + ModelOptions.MODEL.description());
    }

    private static void registry(Settings settings) {
        boolean needed =
                settings.find(SourceOptions.INPUT_FORMAT).stream()
                                .anyMatch(InputFormat.AVRO_CONFLUENT::equals)
                        || Stream.of(SinkOptions.OUTPUT_FORMAT, SinkOptions.DEAD_LETTER_FORMAT)
                                .flatMap(option -> settings.find(option).stream())
                                .anyMatch(OutputFormat.AVRO_CONFLUENT::equals);
        boolean given = settings.isGiven(RegistryOptions.SCHEMA_REGISTRY_URL);
        settings.require(
                given || !needed, "schema-registry-url is required with the format avro-confluent");
        for (Option<?> option : RegistryOptions.ALL) {
            settings.require(
                    needed || !settings.isGiven(option),
                    "%s is for the format avro-confluent, which neither input nor output has"
                            .formatted(option.key()));
        }
        settings.find(RegistryOptions.SCHEMA_REGISTRY_URL)
                .ifPresent(
                        urls ->
                                urls.forEach(
                                        url ->
                                                settings.require(
                                                        url.matches("https?://[^/].*"),
                                                        "schema-registry-url must be of the form"
                                                                + " http://host:port, found \"%s\""
                                                                        .formatted(url))));
    }

    private static void updates(Settings settings) {
        for (Option<?> option :
                List.of(UpdateOptions.UPDATES_KEY, UpdateOptions.UPDATES_GATHER_TIME)) {
            settings.require(
                    settings.isGiven(UpdateOptions.UPDATES_TOPIC) || !settings.isGiven(option),
                    "%s belongs with updates-topic, which is not given".formatted(option.key()));
        }
        settings.find(UpdateOptions.UPDATES_TOPIC)
                .ifPresent(
                        topic -> {
                            boolean text =
                                    settings.find(SourceOptions.INPUT_TOPICS).stream()
                                            .anyMatch(topics -> topics.contains(topic));
                            boolean written =
                                    settings.find(SinkOptions.OUTPUT_TOPIC).stream()
                                                    .anyMatch(topic::equals)
                                            || OutputConfig.deadLetterTopic(settings).stream()
                                                    .anyMatch(topic::equals);
                            settings.require(
                                    !text && !written,
                                    "updates-topic must be a topic of its own, found %s twice"
                                            .formatted(topic));
                        });
    }

    private static void exactlyOneInput(Settings settings) {
        boolean topics = settings.isGiven(SourceOptions.INPUT_TOPICS);
        boolean pattern = settings.isGiven(SourceOptions.INPUT_TOPIC_PATTERN);
        settings.require(
                topics != pattern,
                "exactly one of input-topics and input-topic-pattern is required, found "
                        + (topics ? "both" : "neither"));
    }

    private static void timestampsWhereAsked(Settings settings) {
        settings.find(SourceOptions.START_FROM)
                .ifPresent(
                        from ->
                                settings.require(
                                        (from == StartFrom.TIMESTAMP)
                                                == settings.isGiven(SourceOptions.START_TIMESTAMP),
                                        "start-timestamp belongs with start-from=timestamp, and"
                                                + " only with it"));
        settings.find(SourceOptions.STOP_AT)
                .ifPresent(
                        at ->
                                settings.require(
                                        (at == StopAt.TIMESTAMP)
                                                == settings.isGiven(SourceOptions.STOP_TIMESTAMP),
                                        "stop-timestamp belongs with stop-at=timestamp, and only"
                                                + " with it"));
    }

    /** A job that reads what it writes never ends, and each round makes its records longer. */
    private static void noLoop(Settings settings) {
        List<String> written =
                Stream.of(
                                settings.find(SinkOptions.OUTPUT_TOPIC),
                                OutputConfig.deadLetterTopic(settings))
                        .flatMap(Optional::stream)
                        .toList();
        settings.require(
                written.stream().distinct().count() == written.size(),
                "output-topic and dead-letter-topic must differ, found %s twice"
                        .formatted(written.stream().findFirst().orElse("")));
        for (String topic : written) {
            boolean read =
                    settings.find(SourceOptions.INPUT_TOPICS).stream()
                                    .anyMatch(topics -> topics.contains(topic))
                            || settings.find(SourceOptions.INPUT_TOPIC_PATTERN).stream()
                                    .anyMatch(pattern -> pattern.matcher(topic).matches());
            settings.require(
                    !read, "the job would read topic %s, which it writes".formatted(topic));
        }
    }

    private static void transactions(Settings settings) {
        if (settings.find(ExecutionOptions.DELIVERY)
                .filter(Delivery.EXACTLY_ONCE::equals)
                .isEmpty()) {
            return;
        }
        settings.require(
                settings.isGiven(ExecutionOptions.TRANSACTIONAL_ID_PREFIX),
                "transactional-id-prefix is required with delivery=exactly-once: "
                        + ExecutionOptions.TRANSACTIONAL_ID_PREFIX.description());
        settings.find(ExecutionOptions.TRANSACTION_TIMEOUT)
                .ifPresent(
                        timeout -> {
                            Duration interval =
                                    settings.find(ExecutionOptions.CHECKPOINT_INTERVAL)
                                            .orElse(Duration.ZERO);
                            settings.require(
                                    timeout.compareTo(interval) > 0,
                                    "transaction-timeout must be longer than checkpoint-interval,"
                                            + " or every transaction is given up before it is"
                                            + " committed");
                        });
    }

    static void poolerOnTheLastLayer(Settings settings) {
        settings.find(TaskOptions.POOLING)
                .filter(Pooling.CLS_POOLER::equals)
                .flatMap(pooling -> settings.find(TaskOptions.LAYER))
                .ifPresent(
                        layer ->
                                settings.require(
                                        layer.equals(Layers.LAST),
                                        "pooling=cls-pooler is BERT's own pooler, which stands on"
                                                + " the last layer: layer must be -1"));
    }

    /** An option of a task that nobody asks for was meant to ask for it. */
    private static void tasksOfOptions(Settings settings) {
        List<Task> tasks = settings.find(TaskOptions.TASKS).orElse(List.of(Task.values()));
        OF_TASKS.forEach(
                (option, task) ->
                        settings.require(
                                !settings.isGiven(option) || tasks.contains(task),
                                "%s is for the task %s, which is not among tasks"
                                        .formatted(option.key(), OptionTypes.kebab(task))));
    }
}
