package io.github.flinkbert.task.embedding;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.github.flinkbert.checkpoint.Pooling;
import io.github.flinkbert.task.Ask;
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
                                        Ask.Embed.mean(),
                                        List.of(new EmbeddingJoin.Window(vector, 7)))
                                .vector())
                .containsExactly(vector);
    }

    @Test
    void zerosStayZerosWhenNormalised() {
        assertThat(
                        EmbeddingJoin.join(
                                        new Ask.Embed(Pooling.MEAN, Layers.LAST, true),
                                        List.of(new EmbeddingJoin.Window(new float[2], 7)))
                                .vector())
                .containsExactly(0, 0);
    }

    @Test
    void refusesVectorsOfDifferentLengths() {
        assertThatThrownBy(
                        () ->
                                EmbeddingJoin.join(
                                        Ask.Embed.mean(),
                                        List.of(
                                                WINDOWS.get(0),
                                                new EmbeddingJoin.Window(new float[3], 1))))
                .hasMessage("the windows of a text must have vectors of one length, found 2 and 3");
    }

    private static float[] join(Pooling pooling, boolean normalize) {
        return EmbeddingJoin.join(new Ask.Embed(pooling, Layers.LAST, normalize), WINDOWS).vector();
    }
}
