package io.github.flinkbert.flink.task.embedding;

import io.github.flinkbert.checkpoint.Pooling;
import io.github.flinkbert.flink.binding.TaskKey;
import io.github.flinkbert.flink.binding.TaskRequest;
import io.github.flinkbert.task.embedding.Embed;
import io.github.flinkbert.task.embedding.Embedding;
import io.github.flinkbert.task.embedding.QuantizedEmbedding;
import io.github.flinkbert.task.embedding.VectorQuantization;
import org.apache.flink.annotation.PublicEvolving;

/** A vector of each text. */
@PublicEvolving
public final class EmbeddingTask {

    public static final TaskKey<Embedding> KEY = TaskKey.named("embedding");

    /** The vector in a byte or a bit a number, where it was asked for so. */
    public static final TaskKey<QuantizedEmbedding> QUANTIZED =
            TaskKey.named("quantized-embedding");

    private EmbeddingTask() {}

    /** As the release itself makes it, then in a byte or a bit a number: {@link #QUANTIZED}. */
    public static TaskRequest quantized(VectorQuantization quantization) {
        return quantized(Embed.asReleased(), quantization);
    }

    /** As this makes it, then in a byte or a bit a number: {@link #QUANTIZED}. */
    public static TaskRequest quantized(Embed embed, VectorQuantization quantization) {
        return new QuantizedRequest(of(embed), quantization);
    }

    /** As the release itself makes it. */
    public static TaskRequest asReleased() {
        return of(Embed.asReleased());
    }

    /** Made of the last layer's vectors by this pooling. */
    public static TaskRequest of(Pooling pooling) {
        return of(Embed.asReleased().with(pooling));
    }

    /** As this makes it. */
    public static TaskRequest of(Embed embed) {
        return EmbeddingRequest.of(embed);
    }
}
