package io.github.flinkbert.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

class MaskedTextTest {

    private final Vocabulary vocabulary =
            Vocabulary.of(
                    List.of(
                            "[UNK]", "[CLS]", "[SEP]", "[MASK]", "the", "is", "##n", ".", "[", "]",
                            "mask"));
    private final Tokenizer tokenizer = new WordPieceTokenizer(vocabulary, Casing.UNCASED);

    @Test
    void eachMaskIsOnePieceAndTheRestIsTokenizedAround() {
        String text = "The [MASK] is\u0301 [MASK].";
        MaskedText masked = MaskedText.of(tokenizer, text);
        Pieces pieces = masked.pieces();
        assertThat(pieces.ids()).containsExactly(4, 3, 5, 3, 7);
        assertThat(masked.masks()).containsExactly(1, 3);
        assertThat(text.substring(pieces.start(1), pieces.end(1))).isEqualTo("[MASK]");
        assertThat(text.substring(pieces.start(2), pieces.end(2))).isEqualTo("is\u0301");
        assertThat(text.substring(pieces.start(4), pieces.end(4))).isEqualTo(".");
        assertThat(pieces.word(4)).isEqualTo(4);
    }

    @Test
    void aMaskInsideAWordCutsTheWordInTwo() {
        MaskedText masked = MaskedText.of(tokenizer, "isn[MASK]the[MASK][MASK]");
        assertThat(masked.pieces().ids()).containsExactly(5, 6, 3, 4, 3, 3);
        assertThat(masked.masks()).containsExactly(2, 4, 5);
    }

    @Test
    void onlyTheLiteralIsAMask() {
        MaskedText masked = MaskedText.of(tokenizer, "[mask] [ MASK ]");
        assertThat(masked.masks()).isEmpty();
        assertThat(masked.pieces().ids()).containsExactly(8, 10, 9, 8, 10, 9);
    }

    @Test
    void aTextWithoutMasksHasThePiecesOfTheTokenizer() {
        String text = "The mask isn.";
        assertThat(MaskedText.of(tokenizer, text).pieces().ids())
                .isEqualTo(tokenizer.tokenize(text).ids());
    }

    @Test
    void aVocabularyWithoutTheMaskIsRefused() {
        Vocabulary without = Vocabulary.of(List.of("[UNK]", "[CLS]", "[SEP]"));
        assertThatThrownBy(() -> MaskedText.of(new WordPieceTokenizer(without, Casing.CASED), "a"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("[MASK]");
    }
}
