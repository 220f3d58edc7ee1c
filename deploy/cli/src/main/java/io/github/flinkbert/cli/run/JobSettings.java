package io.github.flinkbert.cli.run;

import io.github.flinkbert.BertOptions;
import io.github.flinkbert.cli.terminal.Words;
import io.github.flinkbert.flink.config.JobArguments;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.apache.flink.annotation.Internal;

/** Settings of the Kafka job, by its keys. */
@Internal
public final class JobSettings {

    private JobSettings() {}

    /** Those in a properties file. */
    public static Map<String, String> read(Optional<Path> file) {
        return file.isPresent()
                ? new TreeMap<>(JobArguments.parse("--properties", file.get().toString()))
                : new TreeMap<>();
    }

    /** The command line's model options. */
    public static Map<String, String> of(BertOptions options) {
        Map<String, String> settings = new TreeMap<>();
        settings.put("model", options.checkpoint());
        if (!options.adapters().isEmpty()) {
            settings.put("adapters", list(options.adapters()));
        }
        settings.put("casing", Words.word(options.casing()));
        settings.put("precision", Words.word(options.precision()));
        settings.put("device", Words.word(options.device()));
        settings.put("device-index", String.valueOf(options.acceleration().index()));
        settings.put("xla", String.valueOf(options.acceleration().xla()));
        settings.put("threads", String.valueOf(options.threads()));
        if (options.maxPositions() > 0) {
            settings.put("max-positions", String.valueOf(options.maxPositions()));
        }
        options.labelHead().ifPresent(kind -> settings.put("label-head", Words.word(kind)));
        return settings;
    }

    /** As the job's options of several named things are written. */
    public static String list(Map<String, String> named) {
        return new TreeMap<>(named)
                .entrySet().stream()
                        .map(entry -> entry.getKey() + "=" + entry.getValue())
                        .collect(Collectors.joining(","));
    }
}
