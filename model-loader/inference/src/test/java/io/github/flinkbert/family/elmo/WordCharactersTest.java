package io.github.flinkbert.family.elmo;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

/** The numbers that bilm-tf's {@code Batcher} makes of words. */
class WordCharactersTest {

    @Test
    void aWordIsItsBytesBetweenMarks() {
        assertThat(WordCharacters.of("aé", 8))
                .containsExactly(259, 'a' + 1, 0xC3 + 1, 0xA9 + 1, 260, 261, 261, 261);
        assertThat(WordCharacters.beginOfSentence(5)).containsExactly(259, 257, 260, 261, 261);
        assertThat(WordCharacters.endOfSentence(5)).containsExactly(259, 258, 260, 261, 261);
    }

    @Test
    void ofALongWordTheFirstBytesAreReadEvenIfACharacterIsCut() {
        assertThat(WordCharacters.of("ab배", 5))
                .containsExactly(259, 'a' + 1, 'b' + 1, 0xEB + 1, 260);
    }

    @Test
    void aLoneSurrogateIsLeftOutAndAPairIsFourBytes() {
        assertThat(WordCharacters.of("a\ud83db", 6)).isEqualTo(WordCharacters.of("ab", 6));
        assertThat(WordCharacters.used(WordCharacters.of("👍", 9))).isEqualTo(6);
        assertThat(WordCharacters.used(WordCharacters.of("\ude00", 9))).isEqualTo(2);
    }

    @Test
    void stepsTakeTheLongestStreamFirstAndReadBackwardFromEachSentencesEnd() {
        StepOrder order = StepOrder.ofStreams(List.of(new int[] {1}, new int[] {2, 1}));
        float[] rows = {0, 1, 2, 3};
        // steps: (1, 0), (2), (3); backward (2, 0), (1), (3)
        float[] ordered = order.ordered(rows, 1);
        assertThat(ordered).containsExactly(1, 0, 2, 3, 2, 0, 1, 3);
        assertThat(order.sideBySide(ordered, 1)).containsExactly(0, 0, 1, 1, 2, 2, 3, 3);
        assertThat(List.of(order.count(0), order.count(2), order.count(3)))
                .containsExactly(2, 1, 0);
        assertThat(List.of(order.first(1), order.first(3))).containsExactly(2, 4);
    }
}
