package io.github.flinkbert.flink.task.entities;

import io.github.flinkbert.checkpoint.AggregationStrategy;
import io.github.flinkbert.flink.binding.ModelChoice;
import io.github.flinkbert.flink.binding.ModelRequest;
import io.github.flinkbert.flink.binding.TaskKey;
import io.github.flinkbert.flink.binding.TextInput;
import io.github.flinkbert.task.Ask;
import io.github.flinkbert.task.entities.TagEntities;
import java.util.List;
import java.util.stream.Stream;

/** Asks the model that a text's attributes choose. */
record EntitiesRequest(ModelChoice model, AggregationStrategy strategy) implements ModelRequest {

    @Override
    public TaskKey<?> task() {
        return EntitiesTask.KEY;
    }

    @Override
    public List<Ask<?>> asks(TextInput input) {
        return model.asks(input.attributes(), name -> Stream.of(ask(name)));
    }

    @Override
    public List<Ask<?>> everyAsk(String probe) {
        return model.everyAsk(name -> Stream.of(ask(name)));
    }

    private TagEntities ask(String name) {
        return new TagEntities(name, strategy);
    }
}
