package io.github.flinkbert.console.stream;

import io.github.flinkbert.flink.config.OutputOptions.DeadLetterContent;
import io.github.flinkbert.flink.config.OutputOptions.OutputConfig;
import io.github.flinkbert.flink.config.OutputOptions.OutputFormat;
import io.github.flinkbert.flink.encode.EnrichedTextEncoder;
import io.github.flinkbert.flink.record.Enriched;
import io.github.flinkbert.flink.record.TextQuery;
import io.github.flinkbert.flink.task.redaction.RedactedOutput;
import java.time.Duration;

/** Enriched texts as the job writes them. */
public final class Written {

    private static final int MAX_BYTES = 1 << 20;

    private Written() {}

    public static byte[] as(OutputFormat format, Enriched<TextQuery> text) {
        OutputConfig config =
                new OutputConfig(
                        "texts",
                        format,
                        "letters",
                        format,
                        null,
                        MAX_BYTES,
                        Duration.ofDays(1),
                        RedactedOutput.BESIDE,
                        DeadLetterContent.WHOLE);
        return EnrichedTextEncoder.of(config).encode(text);
    }
}
