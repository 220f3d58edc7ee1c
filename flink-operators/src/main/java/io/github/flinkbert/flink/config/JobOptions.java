package io.github.flinkbert.flink.config;

import io.github.flinkbert.flink.option.Option;
import java.util.List;
import java.util.stream.Stream;
import org.apache.flink.annotation.Internal;

/**
 * All options of the Kafka job. Beside them, {@code kafka.NAME} sets Kafka's own property NAME for
 * consumer and producers, {@code source.kafka.NAME} and {@code sink.kafka.NAME} for one side only.
 */
@Internal
public final class JobOptions {

    /** Every option, in the order in which help shows them. */
    public static final List<Option<?>> ALL =
            Stream.of(
                            SourceOptions.ALL,
                            InputOptions.ALL,
                            OutputOptions.ALL,
                            InPlaceOptions.ALL,
                            RegistryOptions.ALL,
                            ExecutionOptions.ALL,
                            TaskOptions.ALL,
                            DuplicateOptions.ALL,
                            ModelOptions.ALL,
                            RouteOptions.ALL,
                            ExecutionOptions.PLACEMENT,
                            UpdateOptions.ALL)
                    .<Option<?>>flatMap(List::stream)
                    .toList();

    /** Options of which one is given at most, for they say the same in different ways. */
    static final List<List<Option<?>>> ALTERNATIVES =
            List.of(
                    List.of(SourceOptions.INPUT_TOPICS, SourceOptions.INPUT_TOPIC_PATTERN),
                    List.of(ModelOptions.ADAPTER, ModelOptions.ADAPTERS),
                    List.of(ModelOptions.CACHE_SIZE, ModelOptions.CACHED_TEXTS));

    /** Options that may be given several times: what they say is put together, with commas. */
    public static final List<Option<?>> REPEATED = RouteOptions.REPEATED;

    private JobOptions() {}
}
