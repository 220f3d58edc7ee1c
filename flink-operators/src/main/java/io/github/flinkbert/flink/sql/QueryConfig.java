package io.github.flinkbert.flink.sql;

import io.github.flinkbert.flink.config.ExecutionOptions.AsyncConfig;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.flink.configuration.ConfigOption;
import org.apache.flink.configuration.ReadableConfig;
import org.apache.flink.table.api.ValidationException;
import org.apache.flink.table.api.config.ExecutionConfigOptions;
import org.apache.flink.table.api.config.MLPredictRuntimeConfigOptions;

/** What the CONFIG map of an {@code ML_PREDICT} says, beside the session's configuration. */
final class QueryConfig {

    /** As many as the Kafka job lets be in flight: a batch on the device, the next one waiting. */
    static final int ADVISED_CONCURRENCY = AsyncConfig.DEFAULT_CAPACITY;

    /** A batch holds about so many short texts. */
    private static final int LEAST_CONCURRENCY = 64;

    private static final List<String> KNOWN =
            Stream.of(
                            MLPredictRuntimeConfigOptions.ASYNC,
                            MLPredictRuntimeConfigOptions.ASYNC_MAX_CONCURRENT_OPERATIONS,
                            MLPredictRuntimeConfigOptions.ASYNC_OUTPUT_MODE,
                            MLPredictRuntimeConfigOptions.ASYNC_TIMEOUT)
                    .map(ConfigOption::key)
                    .toList();

    private final String model;
    private final ReadableConfig query;
    private final ReadableConfig session;

    QueryConfig(String model, ReadableConfig query, ReadableConfig session) {
        this.model = model;
        this.query = query;
        this.session = session;
    }

    /**
     * Flink passes on what it does not know, so that a misspelt key would go unseen.
     *
     * @throws ValidationException if there is a key that nobody knows
     */
    void requireKnownKeys() {
        Set<String> unknown = new TreeSet<>(query.toMap().keySet());
        unknown.removeAll(KNOWN);
        if (!unknown.isEmpty()) {
            throw new ValidationException(
                    ("the CONFIG map of ML_PREDICT with model %s has no %s, expected some of %s;"
                                    + " options of the model belong into CREATE MODEL")
                            .formatted(
                                    model,
                                    String.join(" and no ", unknown),
                                    String.join(", ", KNOWN)));
        }
    }

    /**
     * What to write instead where so few rows are in flight that batches stay empty. A provider
     * cannot set this, only say it.
     */
    Optional<String> advice() {
        int found =
                query.getOptional(MLPredictRuntimeConfigOptions.ASYNC_MAX_CONCURRENT_OPERATIONS)
                        .orElseGet(
                                () ->
                                        session.get(
                                                ExecutionConfigOptions
                                                        .TABLE_EXEC_ASYNC_ML_PREDICT_MAX_CONCURRENT_OPERATIONS));
        if (found >= LEAST_CONCURRENCY) {
            return Optional.empty();
        }
        Map<String, String> advised = new TreeMap<>(query.toMap());
        advised.put(
                MLPredictRuntimeConfigOptions.ASYNC_MAX_CONCURRENT_OPERATIONS.key(),
                String.valueOf(ADVISED_CONCURRENCY));
        return Optional.of(
                ("ML_PREDICT with model %s has %d rows in flight a subtask, so that no batch is"
                                + " larger. Add as its last argument MAP[%s], or SET '%s' = '%d'.")
                        .formatted(
                                model,
                                found,
                                advised.entrySet().stream()
                                        .map(
                                                entry ->
                                                        "'%s', '%s'"
                                                                .formatted(
                                                                        entry.getKey(),
                                                                        entry.getValue()))
                                        .collect(Collectors.joining(", ")),
                                ExecutionConfigOptions
                                        .TABLE_EXEC_ASYNC_ML_PREDICT_MAX_CONCURRENT_OPERATIONS
                                        .key(),
                                ADVISED_CONCURRENCY));
    }
}
