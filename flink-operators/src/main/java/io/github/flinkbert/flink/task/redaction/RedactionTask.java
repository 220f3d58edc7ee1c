package io.github.flinkbert.flink.task.redaction;

import io.github.flinkbert.checkpoint.AggregationStrategy;
import io.github.flinkbert.flink.binding.ModelChoice;
import io.github.flinkbert.flink.binding.TaskKey;
import io.github.flinkbert.flink.binding.TaskRequest;
import io.github.flinkbert.flink.task.entities.EntitiesTask;
import io.github.flinkbert.task.redaction.PersonalPattern;
import io.github.flinkbert.task.redaction.Redact;
import io.github.flinkbert.task.redaction.Redaction;
import java.util.Arrays;
import java.util.List;
import org.apache.flink.annotation.PublicEvolving;

/**
 * Each text without its personal data. Entities need a model that labels tokens; what is known by
 * how it is written needs none.
 */
@PublicEvolving
public final class RedactionTask {

    /** The redacted text, and where what was replaced. */
    public static final TaskKey<Redaction> KEY = TaskKey.named("redaction");

    private RedactionTask() {}

    /** Markers for all that is known by how it is written; no entities. */
    public static TaskRequest patterns() {
        return new RedactionRequest(
                List.of(),
                List.of(),
                Arrays.asList(PersonalPattern.values()),
                Redact.USUAL_REGIONS,
                ReplacementKind.MARKER,
                "");
    }

    /**
     * The same, and markers for entities that an adapter finds.
     *
     * @param types as it names them, such as {@code PER}; none for all of them
     */
    public static TaskRequest entities(String adapter, String... types) {
        return new RedactionRequest(
                List.of(
                        EntitiesTask.of(
                                ModelChoice.named(adapter), AggregationStrategy.AS_TRAINED)),
                List.of(types),
                Arrays.asList(PersonalPattern.values()),
                Redact.USUAL_REGIONS,
                ReplacementKind.MARKER,
                "");
    }

    /**
     * Pseudonyms in place of markers.
     *
     * @param request that was made here
     * @param keyFile with the key for them, on every task manager
     */
    public static TaskRequest pseudonyms(TaskRequest request, String keyFile) {
        return own(request).with(ReplacementKind.PSEUDONYM, keyFile);
    }

    /**
     * Nothing in place of markers.
     *
     * @param request that was made here
     */
    public static TaskRequest cut(TaskRequest request) {
        return own(request).with(ReplacementKind.CUT, "");
    }

    private static RedactionRequest own(TaskRequest request) {
        if (request instanceof RedactionRequest redaction) {
            return redaction;
        }
        throw new IllegalArgumentException(
                "expected a request of the task %s, found one of %s"
                        .formatted(KEY, request.task()));
    }
}
