package io.github.flinkbert.flink.binding;

import io.github.flinkbert.schemas.EnrichedText;
import io.github.flinkbert.task.Ask;
import io.github.flinkbert.task.Results;
import java.util.List;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.stream.Stream;
import org.apache.flink.annotation.Internal;

/**
 * All that the Flink side knows of a task. Kafka job, SQL and DataStream stand on it, and none of
 * them knows a task by name. Stateless.
 *
 * @param <R> the task's result of one text; immutable
 */
@Internal
public interface TaskBinding<R> {

    /** Its name, by which its result is found. */
    TaskKey<R> key();

    /** How options ask for it; empty for what no option asks. */
    default Optional<TaskSettings> settings() {
        return Optional.empty();
    }

    /** What its texts may bring with them. */
    default List<InputField> inputs() {
        return List.of();
    }

    /** The kind of ask whose results {@link #gather} reads; it passes over all others. */
    Class<? extends Ask<?>> reads();

    /** Its own among all that was found in a text; empty where it was not asked. */
    Optional<R> gather(Results results);

    /** How its result lies in state. */
    ResultFormat<R> format();

    /** Its result for people. */
    Summary<R> summary();

    /** Whether enriched texts have a field for its result. Asks for no class of Avro's. */
    default boolean hasField() {
        return false;
    }

    /**
     * Where its result goes in an enriched text; empty where there is no field. Only for the Kafka
     * job: SQL has neither Avro nor the records.
     */
    default Optional<BiConsumer<EnrichedText.Builder, R>> field() {
        return Optional.empty();
    }

    /** How JSON shows that field; empty for as Avro has it. */
    default Optional<JsonField<R>> json() {
        return Optional.empty();
    }

    /** Its columns in SQL, in the order in which people are told of them. */
    default List<OutputColumn<R>> columns() {
        return List.of();
    }

    /** Its columns in the place of another task's of the same name. */
    default List<ColumnVariant<R>> variants() {
        return List.of();
    }

    /** What of a result is watched over time; nothing, unless a task says more. */
    default void watch(R result, Watched watched) {}

    /** Results of one kind of ask, in the order of asking. */
    static <R, A extends Ask<R>> Stream<R> resultsOf(Class<A> kind, Results results) {
        return results.asks().stream().filter(kind::isInstance).map(kind::cast).map(results::get);
    }
}
