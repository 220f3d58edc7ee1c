package io.github.flinkbert.cli.run;

import io.github.flinkbert.cli.option.JobOptionTexts;
import io.github.flinkbert.flink.config.JobOptions;
import io.github.flinkbert.flink.option.Option;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import picocli.CommandLine.IModelTransformer;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/** The Kafka job's options as options of a command: each is described once, in the job. */
final class JobOptionSpecs implements IModelTransformer {

    private static final String DASHES = "--";

    @Override
    public CommandSpec transform(CommandSpec command) {
        for (Option<?> option : JobOptions.ALL) {
            command.addOption(spec(option.key(), option).build());
            for (String name : option.deprecatedKeys()) {
                command.addOption(spec(name, option).hidden(true).build());
            }
        }
        return command;
    }

    /** Those that the user gave, by the job's keys, old ones included. */
    static Map<String, String> given(CommandSpec command) {
        Map<String, String> given = new LinkedHashMap<>();
        for (Option<?> option : JobOptions.ALL) {
            for (String key : option.keys()) {
                Object value = command.findOption(DASHES + key).getValue();
                if (value instanceof List<?> several) {
                    given.put(
                            key,
                            several.stream().map(String::valueOf).collect(Collectors.joining(",")));
                } else if (value != null) {
                    given.put(key, value.toString());
                }
            }
        }
        return given;
    }

    private static OptionSpec.Builder spec(String key, Option<?> option) {
        OptionSpec.Builder spec =
                OptionSpec.builder(DASHES + key).paramLabel("<" + option.type() + ">");
        return (JobOptions.REPEATED.contains(option)
                        ? spec.type(List.class).auxiliaryTypes(String.class)
                        : spec.type(String.class))
                .description(JobOptionTexts.description(option));
    }
}
