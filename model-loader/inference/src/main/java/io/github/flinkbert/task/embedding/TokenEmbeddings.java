package io.github.flinkbert.task.embedding;

import io.github.flinkbert.tensor.Matrix;
import java.util.List;
import org.apache.flink.annotation.PublicEvolving;

/** One vector a token of the text, special tokens left out. Immutable. */
@PublicEvolving
public final class TokenEmbeddings {

    private final List<Token> tokens;
    private final Matrix vectors;

    /**
     * @param vectors a row a token
     */
    TokenEmbeddings(List<Token> tokens, Matrix vectors) {
        this.tokens = List.copyOf(tokens);
        this.vectors = vectors;
    }

    public List<Token> tokens() {
        return tokens;
    }

    /** Dimensions of a vector. */
    public int width() {
        return vectors.columns();
    }

    /** The vector of a token, in an array of the caller's own. */
    public float[] vector(int token) {
        return vectors.row(token);
    }
}
