package io.github.flinkbert.flink.config;

import io.github.flinkbert.BertOptions;
import java.io.Serializable;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * What the options of a {@code CREATE MODEL} statement say, checked. Travels with the job.
 *
 * @param model which model answers, and how it runs
 * @param asks what is asked of each text, masked words apart
 * @param top how many words each mask gets
 * @param errors what becomes of a text that the model refuses
 */
public record SqlModelConfig(BertOptions model, AskConfig asks, int top, ErrorHandling errors)
        implements Serializable {

    private static final String OWNER =
            SqlOptions.ALL.stream()
                    .map(Option::key)
                    .collect(Collectors.joining(", ", "the provider bert, which has ", ""));

    /** The name under which the one adapter of {@code 'adapter' = FOLDER} is known. */
    private static final String ONLY_ADAPTER = "adapter";

    /**
     * What the statement's columns ask for.
     *
     * @param tasks by output column
     * @param masks whether masked words are asked for
     * @param question whether a question comes with each text
     */
    public record Asked(List<Task> tasks, boolean masks, boolean question) {}

    /**
     * Reads the options of {@link SqlOptions}.
     *
     * <p>Where no checkpoint is given, the adapters are opened here, to see which is theirs.
     *
     * @param problems gets a sentence for every fault that is found
     * @return empty if there are faults in it, or were before
     */
    public static Optional<SqlModelConfig> from(
            Map<String, String> options, Asked asked, List<String> problems) {
        Settings settings = new Settings(options, SqlOptions.ALL, key -> false, OWNER);
        SqlRules.check(settings, asked);
        problems.addAll(settings.problems());
        if (!problems.isEmpty()) {
            return Optional.empty();
        }
        Map<String, String> adapters =
                settings.find(SqlOptions.ADAPTER)
                        .map(folder -> Map.of(ONLY_ADAPTER, folder))
                        .or(() -> settings.find(ModelOptions.ADAPTERS))
                        .orElse(Map.of());
        try {
            return Optional.of(
                    new SqlModelConfig(
                            ModelSettings.options(settings, adapters),
                            AskConfig.from(settings, asked.tasks()),
                            settings.get(SqlOptions.TOP),
                            settings.get(SqlOptions.ERROR_HANDLING)));
        } catch (JobConfigException e) {
            problems.addAll(e.problems());
            return Optional.empty();
        }
    }
}
