package io.github.flinkbert.flink.binding;

import io.github.flinkbert.flink.option.Option;
import io.github.flinkbert.flink.option.Settings;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.apache.flink.annotation.Internal;

/** How options ask for a task, in the Kafka job and in SQL. Stateless. */
@Internal
public interface TaskSettings {

    /** Of the Kafka job, in the order in which help shows them. */
    List<Option<?>> ofJob();

    /** Of SQL's {@code CREATE MODEL}, in the order in which the documentation shows them. */
    List<Option<?>> ofStatement();

    /**
     * Options of the Kafka job that another task defines and this one obeys, too: they may be given
     * where either is asked for.
     */
    default List<Option<?>> alsoOfJob() {
        return List.of();
    }

    /** Likewise of SQL's {@code CREATE MODEL}. */
    default List<Option<?>> alsoOfStatement() {
        return List.of();
    }

    /** Which model does the task; empty where there is no choice. */
    default Optional<ModelChoiceOptions> modelChoice() {
        return Optional.empty();
    }

    /** Whether it takes a model that was trained for it, which a release of Google's is not. */
    default boolean needsTraining() {
        return false;
    }

    /**
     * What its options must be to each other. A rule whose options are themselves at fault is
     * silent.
     *
     * @param settings gets a sentence for every fault that is found
     */
    default void check(Settings settings) {}

    /**
     * Likewise, in a Kafka job that asks for the task.
     *
     * @param inputs what may come with each text
     */
    default void checkJobInputs(Settings settings, Set<InputField> inputs) {}

    /**
     * Likewise, in a statement that asks for the task.
     *
     * @param inputs what comes with each text
     */
    default void checkStatement(Settings settings, Set<InputField> inputs) {}

    /**
     * What checked options ask for.
     *
     * @param settings the job's or the statement's
     */
    TaskRequest request(Settings settings);
}
