package io.github.flinkbert.task.embedding;

import io.github.flinkbert.encoder.Output;
import io.github.flinkbert.task.Ask;
import io.github.flinkbert.task.InferencePlan;
import io.github.flinkbert.task.ScoredWindow;
import io.github.flinkbert.task.TextContext;
import io.github.flinkbert.text.Pieces;
import io.github.flinkbert.text.Vocabulary;
import java.util.List;
import org.apache.flink.annotation.PublicEvolving;

/**
 * One vector a token, from the window in which the token has most context; of the adapter that was
 * trained for vectors, where there is one. A prompt is read before the text, but has no vectors.
 *
 * @param layers one layer
 * @param prompt what stands before the text
 */
@PublicEvolving
public record EmbedTokens(Layers layers, Prompt prompt) implements Ask<TokenEmbeddings> {

    /** Bytes of a token beside its vector: its piece's text and its place. */
    private static final int TOKEN_BYTES = 64;

    /** Behind the model's default prompt, if it has one. */
    public EmbedTokens(Layers layers) {
        this(layers, Prompt.asReleased());
    }

    @Override
    public InferencePlan<TokenEmbeddings> plan(TextContext text) {
        if (layers.count() != 1) {
            throw new IllegalArgumentException(
                    "token vectors come from one layer, found " + layers.count());
        }
        int layer = layers.of(text.model().layers()).findFirst().orElseThrow();
        VectorSource source = VectorSource.of(text.model());
        Output output = new Output.TokenVectors(source.branch(), layer);
        PromptedText read = new PromptedText(text, prompt.resolved(source.prompts()));
        read.requireWholeWords();
        return new InferencePlan<>(
                read.overlapping(),
                List.of(output),
                scores -> joined(text, read.pieces(), scores.ofTokens(output)));
    }

    private static TokenEmbeddings joined(
            TextContext text, Pieces pieces, List<ScoredWindow> windows) {
        Vocabulary vocabulary = text.model().tokenizer().vocabulary();
        return text.model().causal()
                ? EmbeddingJoin.joinCausalTokens(text.text(), pieces, vocabulary, windows)
                : EmbeddingJoin.joinTokens(text.text(), pieces, vocabulary, windows);
    }

    @Override
    public long bytes(TokenEmbeddings result) {
        return result.tokens().size() * (TOKEN_BYTES + 4L * result.width());
    }
}
