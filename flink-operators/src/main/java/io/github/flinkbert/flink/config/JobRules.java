package io.github.flinkbert.flink.config;

import static java.util.Map.entry;

import io.github.flinkbert.task.Layers;
import io.github.flinkbert.task.Pooling;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** What options must be to each other. A rule whose options are themselves at fault is silent. */
final class JobRules {

    private static final Map<Option<?>, Task> OF_TASKS =
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
        aCheckpoint(settings);
    }

    private static void togetherOrNotAtAll(Settings settings, Option<?> one, Option<?> other) {
        settings.require(
                settings.isGiven(one) == settings.isGiven(other),
                "%s and %s belong together, found one of them".formatted(one.key(), other.key()));
    }

    private static void aCheckpoint(Settings settings) {
        settings.require(
                settings.isGiven(ModelOptions.CHECKPOINT)
                        || settings.isGiven(ModelOptions.ADAPTERS),
                "checkpoint is required where no adapters are given: "
                        + ModelOptions.CHECKPOINT.description());
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

    private static void poolerOnTheLastLayer(Settings settings) {
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
