package io.github.flinkbert.flink.record;

import io.github.flinkbert.flink.binding.TaskKey;
import java.util.Optional;
import org.apache.flink.annotation.PublicEvolving;

/**
 * A value with what the model found in its text.
 *
 * @param value as it came in
 * @param model which model answered
 */
@PublicEvolving
public record Enriched<T>(T value, EnrichmentResult result, ModelStamp model)
        implements Outcome<T> {

    /** What was found for a task; empty where it was not asked. */
    public <R> Optional<R> get(TaskKey<R> task) {
        return result.get(task);
    }

    /**
     * What was found, as one line of bounded length. Of the job's own records only how much was
     * found, for results quote the text; see {@link TextQuery#toString}. Without the value.
     */
    @Override
    public String toString() {
        String found = value instanceof TextQuery ? ShortForm.counts(result) : ShortForm.of(result);
        return "Enriched[" + found + "; by " + model.name() + "]";
    }
}
