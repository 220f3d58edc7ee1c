package io.github.flinkbert.text;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.flinkbert.testing.RandomSeed;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** LinMaxMatch beside greedy longest match first, written down as Google's script has it. */
class WordPieceTrieTest {

    @Test
    void cutsRandomWordsOfRandomVocabulariesAsTheGreedyRuleDoes() {
        Random random = RandomSeed.random();
        for (int round = 0; round < 300; round++) {
            int letters = 1 + random.nextInt(4);
            Vocabulary vocabulary = randomVocabulary(random, letters);
            Tokenizer tokenizer = new WordPieceTokenizer(vocabulary, Casing.CASED);
            for (int i = 0; i < 200; i++) {
                String word = randomWord(random, letters, 1 + random.nextInt(30));
                assertThat(spelled(tokenizer, word))
                        .as(() -> word)
                        .isEqualTo(greedy(vocabulary, word));
            }
        }
    }

    @Test
    void cutsTheExampleOfThePaper() {
        Vocabulary vocabulary =
                Vocabulary.of(
                        List.of(
                                "[UNK]", "[CLS]", "[SEP]", "a", "abcdx", "##b", "##c", "##cdy",
                                "##dz"));
        Tokenizer tokenizer = new WordPieceTokenizer(vocabulary, Casing.CASED);
        assertThat(spelled(tokenizer, "abcdz")).containsExactly("a", "##b", "##c", "##dz");
        assertThat(spelled(tokenizer, "abcdx")).containsExactly("abcdx");
        assertThat(spelled(tokenizer, "abcz")).containsExactly("[UNK]");
    }

    @Test
    void aPieceThatContinuesDoesNotBeginAWord() {
        Vocabulary vocabulary = Vocabulary.of(List.of("[UNK]", "[CLS]", "[SEP]", "##a", "b", "##"));
        Tokenizer tokenizer = new WordPieceTokenizer(vocabulary, Casing.CASED);
        assertThat(spelled(tokenizer, "a")).containsExactly("[UNK]");
        assertThat(spelled(tokenizer, "ba")).containsExactly("b", "##a");
        assertThat(spelled(tokenizer, "bb")).containsExactly("[UNK]");
    }

    @Test
    void aRepeatedPieceHasItsLastId() {
        Vocabulary vocabulary =
                Vocabulary.of(List.of("[UNK]", "[CLS]", "[SEP]", "ab", "c", "ab", "!", "!"));
        assertThat(new WordPieceTokenizer(vocabulary, Casing.CASED).tokenize("ab!").ids())
                .containsExactly(5, 7);
    }

    private static Vocabulary randomVocabulary(Random random, int letters) {
        Set<String> pieces = new LinkedHashSet<>(List.of("[UNK]", "[CLS]", "[SEP]"));
        for (int left = random.nextInt(40); left > 0; left--) {
            String prefix = random.nextBoolean() ? "##" : "";
            pieces.add(prefix + randomWord(random, letters, 1 + random.nextInt(6)));
        }
        return Vocabulary.of(List.copyOf(pieces));
    }

    private static String randomWord(Random random, int letters, int length) {
        StringBuilder word = new StringBuilder();
        for (int i = 0; i < length; i++) {
            // One letter is outside of the Basic Multilingual Plane.
            word.appendCodePoint(
                    random.nextInt(letters) == 3 ? 0x1F600 : 'a' + random.nextInt(letters));
        }
        return word.toString();
    }

    private static List<String> spelled(Tokenizer tokenizer, String word) {
        return IntStream.of(tokenizer.tokenize(word).ids())
                .mapToObj(tokenizer.vocabulary()::piece)
                .toList();
    }

    private static List<String> greedy(Vocabulary vocabulary, String word) {
        List<String> pieces = new ArrayList<>();
        int start = 0;
        while (start < word.length()) {
            int end = word.length();
            String piece = (start > 0 ? "##" : "") + word.substring(start, end);
            while (end > start && vocabulary.id(piece) < 0) {
                end--;
                piece = (start > 0 ? "##" : "") + word.substring(start, end);
            }
            if (end == start) {
                return List.of("[UNK]");
            }
            pieces.add(piece);
            start = end;
        }
        return pieces;
    }
}
