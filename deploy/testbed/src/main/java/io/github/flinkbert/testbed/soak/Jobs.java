package io.github.flinkbert.testbed.soak;

import io.github.flinkbert.BertOptions;
import io.github.flinkbert.testbed.load.Channel;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.apache.flink.annotation.Internal;

/** The Kafka job as it is measured. */
@Internal
public final class Jobs {

    private Jobs() {}

    public static List<String> options(String broker, BertOptions model, int parallelism) {
        List<String> job = new ArrayList<>(fixed(broker, model, parallelism));
        if (model.maxPositions() > 0) {
            job.addAll(List.of("--max-positions", String.valueOf(model.maxPositions())));
        }
        return job;
    }

    private static List<String> fixed(String broker, BertOptions model, int parallelism) {
        return List.of(
                "--bootstrap-servers",
                broker,
                "--input-topics",
                Channel.TEXTS,
                "--input-format",
                "text",
                "--output-topic",
                Channel.ENRICHED,
                "--dead-letter-topic",
                Channel.DEAD_LETTERS,
                "--model",
                model.checkpoint(),
                "--casing",
                word(model.casing()),
                "--precision",
                word(model.precision()),
                "--threads",
                String.valueOf(model.threads()),
                "--parallelism",
                String.valueOf(parallelism));
    }

    private static String word(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
