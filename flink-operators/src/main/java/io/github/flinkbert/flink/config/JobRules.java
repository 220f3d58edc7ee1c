package io.github.flinkbert.flink.config;

import static java.util.Map.entry;

import io.github.flinkbert.checkpoint.Pooling;
import io.github.flinkbert.flink.option.Option;
import io.github.flinkbert.flink.option.OptionTypes;
import io.github.flinkbert.flink.option.Settings;
import io.github.flinkbert.task.embedding.Layers;
import java.util.List;
import java.util.Map;

/**
 * What options must be to each other: rules of a group stand beside its options, those of the tasks
 * here. A rule whose options are themselves at fault is silent.
 */
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
        SourceOptions.check(settings);
        InputOptions.check(settings);
        OutputOptions.check(settings);
        RegistryOptions.check(settings);
        ExecutionOptions.check(settings);
        UpdateOptions.check(settings);
        ModelOptions.check(settings);
        ModelOptions.requireModel(settings);
        poolerOnTheLastLayer(settings);
        tasksOfOptions(settings);
        togetherOrNotAtAll(
                settings, TaskOptions.ENTITIES_MODEL_ATTRIBUTE, TaskOptions.ENTITIES_MODEL_BY);
        togetherOrNotAtAll(
                settings, TaskOptions.ANSWERS_MODEL_ATTRIBUTE, TaskOptions.ANSWERS_MODEL_BY);
    }

    private static void togetherOrNotAtAll(Settings settings, Option<?> one, Option<?> other) {
        settings.require(
                settings.isGiven(one) == settings.isGiven(other),
                "%s and %s belong together, found one of them".formatted(one.key(), other.key()));
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
