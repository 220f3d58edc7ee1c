package io.github.flinkbert.flink.task.entities;

import io.github.flinkbert.checkpoint.AggregationStrategy;
import io.github.flinkbert.flink.binding.ModelChoice;
import io.github.flinkbert.flink.binding.TaskKey;
import io.github.flinkbert.flink.binding.TaskRequest;
import io.github.flinkbert.task.entities.Entity;
import java.util.List;
import org.apache.flink.annotation.PublicEvolving;

/**
 * Entities of each text. Needs a model that labels tokens: the checkpoint's own head, or an
 * adapter.
 */
@PublicEvolving
public final class EntitiesTask {

    /** In the order of the text. */
    public static final TaskKey<List<Entity>> KEY = TaskKey.named("entities");

    private EntitiesTask() {}

    /** Of the only model that finds them. */
    public static TaskRequest any() {
        return of(ModelChoice.named(""));
    }

    /** Of this adapter. */
    public static TaskRequest of(String adapter) {
        return of(ModelChoice.named(adapter));
    }

    /** Of the adapter that a text's attributes choose. */
    public static TaskRequest of(ModelChoice choice) {
        return of(choice, AggregationStrategy.AS_TRAINED);
    }

    /**
     * @param strategy how the labels of a word's pieces become the word's
     */
    public static TaskRequest of(ModelChoice choice, AggregationStrategy strategy) {
        return new EntitiesRequest(choice, strategy);
    }
}
