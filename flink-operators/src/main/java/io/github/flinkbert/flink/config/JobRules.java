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
                    entry(JobOptions.POOLING, Task.EMBEDDING),
                    entry(JobOptions.LAYER, Task.EMBEDDING),
                    entry(JobOptions.NORMALIZE, Task.EMBEDDING),
                    entry(JobOptions.ENTITIES_MODEL, Task.ENTITIES),
                    entry(JobOptions.ENTITIES_MODEL_ATTRIBUTE, Task.ENTITIES),
                    entry(JobOptions.ENTITIES_MODEL_BY, Task.ENTITIES),
                    entry(JobOptions.WORD_LABEL, Task.ENTITIES),
                    entry(JobOptions.ANSWERS_MODEL, Task.ANSWERS),
                    entry(JobOptions.ANSWERS_MODEL_ATTRIBUTE, Task.ANSWERS),
                    entry(JobOptions.ANSWERS_MODEL_BY, Task.ANSWERS),
                    entry(JobOptions.QUESTIONS, Task.ANSWERS),
                    entry(JobOptions.N_BEST, Task.ANSWERS),
                    entry(JobOptions.MAX_ANSWER_PIECES, Task.ANSWERS),
                    entry(JobOptions.NULL_THRESHOLD, Task.ANSWERS));

    private JobRules() {}

    static void check(Settings settings) {
        exactlyOneInput(settings);
        timestampsWhereAsked(settings);
        noLoop(settings);
        transactions(settings);
        poolerOnTheLastLayer(settings);
        tasksOfOptions(settings);
        togetherOrNotAtAll(
                settings, JobOptions.ENTITIES_MODEL_ATTRIBUTE, JobOptions.ENTITIES_MODEL_BY);
        togetherOrNotAtAll(
                settings, JobOptions.ANSWERS_MODEL_ATTRIBUTE, JobOptions.ANSWERS_MODEL_BY);
        aCheckpoint(settings);
    }

    private static void togetherOrNotAtAll(Settings settings, Option<?> one, Option<?> other) {
        settings.require(
                settings.isGiven(one) == settings.isGiven(other),
                "%s and %s belong together, found one of them".formatted(one.key(), other.key()));
    }

    private static void aCheckpoint(Settings settings) {
        settings.require(
                settings.isGiven(JobOptions.CHECKPOINT) || settings.isGiven(JobOptions.ADAPTERS),
                "checkpoint is required where no adapters are given: "
                        + JobOptions.CHECKPOINT.description());
    }

    private static void exactlyOneInput(Settings settings) {
        boolean topics = settings.isGiven(JobOptions.INPUT_TOPICS);
        boolean pattern = settings.isGiven(JobOptions.INPUT_TOPIC_PATTERN);
        settings.require(
                topics != pattern,
                "exactly one of input-topics and input-topic-pattern is required, found "
                        + (topics ? "both" : "neither"));
    }

    private static void timestampsWhereAsked(Settings settings) {
        settings.find(JobOptions.START_FROM)
                .ifPresent(
                        from ->
                                settings.require(
                                        (from == StartFrom.TIMESTAMP)
                                                == settings.isGiven(JobOptions.START_TIMESTAMP),
                                        "start-timestamp belongs with start-from=timestamp, and"
                                                + " only with it"));
        settings.find(JobOptions.STOP_AT)
                .ifPresent(
                        at ->
                                settings.require(
                                        (at == StopAt.TIMESTAMP)
                                                == settings.isGiven(JobOptions.STOP_TIMESTAMP),
                                        "stop-timestamp belongs with stop-at=timestamp, and only"
                                                + " with it"));
    }

    /** A job that reads what it writes never ends, and each round makes its records longer. */
    private static void noLoop(Settings settings) {
        List<String> written =
                Stream.of(
                                settings.find(JobOptions.OUTPUT_TOPIC),
                                OutputConfig.deadLetterTopic(settings))
                        .flatMap(Optional::stream)
                        .toList();
        settings.require(
                written.stream().distinct().count() == written.size(),
                "output-topic and dead-letter-topic must differ, found %s twice"
                        .formatted(written.stream().findFirst().orElse("")));
        for (String topic : written) {
            boolean read =
                    settings.find(JobOptions.INPUT_TOPICS).stream()
                                    .anyMatch(topics -> topics.contains(topic))
                            || settings.find(JobOptions.INPUT_TOPIC_PATTERN).stream()
                                    .anyMatch(pattern -> pattern.matcher(topic).matches());
            settings.require(
                    !read, "the job would read topic %s, which it writes".formatted(topic));
        }
    }

    private static void transactions(Settings settings) {
        if (settings.find(JobOptions.DELIVERY).filter(Delivery.EXACTLY_ONCE::equals).isEmpty()) {
            return;
        }
        settings.require(
                settings.isGiven(JobOptions.TRANSACTIONAL_ID_PREFIX),
                "transactional-id-prefix is required with delivery=exactly-once: "
                        + JobOptions.TRANSACTIONAL_ID_PREFIX.description());
        settings.find(JobOptions.TRANSACTION_TIMEOUT)
                .ifPresent(
                        timeout -> {
                            Duration interval =
                                    settings.find(JobOptions.CHECKPOINT_INTERVAL)
                                            .orElse(Duration.ZERO);
                            settings.require(
                                    timeout.compareTo(interval) > 0,
                                    "transaction-timeout must be longer than checkpoint-interval,"
                                            + " or every transaction is given up before it is"
                                            + " committed");
                        });
    }

    private static void poolerOnTheLastLayer(Settings settings) {
        settings.find(JobOptions.POOLING)
                .filter(Pooling.CLS_POOLER::equals)
                .flatMap(pooling -> settings.find(JobOptions.LAYER))
                .ifPresent(
                        layer ->
                                settings.require(
                                        layer.equals(Layers.LAST),
                                        "pooling=cls-pooler is BERT's own pooler, which stands on"
                                                + " the last layer: layer must be -1"));
    }

    /** An option of a task that nobody asks for was meant to ask for it. */
    private static void tasksOfOptions(Settings settings) {
        List<Task> tasks = settings.find(JobOptions.TASKS).orElse(List.of(Task.values()));
        OF_TASKS.forEach(
                (option, task) ->
                        settings.require(
                                !settings.isGiven(option) || tasks.contains(task),
                                "%s is for the task %s, which is not among tasks"
                                        .formatted(option.key(), OptionTypes.kebab(task))));
    }
}
