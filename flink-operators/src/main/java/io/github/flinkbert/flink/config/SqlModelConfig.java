package io.github.flinkbert.flink.config;

import io.github.flinkbert.BertOptions;
import io.github.flinkbert.checkpoint.PackedAdapter;
import io.github.flinkbert.checkpoint.ShippedAdapters;
import io.github.flinkbert.failure.CheckpointException;
import io.github.flinkbert.flink.binding.InputField;
import io.github.flinkbert.flink.binding.OutputColumn;
import io.github.flinkbert.flink.binding.TaskBinding;
import io.github.flinkbert.flink.config.SqlOptions.ErrorHandling;
import io.github.flinkbert.flink.option.JobConfigException;
import io.github.flinkbert.flink.option.Option;
import io.github.flinkbert.flink.option.Settings;
import io.github.flinkbert.location.CacheFolder;
import io.github.flinkbert.location.Locator;
import io.github.flinkbert.location.ProgressListener;
import java.io.Serializable;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.apache.flink.annotation.Internal;

/**
 * What the options of a {@code CREATE MODEL} statement say, checked. Travels with the job.
 *
 * @param model which model is asked, and how it runs; without the adapters that are packed
 * @param packed adapters that go by their names, as bytes: no task manager need have them
 * @param asks what is asked of each text
 * @param errors what becomes of a text that the model rejects
 */
@Internal
public record SqlModelConfig(
        BertOptions model, Map<String, PackedAdapter> packed, AskConfig asks, ErrorHandling errors)
        implements Serializable {

    private static final String OWNER =
            SqlOptions.ALL.stream()
                    .map(Option::key)
                    .collect(Collectors.joining(", ", "the provider bert, which has ", ""));

    public SqlModelConfig {
        packed = Map.copyOf(packed);
    }

    /**
     * What the statement's columns ask for. A column that several tasks have asks for the one that
     * reads what comes with each text, else for the first of them.
     *
     * @param tasks each with the names of its output columns
     * @param inputs what comes with each text
     */
    public record Asked(Map<TaskBinding<?>, List<String>> tasks, Set<InputField> inputs) {

        public Asked {
            tasks = parted(tasks, inputs);
        }

        private static Map<TaskBinding<?>, List<String>> parted(
                Map<TaskBinding<?>, List<String>> tasks, Set<InputField> inputs) {
            Map<TaskBinding<?>, List<String>> parted = new LinkedHashMap<>();
            tasks.forEach(
                    (task, columns) -> {
                        List<String> own =
                                columns.stream()
                                        .filter(name -> owner(name, tasks, inputs) == task)
                                        .toList();
                        if (!own.isEmpty()) {
                            parted.put(task, own);
                        }
                    });
            return Collections.unmodifiableMap(parted);
        }

        private static TaskBinding<?> owner(
                String column, Map<TaskBinding<?>, List<String>> tasks, Set<InputField> inputs) {
            List<TaskBinding<?>> all =
                    tasks.entrySet().stream()
                            .filter(asked -> asked.getValue().contains(column))
                            .<TaskBinding<?>>map(Map.Entry::getKey)
                            .toList();
            return all.stream()
                    .filter(task -> task.inputs().stream().anyMatch(inputs::contains))
                    .findFirst()
                    .orElse(all.get(0));
        }

        /** The task that is asked for by a column that this one has, too. */
        Optional<TaskBinding<?>> instead(TaskBinding<?> task) {
            return tasks.entrySet().stream()
                    .filter(
                            other ->
                                    other.getKey() != task
                                            && task.columns().stream()
                                                    .map(OutputColumn::name)
                                                    .anyMatch(other.getValue()::contains))
                    .<TaskBinding<?>>map(Map.Entry::getKey)
                    .findFirst();
        }
    }

    /**
     * Reads the options of {@link SqlOptions}.
     *
     * <p>Where no checkpoint is given, the adapters are opened here, to see which is theirs.
     * Adapters that go by their names are read here, so that every task manager has the same; for
     * the same reason a model of the hub gets the commit that it is now.
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
        try {
            Map<String, String> adapters = ModelOptions.adapters(settings);
            BertOptions model = ModelOptions.options(settings, adapters);
            return Optional.of(
                    new SqlModelConfig(
                            published(model).withAdapters(elsewhere(adapters)),
                            packed(adapters),
                            AskConfig.from(settings, asked.tasks().keySet().stream()),
                            settings.get(SqlOptions.ERROR_HANDLING)));
        } catch (JobConfigException e) {
            problems.addAll(e.problems());
            return Optional.empty();
        } catch (CheckpointException e) {
            problems.add(e.getMessage());
            return Optional.empty();
        }
    }

    private static BertOptions published(BertOptions model) {
        return Locator.isPublishedName(model.checkpoint())
                ? model.withCheckpoint(
                        new Locator(CacheFolder.standard(), ProgressListener.silent())
                                .absolute(model.checkpoint()))
                : model;
    }

    private static boolean travels(String adapter) {
        return ShippedAdapters.isName(adapter) || Locator.isPublishedName(adapter);
    }

    /** Those that each task manager reads where they lie. */
    private static Map<String, String> elsewhere(Map<String, String> adapters) {
        Map<String, String> places = new TreeMap<>(adapters);
        places.values().removeIf(SqlModelConfig::travels);
        return places;
    }

    private static Map<String, PackedAdapter> packed(Map<String, String> adapters) {
        Map<String, PackedAdapter> packed = new TreeMap<>();
        adapters.forEach(
                (name, place) -> {
                    if (travels(place)) {
                        packed.put(name, PackedAdapter.of(place));
                    }
                });
        return packed;
    }

    /**
     * The model with all its adapters, on the machine where this arrived.
     *
     * @param fetched {@link #model()} as this machine reads it
     */
    public BertOptions withPacked(BertOptions fetched) {
        Map<String, String> adapters = new TreeMap<>(fetched.adapters());
        packed.forEach((name, adapter) -> adapters.put(name, adapter.unpacked()));
        return fetched.withAdapters(adapters);
    }
}
