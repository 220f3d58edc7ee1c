package io.github.flinkbert.task.embedding;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.flinkbert.tensor.Matrices;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class EmbeddingTest {

    @Test
    void aVectorIsACopyOnItsWayInAndOut() {
        float[] given = {1, 2};
        Embedding embedding = Embedding.of(given);
        given[0] = 9;
        embedding.vector()[1] = 9;

        assertThat(embedding.vector()).containsExactly(1, 2);
        assertThat(embedding.size()).isEqualTo(2);
        assertThat(embedding.get(0)).isEqualTo(1);
        assertThat(embedding).isEqualTo(Embedding.of(1, 2)).hasSameHashCodeAs(Embedding.of(1, 2));
        assertThat(embedding).isNotEqualTo(Embedding.of(1, 3)).isNotEqualTo(Embedding.of(1));
    }

    @Test
    void vectorsOfTokensAreCopiesToo() {
        List<Token> tokens =
                new ArrayList<>(List.of(new Token("in", 5, 0, 2), new Token("paris", 6, 3, 8)));
        TokenEmbeddings embeddings =
                new TokenEmbeddings(
                        tokens, Matrices.ofRows(new float[] {1, 2, 3}, new float[] {4, 5, 6}));
        tokens.clear();
        embeddings.vector(1)[0] = 9;

        assertThat(embeddings.width()).isEqualTo(3);
        assertThat(embeddings.tokens()).extracting(Token::token).containsExactly("in", "paris");
        assertThat(embeddings.vector(1)).containsExactly(4, 5, 6);
        assertThatThrownBy(() -> embeddings.tokens().clear())
                .isInstanceOf(UnsupportedOperationException.class);
    }

    @Test
    void vectorsOfTokensWeighByTheirNumberAndWidth() {
        EmbedTokens ask = new EmbedTokens(Layers.LAST);
        Token token = new Token("in", 5, 0, 2);
        long one = ask.bytes(new TokenEmbeddings(List.of(token), Matrices.ofRows(new float[768])));
        long two =
                ask.bytes(
                        new TokenEmbeddings(
                                List.of(token, token),
                                Matrices.ofRows(new float[768], new float[768])));

        assertThat(one).isGreaterThan(4 * 768);
        assertThat(two).isEqualTo(2 * one);
    }
}
