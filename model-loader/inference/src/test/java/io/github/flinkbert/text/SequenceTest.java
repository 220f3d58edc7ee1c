package io.github.flinkbert.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class SequenceTest {

    private final Vocabulary vocabulary =
            Vocabulary.of(List.of("[UNK]", "[CLS]", "[SEP]", "a", "b", "c", "d"));
    private final Tokenizer tokenizer = new Tokenizer(vocabulary, Casing.CASED);

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
    void sayingWhatItIsSpellsNoText() {
        Sequence sequence = Sequence.single(vocabulary, tokenizer.tokenize("a b"), 0, 2);
        assertThat(sequence).hasToString("Sequence[4 tokens, second segment at 4]");
    }
}
