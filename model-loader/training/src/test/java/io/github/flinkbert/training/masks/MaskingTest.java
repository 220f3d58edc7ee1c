package io.github.flinkbert.training.masks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.github.flinkbert.checkpoint.MiniatureCheckpoint;
import io.github.flinkbert.text.Casing;
import io.github.flinkbert.text.MaskedText;
import io.github.flinkbert.text.Pieces;
import io.github.flinkbert.text.Sequence;
import io.github.flinkbert.text.Vocabulary;
import io.github.flinkbert.text.WordPieceTokenizer;
import java.util.Arrays;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class MaskingTest {

    private final Vocabulary vocabulary = Vocabulary.of(MiniatureCheckpoint.smallVocabulary());

    private PlainSequence plain(String text) {
        Pieces pieces = new WordPieceTokenizer(vocabulary, Casing.CASED).tokenize(text);
        Sequence sequence = Sequence.single(vocabulary, pieces, 0, pieces.size());
        int[] words = new int[sequence.length()];
        Arrays.fill(words, -1);
        for (int piece = 0; piece < pieces.size(); piece++) {
            words[piece + 1] = pieces.word(piece);
        }
        return new PlainSequence(sequence, words);
    }

    @Test
    void masksFourFifthsOfFifteenPercentAndLeavesOrReplacesATenthEach() {
        PlainSequence plain = plain("the cat of in ".repeat(15).strip());
        Masking masking = new Masking(0.15, false, vocabulary);
        int chosen = 0;
        int masked = 0;
        int same = 0;
        for (int seed = 0; seed < 400; seed++) {
            MaskedSequence drawn = masking.draw(plain, seed);
            chosen += drawn.places().length;
            for (int i = 0; i < drawn.places().length; i++) {
                int now = drawn.sequence().id(drawn.places()[i]);
                assertThat(drawn.pieces()[i]).isEqualTo(plain.sequence().id(drawn.places()[i]));
                masked += now == vocabulary.id(MaskedText.MASK) ? 1 : 0;
                same += now == drawn.pieces()[i] ? 1 : 0;
            }
        }
        assertThat(chosen / 400.0).isCloseTo(0.15 * plain.sequence().length(), within(1.0));
        assertThat((double) masked / chosen).isCloseTo(0.8, within(0.02));
        assertThat((double) same / chosen).isCloseTo(0.1, within(0.02));
    }

    @Test
    void choosesWholeWordsTogetherAndNoSpecialTokens() {
        PlainSequence plain = plain("cat dog cow pig hen");
        Masking masking = new Masking(0.4, true, vocabulary);
        for (int seed = 0; seed < 50; seed++) {
            int[] places = masking.draw(plain, seed).places();
            for (int place : places) {
                int word = plain.words()[place];
                assertThat(word).isNotNegative();
                assertThat(
                                IntStream.range(0, plain.words().length)
                                        .filter(token -> plain.words()[token] == word))
                        .allMatch(token -> Arrays.binarySearch(places, token) >= 0);
            }
        }
    }

    @Test
    void drawsTheSameForTheSameSeed() {
        PlainSequence plain = plain("the cat of in and to was");
        Masking masking = new Masking(0.15, false, vocabulary);
        assertThat(masking.draw(plain, 9).sequence()).isEqualTo(masking.draw(plain, 9).sequence());
    }
}
