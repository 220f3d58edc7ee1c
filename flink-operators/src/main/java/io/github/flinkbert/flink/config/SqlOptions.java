package io.github.flinkbert.flink.config;

import static io.github.flinkbert.flink.option.Option.withDefault;
import static io.github.flinkbert.flink.option.OptionTypes.choice;
import static io.github.flinkbert.flink.option.OptionTypes.wholeNumber;

import io.github.flinkbert.flink.option.Option;
import java.util.List;

/**
 * All options of {@code CREATE MODEL … WITH ('provider' = 'bert', …)}. What has the same name as an
 * option of the Kafka job is the same; which tasks are asked for is what OUTPUT says.
 */
public final class SqlOptions {

    static final Option<Integer> TOP =
            withDefault("top", wholeNumber(1), "5", "How many words each [MASK] gets.");

    static final Option<ErrorHandling> ERROR_HANDLING =
            withDefault(
                    "error-handling-strategy",
                    choice(ErrorHandling.class),
                    "ignore",
                    "What a text that the model refuses does: ignore gives nulls, and its reason"
                            + " in the column error; failover fails the job.");

    /** In the order in which the documentation shows them. */
    public static final List<Option<?>> ALL =
            List.of(
                    ModelOptions.MODEL,
                    ModelOptions.ADAPTER,
                    ModelOptions.ADAPTERS,
                    ModelOptions.CASING,
                    ModelOptions.PRECISION,
                    ModelOptions.DEVICE,
                    ModelOptions.DEVICE_INDEX,
                    ModelOptions.XLA,
                    ModelOptions.THREADS,
                    ModelOptions.CACHE_SIZE,
                    ModelOptions.CACHED_TEXTS,
                    ModelOptions.MAX_POSITIONS,
                    TaskOptions.POOLING,
                    TaskOptions.LAYER,
                    TaskOptions.NORMALIZE,
                    TaskOptions.ENTITIES_MODEL,
                    TaskOptions.WORD_LABEL,
                    TaskOptions.ANSWERS_MODEL,
                    TaskOptions.QUESTIONS,
                    TaskOptions.N_BEST,
                    TaskOptions.MAX_ANSWER_PIECES,
                    TaskOptions.NULL_THRESHOLD,
                    TOP,
                    ERROR_HANDLING);

    private SqlOptions() {}

    /** What becomes of a text that the model rejects, in SQL, which has no dead letters. */
    public enum ErrorHandling {
        /** Its output columns are null, and the column {@code error}, if there is one, says why. */
        IGNORE,
        /** The job fails, and is restarted as Flink's restart strategy says. */
        FAILOVER
    }
}
