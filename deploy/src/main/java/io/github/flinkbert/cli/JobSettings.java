package io.github.flinkbert.cli;

import io.github.flinkbert.BertOptions;
import java.util.Map;

/** The command line's model options, under the names that the Kafka job has for them. */
final class JobSettings {

    private JobSettings() {}

    static Map<String, String> of(BertOptions options) {
        return Map.of(
                "checkpoint", options.checkpoint(),
                "casing", Words.word(options.casing()),
                "precision", Words.word(options.precision()),
                "device", Words.word(options.device()),
                "threads", String.valueOf(options.threads()));
    }
}
