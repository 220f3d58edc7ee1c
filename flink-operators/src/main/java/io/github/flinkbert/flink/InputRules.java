package io.github.flinkbert.flink;

import io.github.flinkbert.failure.TextRejectedException;
import io.github.flinkbert.flink.binding.InputField;
import io.github.flinkbert.flink.binding.ModelChoice;
import io.github.flinkbert.flink.binding.ModelRequest;
import io.github.flinkbert.flink.binding.TaskBinding;
import io.github.flinkbert.flink.binding.TaskRequest;
import io.github.flinkbert.flink.binding.TextInput;
import io.github.flinkbert.flink.config.AskConfig;
import io.github.flinkbert.flink.task.Tasks;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** What values bring must be what the tasks take that are asked, and the other way round. */
final class InputRules {

    private InputRules() {}

    /**
     * @param brought by values beside their texts
     * @param attributes whether values bring any
     */
    static void check(
            EnrichmentFaults faults, AskConfig asked, Set<InputField> brought, boolean attributes) {
        for (InputField field : brought) {
            List<TaskBinding<?>> readers =
                    Tasks.ALL.stream().filter(task -> task.inputs().contains(field)).toList();
            faults.require(
                    readers.isEmpty() || asked.inputs().contains(field),
                    "values bring %s, but the task that takes it is not asked: %s"
                            .formatted(
                                    field.description(),
                                    readers.stream()
                                            .map(task -> task.key().name())
                                            .collect(Collectors.joining(" or "))));
        }
        for (TaskRequest request : asked.requests()) {
            check(faults, request, brought, attributes);
        }
    }

    private static void check(
            EnrichmentFaults faults,
            TaskRequest request,
            Set<InputField> brought,
            boolean attributes) {
        List<InputField> taken = Tasks.named(request.task().name()).orElseThrow().inputs();
        faults.require(
                taken.isEmpty()
                        || taken.stream().anyMatch(brought::contains)
                        || asksOfATextAlone(request),
                "the task %s needs %s, which neither the values bring nor the request has"
                        .formatted(
                                request.task(),
                                taken.stream()
                                        .map(InputField::description)
                                        .collect(Collectors.joining(" or "))));
        faults.require(
                !(request instanceof ModelRequest any
                        && any.model() instanceof ModelChoice.Fixed fixed
                        && fixed.name().equals(ModelChoice.NONE)),
                "the task %s asks no model: none is for values for which an attribute chooses no model"
                        .formatted(request.task()));
        if (request instanceof ModelRequest chosen
                && chosen.model() instanceof ModelChoice.ByAttribute byAttribute) {
            faults.require(
                    attributes,
                    "the attribute %s chooses the model of the task %s: attributes(…) is missing"
                            .formatted(byAttribute.attribute(), request.task()));
        }
    }

    private static boolean asksOfATextAlone(TaskRequest request) {
        try {
            return !request.asks(TextInput.of("?")).isEmpty();
        } catch (TextRejectedException e) {
            // It chooses by attributes, so it has something to ask.
            return true;
        }
    }
}
