package io.github.flinkbert.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class SequenceTest {

    private final Vocabulary vocabulary =
            Vocabulary.of(List.of("[UNK]", "[CLS]", "[SEP]", "a", "b", "c", "d"));
    private final Tokenizer tokenizer = new WordPieceTokenizer(vocabulary, Casing.CASED);

    @Test
    void aSingleTextStandsBetweenClsAndSeparator() {
        Sequence sequence = Sequence.single(vocabulary, tokenizer.tokenize("a b c d"), 1, 3);
        assertThat(sequence.ids()).containsExactly(1, 4, 5, 2);
        assertThat(sequence.secondSegmentAt()).isEqualTo(sequence.length()).isEqualTo(4);
        assertThat(sequence.segment(3)).isZero();
    }

    @Test
    void theSecondOfAPairBeginsBehindTheFirstSeparator() {
        Pieces first = tokenizer.tokenize("a b");
        Pieces second = tokenizer.tokenize("a b c d");
        Sequence sequence = Sequence.pair(vocabulary, first, 0, 2, second, 2, 4);
        assertThat(sequence.ids()).containsExactly(1, 3, 4, 2, 5, 6, 2);
        assertThat(sequence.secondSegmentAt()).isEqualTo(4);
        assertThat(sequence.segment(3)).isZero();
        assertThat(sequence.segment(4)).isEqualTo(1);
    }

    @Test
    void emptyTextsMakeSequencesOfSpecialTokens() {
        Pieces none = tokenizer.tokenize("");
        assertThat(Sequence.single(vocabulary, none, 0, 0).ids()).containsExactly(1, 2);
        assertThat(Sequence.pair(vocabulary, none, 0, 0, none, 0, 0).ids())
                .containsExactly(1, 2, 2);
    }

    @Test
    void lengthsAreThoseOfTheSequencesMade() {
        assertThat(Sequence.length(0)).isEqualTo(2);
        assertThat(Sequence.length(3, 4)).isEqualTo(10);
    }

    @Test
    void aFamilyMayPutOtherTokensBetweenTextsAndHaveNoSegments() {
        SpecialTokens special =
                new SpecialTokens(
                        Optional.of("<unk>"),
                        Optional.of("<pad>"),
                        Optional.of("<mask>"),
                        List.of("<s>"),
                        List.of("</s>", "</s>"),
                        List.of("</s>"),
                        false);
        Vocabulary other =
                Vocabulary.of(
                        List.of("<s>", "<pad>", "</s>", "<unk>", "a", "b", "c", "<mask>"), special);
        Pieces first = new Pieces(new int[] {4, 5}, new int[2], new int[2], new int[2]);
        Sequence sequence = Sequence.pair(other, first, 0, 2, first, 1, 2);
        assertThat(sequence.ids()).containsExactly(0, 4, 5, 2, 2, 5, 2);
        assertThat(sequence.length()).isEqualTo(other.layout().length(2, 1));
        assertThat(sequence.secondSegmentAt()).isEqualTo(5).isEqualTo(other.layout().secondAt(2));
        assertThat(sequence.segment(5)).isZero();
        assertThat(other.padId()).isEqualTo(1);
        assertThat(other.maskId()).isEqualTo(7);
        assertThat(other.unknownId()).isEqualTo(3);
    }

    @Test
    void aFamilyWithoutSpecialTokensReadsThePiecesAlone() {
        Vocabulary other = Vocabulary.of(List.of("a", "b"), SpecialTokens.NONE);
        Pieces pieces = new Pieces(new int[] {1, 0}, new int[2], new int[2], new int[2]);
        assertThat(Sequence.single(other, pieces, 0, 2).ids()).containsExactly(1, 0);
        assertThat(other.layout().firstAt()).isZero();
        assertThat(other.unknownId()).isEqualTo(-1);
        assertThat(other.mask()).isEmpty();
        assertThatThrownBy(other::maskId)
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("this model's vocabulary has no token for a masked word");
    }

    @Test
    void sayingWhatItIsSpellsNoText() {
        Sequence sequence = Sequence.single(vocabulary, tokenizer.tokenize("a b"), 0, 2);
        assertThat(sequence).hasToString("Sequence[4 tokens, second segment at 4]");
    }

    @Test
    void partsOfWordsFollowTheirTokensAndSpecialTokensHaveNone() {
        Vocabulary words = Vocabulary.of(List.of("[UNK]", "[CLS]", "[SEP]", "a", "b"));
        int[] zeros = new int[3];
        int[][] parts = {{7}, {8, 9}, {10}};
        Pieces pieces = new Pieces(new int[] {3, 4, 3}, zeros, zeros, zeros, parts);
        Pieces plain = new Pieces(new int[] {3, 4, 3}, zeros, zeros, zeros);

        Sequence single = Sequence.single(words, pieces, 1, 3);
        assertThat(single.parts(0)).isEmpty();
        assertThat(single.parts(1)).containsExactly(8, 9);
        assertThat(single.parts(2)).containsExactly(10);
        assertThat(single.parts(3)).isEmpty();
        Sequence pair = Sequence.pair(words, plain, 0, 1, pieces, 0, 2);
        assertThat(pair.parts(1)).isEmpty();
        assertThat(pair.parts(3)).containsExactly(7);
        assertThat(pair.parts(4)).containsExactly(8, 9);

        assertThat(single).isEqualTo(Sequence.single(words, pieces, 1, 3));
        assertThat(single).isNotEqualTo(Sequence.single(words, plain, 1, 3));
    }
}
