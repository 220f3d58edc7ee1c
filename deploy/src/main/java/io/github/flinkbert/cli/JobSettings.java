package io.github.flinkbert.cli;

import io.github.flinkbert.BertOptions;
import io.github.flinkbert.flink.config.JobArguments;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Settings of the Kafka job, by its keys. */
final class JobSettings {

    private JobSettings() {}

    /** Those in a properties file. */
    static Map<String, String> read(Optional<Path> file) {
        return file.isPresent()
                ? new TreeMap<>(JobArguments.parse("--properties", file.get().toString()))
                : new TreeMap<>();
    }

    /** The command line's model options. */
    static Map<String, String> of(BertOptions options) {
        return Map.of(
                "checkpoint", options.checkpoint(),
                "casing", Words.word(options.casing()),
                "precision", Words.word(options.precision()),
                "device", Words.word(options.device()),
                "threads", String.valueOf(options.threads()));
    }
}
