package io.github.flinkbert.task.embedding;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.github.flinkbert.checkpoint.Pooling;
import io.github.flinkbert.task.ScoredWindow;
import io.github.flinkbert.tensor.Matrix;
import io.github.flinkbert.text.Casing;
import io.github.flinkbert.text.Pieces;
import io.github.flinkbert.text.Vocabulary;
import io.github.flinkbert.text.WordPieceTokenizer;
import java.util.List;
import org.junit.jupiter.api.Test;

class EmbeddingJoinTest {

    private static final List<EmbeddingJoin.Window> WINDOWS =
            List.of(
                    new EmbeddingJoin.Window(new float[] {1, -2}, 3),
                    new EmbeddingJoin.Window(new float[] {5, -6}, 1));

    @Test
    void meanWeighsWindowsByTheirTokens() {
        assertThat(join(Pooling.MEAN, false)).containsExactly(2, -3);
    }

    @Test
    void maxTakesTheGreatestOfEachDimension() {
        assertThat(join(Pooling.MAX, false)).containsExactly(5, -2);
    }

    @Test
    void clsAveragesWindows() {
        assertThat(join(Pooling.CLS, false)).containsExactly(3, -4);
        assertThat(join(Pooling.CLS_POOLER, false)).containsExactly(3, -4);
    }

    @Test
    void normalisesAfterJoining() {
        assertThat(join(Pooling.CLS, true))
                .containsExactly(new float[] {0.6f, -0.8f}, within(1e-7f));
    }

    @Test
    void oneWindowKeepsItsVectorBitForBit() {
        float[] vector = {0.1f, 1e-30f, -3.3333333f};

        assertThat(
                        EmbeddingJoin.join(
                                        Pooling.MEAN,
                                        false,
                                        List.of(new EmbeddingJoin.Window(vector, 7)))
                                .vector())
                .containsExactly(vector);
    }

    @Test
    void zerosStayZerosWhenNormalised() {
        assertThat(
                        EmbeddingJoin.join(
                                        Pooling.MEAN,
                                        true,
                                        List.of(new EmbeddingJoin.Window(new float[2], 7)))
                                .vector())
                .containsExactly(0, 0);
    }

    @Test
    void refusesVectorsOfDifferentLengths() {
        assertThatThrownBy(
                        () ->
                                EmbeddingJoin.join(
                                        Pooling.MEAN,
                                        false,
                                        List.of(
                                                WINDOWS.get(0),
                                                new EmbeddingJoin.Window(new float[3], 1))))
                .hasMessage("the windows of a text must have vectors of one length, found 2 and 3");
    }

    @Test
    void tokenVectorsComeFromTheWindowOfMostContext() {
        Vocabulary vocabulary =
                Vocabulary.of(
                        List.of("[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]", "in", "paris", "de"));
        String text = "in paris de paris";
        Pieces pieces = new WordPieceTokenizer(vocabulary, Casing.UNCASED).tokenize(text);
        List<ScoredWindow> windows =
                List.of(
                        new ScoredWindow(0, 3, 1, column(0, 10, 11, 12, 0)),
                        new ScoredWindow(1, 4, 1, column(0, 21, 22, 23, 0)));

        TokenEmbeddings tokens = EmbeddingJoin.joinTokens("", pieces, vocabulary, windows);

        // "paris" has context on both sides in the first window, "de" in the second.
        assertThat(tokens.width()).isEqualTo(1);
        assertThat(tokens.tokens()).hasSize(4);
        assertThat(tokens.vector(0)).containsExactly(10);
        assertThat(tokens.vector(1)).containsExactly(11);
        assertThat(tokens.vector(2)).containsExactly(22);
        assertThat(tokens.vector(3)).containsExactly(23);
        assertThat(tokens.tokens().get(3)).isEqualTo(new Token("paris", 6, 12, 17));
    }

    private static Matrix column(float... values) {
        return new Matrix(values.length, 1, values);
    }

    private static float[] join(Pooling pooling, boolean normalize) {
        return EmbeddingJoin.join(pooling, normalize, WINDOWS).vector();
    }
}
