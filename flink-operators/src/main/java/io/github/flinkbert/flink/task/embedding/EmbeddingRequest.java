package io.github.flinkbert.flink.task.embedding;

import io.github.flinkbert.checkpoint.Pooling;
import io.github.flinkbert.flink.binding.TaskKey;
import io.github.flinkbert.flink.binding.TaskRequest;
import io.github.flinkbert.flink.binding.TextInput;
import io.github.flinkbert.task.Ask;
import io.github.flinkbert.task.embedding.Embed;
import io.github.flinkbert.task.embedding.Layers;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Asks every text the same; what {@link Embed} says, as it travels.
 *
 * @param pooling null for the release's own
 * @param firstLayer as in {@link Layers#first}
 * @param layerCount as in {@link Layers#count}
 * @param normalize null for as {@link Embed#normalize} has it where it is empty
 */
record EmbeddingRequest(
        @Nullable Pooling pooling, int firstLayer, int layerCount, @Nullable Boolean normalize)
        implements TaskRequest {

    @Override
    public TaskKey<?> task() {
        return EmbeddingTask.KEY;
    }

    @Override
    public List<Ask<?>> asks(TextInput input) {
        return List.of(ask());
    }

    @Override
    public List<Ask<?>> everyAsk(String probe) {
        return List.of(ask());
    }

    private Embed ask() {
        return new Embed(
                Optional.ofNullable(pooling),
                new Layers(firstLayer, layerCount),
                Optional.ofNullable(normalize));
    }
}
