package io.github.flinkbert.flink.task.embedding;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.flinkbert.checkpoint.Pooling;
import io.github.flinkbert.flink.binding.TaskRequest;
import io.github.flinkbert.flink.binding.TextInput;
import io.github.flinkbert.task.embedding.Embed;
import io.github.flinkbert.task.embedding.Layers;
import io.github.flinkbert.task.embedding.Prompt;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.apache.flink.util.InstantiationUtil;
import org.junit.jupiter.api.Test;

/** What is asked of an embedding travels with the job, all of it. */
class EmbeddingTaskTest {

    @Test
    void nothingIsLostOnTheWay() throws IOException, ClassNotFoundException {
        for (Embed embed :
                List.of(
                        Embed.asReleased(),
                        Embed.asReleased().with(Prompt.named("query")).withDimensions(64),
                        Embed.asReleased().with(Prompt.none()).with(false),
                        new Embed(
                                Optional.of(Pooling.WEIGHTED_MEAN),
                                Layers.LAST_FOUR,
                                Optional.of(true),
                                Prompt.of("query: "),
                                OptionalInt.of(7)))) {
            TaskRequest request = InstantiationUtil.clone(EmbeddingTask.of(embed));

            assertThat(request.asks(TextInput.of("a text"))).isEqualTo(List.of(embed));
            assertThat(request.everyAsk("a text")).isEqualTo(List.of(embed));
        }
    }
}
