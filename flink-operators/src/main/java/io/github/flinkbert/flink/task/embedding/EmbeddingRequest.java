package io.github.flinkbert.flink.task.embedding;

import io.github.flinkbert.checkpoint.Pooling;
import io.github.flinkbert.flink.binding.TaskKey;
import io.github.flinkbert.flink.binding.TaskRequest;
import io.github.flinkbert.flink.binding.TextInput;
import io.github.flinkbert.task.Ask;
import io.github.flinkbert.task.embedding.Embed;
import io.github.flinkbert.task.embedding.Layers;
import io.github.flinkbert.task.embedding.Prompt;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/**
 * Asks every text the same; what {@link Embed} says, as it travels.
 *
 * @param pooling null for the release's own
 * @param firstLayer as in {@link Layers#first}
 * @param layerCount as in {@link Layers#count}
 * @param normalize null for as {@link Embed#normalize} has it where it is empty
 * @param prompt null where it is not said
 * @param promptName likewise
 * @param dimensions null for as many as {@link Embed#dimensions} has where it is empty
 */
record EmbeddingRequest(
        @Nullable Pooling pooling,
        int firstLayer,
        int layerCount,
        @Nullable Boolean normalize,
        @Nullable String prompt,
        @Nullable String promptName,
        @Nullable Integer dimensions)
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

    static EmbeddingRequest of(Embed embed) {
        return new EmbeddingRequest(
                embed.pooling().orElse(null),
                embed.layers().first(),
                embed.layers().count(),
                embed.normalize().orElse(null),
                embed.prompt().text().orElse(null),
                embed.prompt().name().orElse(null),
                embed.dimensions().isPresent() ? embed.dimensions().getAsInt() : null);
    }

    private Embed ask() {
        return new Embed(
                Optional.ofNullable(pooling),
                new Layers(firstLayer, layerCount),
                Optional.ofNullable(normalize),
                new Prompt(Optional.ofNullable(prompt), Optional.ofNullable(promptName)),
                dimensions == null ? OptionalInt.empty() : OptionalInt.of(dimensions));
    }
}
