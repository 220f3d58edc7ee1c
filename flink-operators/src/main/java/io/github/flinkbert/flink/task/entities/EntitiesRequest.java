package io.github.flinkbert.flink.task.entities;

import io.github.flinkbert.checkpoint.AggregationStrategy;
import io.github.flinkbert.flink.binding.ModelChoice;
import io.github.flinkbert.flink.binding.TaskKey;
import io.github.flinkbert.flink.binding.TaskRequest;
import io.github.flinkbert.flink.binding.TextInput;
import io.github.flinkbert.task.Ask;
import io.github.flinkbert.task.entities.TagEntities;
import java.util.List;

/** Asks the model that a text's attributes choose. */
record EntitiesRequest(ModelChoice model, AggregationStrategy strategy) implements TaskRequest {

    @Override
    public TaskKey<?> task() {
        return EntitiesTask.KEY;
    }

    @Override
    public List<Ask<?>> asks(TextInput input) {
        String chosen = model.model(input.attributes());
        return chosen.equals(ModelChoice.NONE) ? List.of() : List.of(ask(chosen));
    }

    @Override
    public List<Ask<?>> everyAsk(String probe) {
        return model.models().stream().<Ask<?>>map(this::ask).toList();
    }

    private TagEntities ask(String name) {
        return new TagEntities(name, strategy);
    }
}
