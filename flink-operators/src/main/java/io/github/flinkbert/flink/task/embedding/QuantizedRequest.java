package io.github.flinkbert.flink.task.embedding;

import io.github.flinkbert.flink.binding.TaskKey;
import io.github.flinkbert.flink.binding.TaskRequest;
import io.github.flinkbert.flink.binding.TextInput;
import io.github.flinkbert.task.Ask;
import io.github.flinkbert.task.embedding.Embed;
import io.github.flinkbert.task.embedding.EmbedQuantized;
import io.github.flinkbert.task.embedding.VectorQuantization;
import java.util.List;

/**
 * Asks every text for what another request asks for, and makes it smaller.
 *
 * @param embedding of {@link EmbeddingTask#KEY}
 */
record QuantizedRequest(TaskRequest embedding, VectorQuantization quantization)
        implements TaskRequest {

    @Override
    public TaskKey<?> task() {
        return EmbeddingTask.QUANTIZED;
    }

    @Override
    public List<Ask<?>> asks(TextInput input) {
        return quantized(embedding.asks(input));
    }

    @Override
    public List<Ask<?>> everyAsk(String probe) {
        return quantized(embedding.everyAsk(probe));
    }

    private List<Ask<?>> quantized(List<Ask<?>> asks) {
        return asks.stream()
                .<Ask<?>>map(ask -> new EmbedQuantized((Embed) ask, quantization))
                .toList();
    }
}
