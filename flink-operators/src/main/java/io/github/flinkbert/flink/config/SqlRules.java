package io.github.flinkbert.flink.config;

import io.github.flinkbert.checkpoint.ShippedAdapters;
import io.github.flinkbert.flink.config.SqlModelConfig.Asked;
import io.github.flinkbert.flink.option.Option;
import io.github.flinkbert.flink.option.OptionTypes;
import io.github.flinkbert.flink.option.Settings;
import java.util.List;

/**
 * What a statement's options must be to each other and to its columns. A rule whose options are
 * themselves at fault is silent.
 */
final class SqlRules {

    private SqlRules() {}

    static void check(Settings settings, Asked asked) {
        ModelOptions.check(settings);
        aModelOfTheTasks(settings, asked);
        columnsOfOptions(settings, asked);
        aQuestion(settings, asked);
        JobRules.poolerOnTheLastLayer(settings);
    }

    /** The default, a release of Google's, embeds and fills masks, and has no other heads. */
    private static void aModelOfTheTasks(Settings settings, Asked asked) {
        for (Task task : List.of(Task.ENTITIES, Task.ANSWERS)) {
            settings.require(
                    !asked.has(OptionTypes.kebab(task)) || ModelOptions.namesAModel(settings),
                    ("the output column %s needs a model that was trained for it: expected adapter"
                                    + " or adapters, of those that ship (%s) or a folder, or"
                                    + " model")
                            .formatted(
                                    OptionTypes.kebab(task),
                                    String.join(", ", ShippedAdapters.names())));
        }
    }

    /** An option of a column that nobody asks for was meant to ask for it. */
    private static void columnsOfOptions(Settings settings, Asked asked) {
        for (Option<?> option : SqlOptions.ALL) {
            Task task = JobRules.OF_TASKS.get(option);
            if (task != null && settings.isGiven(option) && !asked.has(OptionTypes.kebab(task))) {
                notAsked(settings, option, OptionTypes.kebab(task));
            }
        }
        if (settings.isGiven(SqlOptions.TOP) && !asked.has("masks")) {
            notAsked(settings, SqlOptions.TOP, "masks");
        }
    }

    private static void notAsked(Settings settings, Option<?> option, String column) {
        settings.problem(
                "%s is for the output column %s, which is not there"
                        .formatted(option.key(), column));
    }

    private static void aQuestion(Settings settings, Asked asked) {
        boolean answers = asked.has("answers");
        settings.require(
                !answers || !asked.inputs().isEmpty() || settings.isGiven(TaskOptions.QUESTIONS),
                "the output column answers needs a question: expected the input column question,"
                        + " or the option questions");
        settings.require(
                answers || asked.inputs().isEmpty(),
                "the input column question is for the output column answers, which is not there");
    }
}
