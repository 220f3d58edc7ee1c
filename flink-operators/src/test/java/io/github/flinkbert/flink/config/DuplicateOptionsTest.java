package io.github.flinkbert.flink.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.flinkbert.flink.config.DuplicateOptions.DuplicatesConfig;
import io.github.flinkbert.flink.config.DuplicateOptions.Handling;
import io.github.flinkbert.flink.option.JobConfigException;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

class DuplicateOptionsTest {

    private static KafkaJobConfig config(String... more) {
        Map<String, String> options =
                new HashMap<>(
                        Map.of(
                                "bootstrap-servers", "localhost:9092",
                                "input-topics", "texts",
                                "output-topic", "enriched",
                                "model", "/models/cased"));
        for (int i = 0; i < more.length; i += 2) {
            options.put(more[i], more[i + 1]);
        }
        return KafkaJobConfig.from(options);
    }

    private static void refused(String sentence, String... options) {
        assertThatThrownBy(() -> config(options))
                .isInstanceOf(JobConfigException.class)
                .hasMessageContaining(sentence);
    }

    @Test
    void nearDuplicatesAreNotLookedForUnlessTheOptionsSaySo() {
        assertThat(config().duplicates()).isEmpty();
        assertThat(config("near-duplicates", "mark", "order", "unordered").duplicates())
                .contains(new DuplicatesConfig(Handling.MARK, 0.95, Duration.ofHours(1)));
        assertThat(
                        config(
                                        "near-duplicates", "drop",
                                        "near-duplicates-threshold", "0.9",
                                        "near-duplicates-within", "5min",
                                        "order", "unordered")
                                .duplicates())
                .contains(new DuplicatesConfig(Handling.DROP, 0.9, Duration.ofMinutes(5)));
    }

    @Test
    void whatDoesNotFitIsRefused() {
        refused(
                "near-duplicates-threshold is for near-duplicates, which is not given",
                "near-duplicates-threshold",
                "0.9");
        refused(
                "near-duplicates-within is for near-duplicates, which is not given",
                "near-duplicates-within",
                "1h");
        refused(
                "near-duplicates-threshold must be a number from 0.8 to 1, found \"0.5\"",
                "near-duplicates-threshold",
                "0.5");
        refused(
                "near-duplicates-within must be greater than 0",
                "near-duplicates",
                "mark",
                "near-duplicates-within",
                "0s");
        for (String number : new String[] {"0", "2", "1.0000001", "NaN", "-Infinity", "much"}) {
            refused(
                    "near-duplicates-threshold must be a number from 0.8 to 1, found \"%s\""
                            .formatted(number),
                    "near-duplicates",
                    "mark",
                    "near-duplicates-threshold",
                    number);
        }
        refused("expected order = unordered beside it", "near-duplicates", "mark");
        refused(
                "tasks must have embedding, found entities",
                "near-duplicates",
                "mark",
                "order",
                "unordered",
                "tasks",
                "entities");
        refused(
                "vector-format must be float32",
                "near-duplicates",
                "mark",
                "order",
                "unordered",
                "vector-format",
                "ubinary");
    }
}
