package io.github.flinkbert.cli.run;

import io.github.flinkbert.flink.config.JobOptions;
import io.github.flinkbert.flink.config.Option;
import java.util.LinkedHashMap;
import java.util.Map;
import picocli.CommandLine.IModelTransformer;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/** The Kafka job's options as options of a command: each is described once, in the job. */
final class JobOptionSpecs implements IModelTransformer {

    @Override
    public CommandSpec transform(CommandSpec command) {
        JobOptions.ALL.forEach(option -> command.addOption(spec(option)));
        return command;
    }

    /** Those that the user gave, by the job's keys. */
    static Map<String, String> given(CommandSpec command) {
        Map<String, String> given = new LinkedHashMap<>();
        for (Option<?> option : JobOptions.ALL) {
            String value = command.findOption(name(option)).getValue();
            if (value != null) {
                given.put(option.key(), value);
            }
        }
        return given;
    }

    private static OptionSpec spec(Option<?> option) {
        String note =
                option.required()
                        ? " Required."
                        : option.defaultText().map(text -> " Default: " + text + ".").orElse("");
        return OptionSpec.builder(name(option))
                .paramLabel("<" + option.type() + ">")
                .type(String.class)
                .description((option.description() + note).replace("%", "%%"))
                .build();
    }

    private static String name(Option<?> option) {
        return "--" + option.key();
    }
}
