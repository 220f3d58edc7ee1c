package io.github.flinkbert.task;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.flinkbert.text.Pieces;
import org.junit.jupiter.api.Test;

class MaskedTextTest {

    @Test
    void masksArePiecesWithOffsetsIntoTheWholeText() {
        String text = "the [MASK][MASK] of😀[MASK]";

        MaskedText masked = MaskedText.tokenize(text, MaskedTextTest::letters, 103);

        assertThat(masked.masks()).containsExactly(3, 4, 9);
        Pieces pieces = masked.pieces();
        for (int mask : masked.masks()) {
            assertThat(pieces.id(mask)).isEqualTo(103);
            assertThat(text.substring(pieces.start(mask), pieces.end(mask))).isEqualTo("[MASK]");
        }
        assertThat(text.substring(pieces.start(6), pieces.end(6))).isEqualTo("f");
        for (int piece = 1; piece < pieces.size(); piece++) {
            assertThat(pieces.word(piece)).isEqualTo(pieces.word(piece - 1) + 1);
        }
    }

    @Test
    void aTextWithoutMaskIsRefused() {
        assertThatThrownBy(() -> MaskedText.tokenize("mask", MaskedTextTest::letters, 103))
                .isInstanceOf(TextRefusedException.class)
                .hasMessage("a text to fill in must have a [MASK], found none");
    }

    /** Each UTF-16 code unit that is no space is a piece and a word. */
    private static Pieces letters(String text) {
        int[] at =
                java.util.stream.IntStream.range(0, text.length())
                        .filter(i -> text.charAt(i) != ' ')
                        .toArray();
        int[] ends = java.util.Arrays.stream(at).map(i -> i + 1).toArray();
        return new Pieces(
                new int[at.length],
                at,
                ends,
                java.util.stream.IntStream.range(0, at.length).toArray());
    }
}
