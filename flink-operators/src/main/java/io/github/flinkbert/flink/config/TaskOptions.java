package io.github.flinkbert.flink.config;

import static io.github.flinkbert.flink.option.Option.withDefault;
import static io.github.flinkbert.flink.option.OptionTypes.NUMBER;
import static io.github.flinkbert.flink.option.OptionTypes.names;

import io.github.flinkbert.flink.binding.TaskBinding;
import io.github.flinkbert.flink.binding.TaskSettings;
import io.github.flinkbert.flink.option.Option;
import io.github.flinkbert.flink.option.Option.Typed;
import io.github.flinkbert.flink.option.Settings;
import io.github.flinkbert.flink.task.Tasks;
import io.github.flinkbert.task.vocabulary.UnknownPieces;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;
import org.apache.flink.configuration.ConfigOptions.OptionBuilder;

/** What the Kafka job asks of each text: which tasks, and their own options. */
final class TaskOptions {

    static final Option<List<String>> TASKS =
            withDefault(
                    "tasks",
                    names(Tasks.OF_JOB.stream().map(task -> task.key().name()).toList()),
                    Tasks.OF_JOB.get(0).key().name(),
                    "What to ask of each text.");

    /** In SQL, too. */
    static final Option<Double> UNKNOWN_THRESHOLD =
            withDefault(
                    "unknown-threshold",
                    Typed.of("number", TaskOptions::threshold, OptionBuilder::doubleType),
                    String.valueOf(UnknownPieces.MANY),
                    "From which share of pieces that the model's vocabulary does not know a text"
                            + " is marked and counted as one that the model hardly reads, above 0"
                            + " and up to 1.");

    /** In the order in which help shows them. */
    static final List<Option<?>> ALL =
            Stream.of(
                            Stream.<Option<?>>of(TASKS),
                            Tasks.OF_JOB.stream().flatMap(TaskOptions::of),
                            Stream.<Option<?>>of(UNKNOWN_THRESHOLD))
                    .<Option<?>>flatMap(Function.identity())
                    .toList();

    private TaskOptions() {}

    private static Double threshold(String text) {
        String expected = "a number above 0 and up to 1";
        double value;
        try {
            value = NUMBER.parser().parse(text);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(expected, e);
        }
        if (value <= 0 || value > 1) {
            throw new IllegalArgumentException(expected);
        }
        return value;
    }

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
