package io.github.flinkbert.flink.config;

import io.github.flinkbert.checkpoint.ShippedAdapters;
import io.github.flinkbert.flink.binding.InputField;
import io.github.flinkbert.flink.binding.TaskBinding;
import io.github.flinkbert.flink.binding.TaskSettings;
import io.github.flinkbert.flink.config.SqlModelConfig.Asked;
import io.github.flinkbert.flink.option.Option;
import io.github.flinkbert.flink.option.Settings;
import io.github.flinkbert.flink.task.Tasks;
import java.util.List;
import java.util.stream.Collectors;

/**
 * What a statement's options must be to each other and to its columns. A rule whose options are
 * themselves at fault is silent.
 */
final class SqlRules {

    private SqlRules() {}

    static void check(Settings settings, Asked asked) {
        ModelOptions.check(settings);
        for (TaskBinding<?> task : Tasks.ALL) {
            task.settings().ifPresent(own -> check(settings, asked, task, own));
        }
        asked.inputs().forEach(input -> tasksOfInput(settings, asked, input));
    }

    private static void check(
            Settings settings, Asked asked, TaskBinding<?> task, TaskSettings own) {
        own.check(settings);
        own.modelChoice().ifPresent(choice -> choice.checkModel(settings));
        List<String> columns = asked.tasks().get(task);
        if (columns == null) {
            own.ofStatement().stream()
                    .filter(option -> !isObeyed(asked, option))
                    .forEach(option -> columnsOfOption(settings, asked, task, option));
        } else {
            aModelOfTheTask(settings, own, columns);
            own.checkStatement(settings, asked.inputs());
        }
    }

    /** Whether a task that is asked for obeys an option of another. */
    private static boolean isObeyed(Asked asked, Option<?> option) {
        return asked.tasks().keySet().stream()
                .flatMap(task -> task.settings().stream())
                .anyMatch(own -> own.alsoOfStatement().contains(option));
    }

    /** The default, a release of Google's, has no heads but its own. */
    private static void aModelOfTheTask(Settings settings, TaskSettings own, List<String> columns) {
        settings.require(
                !own.needsTraining() || ModelOptions.namesAModel(settings),
                ("the output column %s needs a model that was trained for it: expected adapter or"
                                + " adapters, of those that ship (%s) or a folder, or model")
                        .formatted(
                                String.join(", ", columns),
                                String.join(", ", ShippedAdapters.names())));
    }

    /** An option of a column that nobody asks for was meant to ask for it. */
    private static void columnsOfOption(
            Settings settings, Asked asked, TaskBinding<?> task, Option<?> option) {
        settings.require(
                !settings.isGiven(option),
                asked.instead(task)
                        .map(other -> ofAnotherTask(option, task, other))
                        .orElseGet(
                                () ->
                                        "%s is for the output column %s, which is not there"
                                                .formatted(option.key(), columns(task))));
    }

    /** Tasks that share a column are told apart by what comes with each text. */
    private static String ofAnotherTask(
            Option<?> option, TaskBinding<?> task, TaskBinding<?> asked) {
        return asked.inputs().isEmpty()
                ? "%s is for the input column %s, which is not there"
                        .formatted(option.key(), inputs(task))
                : "%s is for the task %s, but the input column %s asks for the task %s"
                        .formatted(option.key(), task.key(), inputs(asked), asked.key());
    }

    private static String inputs(TaskBinding<?> task) {
        return task.inputs().stream().map(InputField::column).collect(Collectors.joining(" or "));
    }

    private static void tasksOfInput(Settings settings, Asked asked, InputField input) {
        List<TaskBinding<?>> readers =
                Tasks.ALL.stream().filter(task -> task.inputs().contains(input)).toList();
        settings.require(
                readers.stream().anyMatch(asked.tasks()::containsKey),
                "the input column %s is for the output column %s, which is not there"
                        .formatted(
                                input,
                                readers.stream()
                                        .map(SqlRules::columns)
                                        .collect(Collectors.joining(" or "))));
    }

    private static String columns(TaskBinding<?> task) {
        return task.columns().stream()
                .map(column -> column.name())
                .collect(Collectors.joining(" or "));
    }
}
