package io.github.flinkbert.flink.config;

import static io.github.flinkbert.flink.option.Option.withDefault;
import static io.github.flinkbert.flink.option.OptionTypes.names;

import io.github.flinkbert.flink.binding.TaskBinding;
import io.github.flinkbert.flink.binding.TaskSettings;
import io.github.flinkbert.flink.option.Option;
import io.github.flinkbert.flink.option.Settings;
import io.github.flinkbert.flink.task.Tasks;
import java.util.List;
import java.util.stream.Stream;

/** What the Kafka job asks of each text: which tasks, and their own options. */
final class TaskOptions {

    static final Option<List<String>> TASKS =
            withDefault(
                    "tasks",
                    names(Tasks.OF_JOB.stream().map(task -> task.key().name()).toList()),
                    Tasks.OF_JOB.get(0).key().name(),
                    "What to ask of each text.");

    /** In the order in which help shows them. */
    static final List<Option<?>> ALL =
            Stream.<Option<?>>concat(
                            Stream.of(TASKS), Tasks.OF_JOB.stream().flatMap(TaskOptions::of))
                    .toList();

    private TaskOptions() {}

    private static Stream<Option<?>> of(TaskBinding<?> task) {
        return task.settings().stream().flatMap(settings -> settings.ofJob().stream());
    }

    static void check(Settings settings) {
        Tasks.OF_JOB.forEach(task -> check(settings, task, task.settings().orElseThrow()));
    }

    private static void check(Settings settings, TaskBinding<?> task, TaskSettings own) {
        own.check(settings);
        own.modelChoice()
                .ifPresent(
                        choice -> {
                            choice.check(settings, InputOptions.attributes(settings));
                            choice.checkModel(settings);
                        });
        boolean asked =
                settings.find(TASKS).stream().allMatch(names -> names.contains(task.key().name()));
        settings.find(TASKS)
                .filter(names -> names.contains(task.key().name()))
                .ifPresent(names -> own.checkJobInputs(settings, InputOptions.inputs(settings)));
        // An option of a task that nobody asks for was meant to ask for it.
        for (Option<?> option : own.ofJob()) {
            settings.require(
                    asked || !settings.isGiven(option) || isObeyed(settings, option),
                    "%s is for the task %s, which is not among tasks"
                            .formatted(option.key(), task.key()));
        }
    }

    /** Whether a task that is asked for obeys an option of another. */
    private static boolean isObeyed(Settings settings, Option<?> option) {
        List<String> asked = settings.find(TASKS).orElse(List.of());
        return Tasks.OF_JOB.stream()
                .filter(task -> asked.contains(task.key().name()))
                .flatMap(task -> task.settings().stream())
                .anyMatch(own -> own.alsoOfJob().contains(option));
    }
}
