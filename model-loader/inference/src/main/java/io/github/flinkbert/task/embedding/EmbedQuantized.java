package io.github.flinkbert.task.embedding;

import io.github.flinkbert.task.Ask;
import io.github.flinkbert.task.InferencePlan;
import io.github.flinkbert.task.TextContext;
import org.apache.flink.annotation.PublicEvolving;

/**
 * A text's vector in a byte or a bit a number. Costs what the vector itself costs, and shares its
 * run where both are asked for.
 *
 * @param embed how the vector is made, to the last step
 * @param quantization what is made of it
 */
@PublicEvolving
public record EmbedQuantized(Embed embed, VectorQuantization quantization)
        implements Ask<QuantizedEmbedding> {

    /** Bytes of a result beside its numbers. */
    private static final long OVERHEAD = 48;

    @Override
    public InferencePlan<QuantizedEmbedding> plan(TextContext text) {
        InferencePlan<Embedding> plan = embed.plan(text);
        return new InferencePlan<>(
                plan.input(),
                plan.outputs(),
                scores -> quantization.quantize(plan.decoder().apply(scores)));
    }

    @Override
    public long bytes(QuantizedEmbedding result) {
        return OVERHEAD + result.size();
    }
}
