package io.github.flinkbert.task.embedding;

import io.github.flinkbert.encoder.Output;
import io.github.flinkbert.task.Ask;
import io.github.flinkbert.task.InferencePlan;
import io.github.flinkbert.task.TextContext;
import java.util.List;
import org.apache.flink.annotation.PublicEvolving;

/**
 * One vector a token, from the window in which the token has most context; of the adapter that was
 * trained for vectors, where there is one.
 *
 * @param layers one layer
 */
@PublicEvolving
public record EmbedTokens(Layers layers) implements Ask<TokenEmbeddings> {

    /** Bytes of a token beside its vector: its piece's text and its place. */
    private static final int TOKEN_BYTES = 64;

    @Override
    public InferencePlan<TokenEmbeddings> plan(TextContext text) {
        if (layers.count() != 1) {
            throw new IllegalArgumentException(
                    "token vectors come from one layer, found " + layers.count());
        }
        int layer = layers.of(text.model().layers()).findFirst().orElseThrow();
        Output output = new Output.TokenVectors(VectorSource.of(text.model()).branch(), layer);
        return new InferencePlan<>(
                text.overlapping(),
                List.of(output),
                scores ->
                        EmbeddingJoin.joinTokens(
                                text.pieces(),
                                text.model().tokenizer().vocabulary(),
                                scores.ofTokens(output)));
    }

    @Override
    public long bytes(TokenEmbeddings result) {
        return result.tokens().size() * (TOKEN_BYTES + 4L * result.width());
    }
}
