package io.github.flinkbert.flink.task.masks;

import io.github.flinkbert.flink.binding.TaskKey;
import io.github.flinkbert.flink.binding.TaskRequest;
import io.github.flinkbert.flink.binding.TextInput;
import io.github.flinkbert.task.Ask;
import io.github.flinkbert.task.masks.FillMasks;
import java.util.List;

/** Asks every text the same. */
record MasksRequest(int top) implements TaskRequest {

    @Override
    public TaskKey<?> task() {
        return MasksTask.KEY;
    }

    @Override
    public List<Ask<?>> asks(TextInput input) {
        return List.of(new FillMasks(top));
    }

    @Override
    public List<Ask<?>> everyAsk(String probe) {
        return List.of(new FillMasks(top));
    }
}
