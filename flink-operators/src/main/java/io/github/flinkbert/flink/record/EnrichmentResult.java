package io.github.flinkbert.flink.record;

import io.github.flinkbert.flink.binding.TaskBinding;
import io.github.flinkbert.flink.binding.TaskKey;
import io.github.flinkbert.flink.task.Tasks;
import io.github.flinkbert.flink.task.answers.AnswersTask;
import io.github.flinkbert.flink.task.embedding.EmbeddingTask;
import io.github.flinkbert.flink.task.entities.EntitiesTask;
import io.github.flinkbert.flink.task.vocabulary.VocabularyTask;
import io.github.flinkbert.task.Results;
import io.github.flinkbert.task.answers.Answers;
import io.github.flinkbert.task.embedding.Embedding;
import io.github.flinkbert.task.entities.Entity;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.flink.annotation.Internal;
import org.apache.flink.annotation.PublicEvolving;

/**
 * What a model found in one text, by task; empty is what was not asked for. {@link #get} has the
 * result of any task, the other methods those of the tasks that came first. Immutable.
 */
@PublicEvolving
public final class EnrichmentResult {

    /** INVARIANT: the value of a key is a result of that task. */
    private final Map<TaskKey<?>, Object> byTask;

    private final Map<String, EnrichmentResult> byPath;

    private EnrichmentResult(Map<TaskKey<?>, Object> byTask, Map<String, EnrichmentResult> byPath) {
        this.byTask = byTask;
        this.byPath = byPath;
    }

    /**
     * Of several texts of one record, each asked about by itself.
     *
     * @param byPath what was found in each, by where it lies in the record, in their order
     */
    @Internal
    public static EnrichmentResult ofTexts(Map<String, EnrichmentResult> byPath) {
        return new EnrichmentResult(
                Map.of(), Collections.unmodifiableMap(new LinkedHashMap<>(byPath)));
    }

    /** Sorts results by task. */
    public static EnrichmentResult of(Results results) {
        Builder builder = builder();
        Tasks.ALL.forEach(task -> gather(task, results, builder));
        return builder.build();
    }

    private static <R> void gather(TaskBinding<R> task, Results results, Builder builder) {
        task.gather(results).ifPresent(result -> builder.put(task.key(), result));
    }

    /** Nothing, so far. */
    public static Builder builder() {
        return new Builder();
    }

    /** What was found for a task. */
    @SuppressWarnings("unchecked") // by the invariant
    public <R> Optional<R> get(TaskKey<R> task) {
        return Optional.ofNullable((R) byTask.get(task));
    }

    /**
     * What was found in several texts of one record that were asked about each by itself, by where
     * they lie in it, in their order; empty where one text was asked about.
     */
    @Internal
    public Map<String, EnrichmentResult> byPath() {
        return byPath;
    }

    /** The same with another result, in the place of the task's own if there is one. */
    public <R> EnrichmentResult with(TaskKey<R> task, R result) {
        Builder builder = builder();
        builder.byTask.putAll(byTask);
        return new EnrichmentResult(builder.put(task, result).build().byTask, byPath);
    }

    /** One vector, in an array of the caller's own. */
    public Optional<float[]> embedding() {
        return get(EmbeddingTask.KEY).map(Embedding::vector);
    }

    /** In the order of the text. */
    public Optional<List<Entity>> entities() {
        return get(EntitiesTask.KEY);
    }

    /** Question by question, best first. */
    public Optional<List<Answers>> answers() {
        return get(AnswersTask.KEY);
    }

    /** See {@link VocabularyTask#KEY}. */
    public Optional<Float> unknownPieces() {
        return get(VocabularyTask.KEY);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof EnrichmentResult result
                && byTask.equals(result.byTask)
                && byPath.equals(result.byPath);
    }

    @Override
    public int hashCode() {
        return 31 * byTask.hashCode() + byPath.hashCode();
    }

    /** Only how much was found: results quote the text. */
    @Override
    public String toString() {
        return "EnrichmentResult[" + ShortForm.counts(this) + "]";
    }

    /** Gathers what was found. */
    public static final class Builder {

        private final Map<TaskKey<?>, Object> byTask = new LinkedHashMap<>();

        private Builder() {}

        public <R> Builder put(TaskKey<R> task, R result) {
            byTask.put(task, result);
            return this;
        }

        public EnrichmentResult build() {
            return new EnrichmentResult(Map.copyOf(byTask), Map.of());
        }
    }
}
