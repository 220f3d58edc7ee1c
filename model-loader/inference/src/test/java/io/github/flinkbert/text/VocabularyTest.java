package io.github.flinkbert.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class VocabularyTest {

    private static final List<String> LINES =
            List.of("[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]", "the", "##s");

    @Test
    void theLineNumberIsTheId() {
        Vocabulary vocabulary = Vocabulary.of(LINES);
        assertThat(vocabulary.size()).isEqualTo(7);
        assertThat(vocabulary.id("the")).isEqualTo(5);
        assertThat(vocabulary.piece(6)).isEqualTo("##s");
        assertThat(vocabulary.id("absent")).isEqualTo(-1);
        assertThat(vocabulary.padId()).isZero();
        assertThat(vocabulary.unknownId()).isEqualTo(1);
        assertThat(vocabulary.clsId()).isEqualTo(2);
        assertThat(vocabulary.separatorId()).isEqualTo(3);
        assertThat(vocabulary.maskId()).isEqualTo(4);
    }

    @ParameterizedTest
    @ValueSource(strings = {"[UNK]", "[CLS]", "[SEP]"})
    void withoutASpecialPieceThatEveryTextNeedsItIsRefused(String special) {
        List<String> lines = new ArrayList<>(LINES);
        lines.remove(special);
        assertThatThrownBy(() -> Vocabulary.of(lines))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(
                        "the vocabulary has no %s: found 6 pieces, expected one of them to be %s",
                        special, special);
    }

    @Test
    void theMaskIsMissedOnlyWhereItIsAskedFor() {
        Vocabulary vocabulary = Vocabulary.of(List.of("[UNK]", "[CLS]", "[SEP]"));
        assertThatThrownBy(vocabulary::maskId)
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("no [MASK]");
    }

    @Test
    void withoutAPadPieceZeroPadsAsInGooglesScripts() {
        assertThat(Vocabulary.of(List.of("[UNK]", "[CLS]", "[SEP]")).padId()).isZero();
    }

    @Test
    void ofARepeatedPieceTheLastLineCountsAndEveryLineIsARow() {
        Vocabulary vocabulary = Vocabulary.of(List.of("[UNK]", "[CLS]", "[SEP]", "a", "b", "a"));
        assertThat(vocabulary.size()).isEqualTo(6);
        assertThat(vocabulary.id("a")).isEqualTo(5);
        assertThat(vocabulary.piece(3)).isEqualTo("a");
    }

    @Test
    void whiteSpaceAroundAPieceIsNoPartOfIt() {
        Vocabulary vocabulary =
                Vocabulary.of(List.of("[UNK]\r", " [CLS]", "[SEP]\t", "a\u00A0", "\u2028", ""));
        assertThat(vocabulary.id("[UNK]")).isZero();
        assertThat(vocabulary.id("[CLS]")).isEqualTo(1);
        assertThat(vocabulary.id("a")).isEqualTo(3);
        assertThat(vocabulary.id("")).isEqualTo(5);
    }
}
