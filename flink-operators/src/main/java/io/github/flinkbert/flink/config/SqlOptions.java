package io.github.flinkbert.flink.config;

import static io.github.flinkbert.flink.option.Option.withDefault;
import static io.github.flinkbert.flink.option.OptionTypes.choice;

import io.github.flinkbert.flink.option.Option;
import io.github.flinkbert.flink.task.Tasks;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;
import org.apache.flink.annotation.Internal;

/**
 * All options of {@code CREATE MODEL … WITH ('provider' = 'bert', …)}. What has the same name as an
 * option of the Kafka job is the same; which tasks are asked for is what OUTPUT says.
 */
@Internal
public final class SqlOptions {

    static final Option<ErrorHandling> ERROR_HANDLING =
            withDefault(
                    "error-handling-strategy",
                    choice(ErrorHandling.class),
                    "ignore",
                    "What a text that the model refuses does: ignore gives nulls, and its reason"
                            + " in the column error; failover fails the job.");

    /** In the order in which the documentation shows them. */
    public static final List<Option<?>> ALL =
            Stream.of(
                            ModelOptions.ALL.stream(),
                            Tasks.ALL.stream()
                                    .flatMap(task -> task.settings().stream())
                                    .flatMap(task -> task.ofStatement().stream()),
                            Stream.of(TaskOptions.UNKNOWN_THRESHOLD, ERROR_HANDLING))
                    .<Option<?>>flatMap(Function.identity())
                    .toList();

    private SqlOptions() {}

    /** What becomes of a text that the model rejects, in SQL, which has no dead letters. */
    public enum ErrorHandling {
        /** Its output columns are null, and the column {@code error}, if there is one, says why. */
        IGNORE,
        /** The job fails, and is restarted as Flink's restart strategy says. */
        FAILOVER
    }
}
