package io.github.flinkbert.family.words;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.flinkbert.checkpoint.CacheInTempFolder;
import io.github.flinkbert.checkpoint.Checkpoint;
import io.github.flinkbert.checkpoint.Checkpoints;
import io.github.flinkbert.text.Casing;
import io.github.flinkbert.text.Pieces;
import io.github.flinkbert.text.Tokenizer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

class WordsTokenizerTest {

    @RegisterExtension final CacheInTempFolder cache = new CacheInTempFolder();
    @TempDir Path temp;

    private Tokenizer of(String... words) throws IOException {
        StringBuilder text = new StringBuilder();
        for (String word : words) {
            text.append(word).append(" 1 2\n");
        }
        try (Checkpoint checkpoint =
                Checkpoints.open(WordFixtures.file(temp, "v.txt", text.toString()).toString())) {
            return checkpoint.tokenizer(checkpoint.casing().orElseThrow());
        }
    }

    /** Each piece as {@code word=text}, or the text alone where it is the word; ? is unknown. */
    private static List<String> cut(Tokenizer tokenizer, String text) {
        List<String> found = new ArrayList<>();
        Pieces pieces = tokenizer.tokenize(text);
        for (int i = 0; i < pieces.size(); i++) {
            String written = text.substring(pieces.start(i), pieces.end(i));
            String word = tokenizer.vocabulary().piece(pieces.id(i));
            boolean unknown = pieces.id(i) == tokenizer.vocabulary().unknownId();
            found.add(
                    unknown ? "?=" + written : word.equals(written) ? word : word + "=" + written);
        }
        return found;
    }

    @Test
    void wordsAreLookedUpAsWrittenThenInLowerCaseWhereTheTableHasNothingElse() throws IOException {
        assertThat(cut(of("bank", "the"), "The BANK  vault\n"))
                .containsExactly("the=The", "bank=BANK", "?=vault");
        assertThat(cut(of("bank", "Bank", "the"), "The Bank BANK"))
                .containsExactly("?=The", "Bank", "?=BANK");
    }

    @Test
    void casingThatIsSaidIsObeyed() throws IOException {
        Path file = WordFixtures.file(temp, "v.txt", "bank 1 2\nThe 1 2\n");
        try (Checkpoint checkpoint = Checkpoints.open(file.toString())) {
            assertThat(checkpoint.casing()).contains(Casing.CASED);
            assertThat(cut(checkpoint.tokenizer(Casing.UNCASED), "Bank"))
                    .containsExactly("bank=Bank");
            assertThat(cut(checkpoint.tokenizer(Casing.CASED), "Bank")).containsExactly("?=Bank");
        }
    }

    @Test
    void whatTheTableHasIsOneWordAndSignsThatItHasNotAreLeftOut() throws IOException {
        Tokenizer tokenizer = of("u.s.", "well-known", "well", ",", ":-)", "3.14", "state");

        assertThat(cut(tokenizer, "\"Well-known, U.S. (3.14) :-) well-made state.\""))
                .containsExactly(
                        "well-known=Well-known",
                        ",",
                        "u.s.=U.S.",
                        "3.14",
                        ":-)",
                        "well",
                        "?=made",
                        "state");
    }

    @Test
    void contractionsAreThoseOfThePennTreebank() throws IOException {
        Tokenizer tokenizer = of("do", "don", "bank", "'s", "not", "o'clock", "i", "'m", "'");

        assertThat(cut(tokenizer, "Don't")).containsExactly("do=Do", "not=n't");
        assertThat(cut(tokenizer, "the bank\u2019s,"))
                .containsExactly("?=the", "bank", "'s=\u2019s");
        assertThat(cut(tokenizer, "I'm o\u2019clock"))
                .containsExactly("i=I", "'m", "o'clock=o\u2019clock");
        assertThat(cut(of("do", "n't", "not"), "don't")).containsExactly("do", "n't");
        assertThat(cut(of("don't", "do", "n't"), "don't!")).containsExactly("don't");
    }

    @Test
    void particlesOfKoreanAreTakenOffAWordThatIsNotThere() throws IOException {
        Tokenizer tokenizer = of("은행", "은행나무", "배", "에서", "먹었다");

        assertThat(cut(tokenizer, "은행에 은행나무가 은행에서 배를, 은행에서는 먹었다"))
                .containsExactly("은행", "은행나무", "은행", "에서", "배", "은행", "먹었다");
        assertThat(cut(tokenizer, "은행원 배추")).containsExactly("?=은행원", "?=배추");
    }

    @Test
    void decomposedTextIsFoundComposed() throws IOException {
        String decomposed = Normalizer.normalize("은행에 café", Normalizer.Form.NFD);

        assertThat(cut(of("은행에", "café"), decomposed))
                .containsExactly(
                        "은행에=" + decomposed.substring(0, decomposed.indexOf(' ')),
                        "café=" + decomposed.substring(decomposed.indexOf(' ') + 1));
    }

    @Test
    void scriptsWithoutSpacesAreCutIntoTheLongestWords() throws IOException {
        assertThat(cut(of("北京", "北", "大学", "北京大"), "北京大学北京在"))
                .containsExactly("北京大", "?=学", "北京", "?=在");
    }

    @Test
    void emojiAreWholeAndFoundHoweverTheyAreDrawn() throws IOException {
        Tokenizer tokenizer = of("❤", "👍", "ok");

        assertThat(cut(tokenizer, "ok❤\uFE0F👍 👩\u200D💻🇰🇷🇩🇪"))
                .containsExactly("ok", "❤=❤\uFE0F", "👍", "?=👩\u200D💻", "?=🇰🇷", "?=🇩🇪");
    }

    @Test
    void unknownWordsWithPartsAreNotCountedAsUnknown() throws IOException {
        WordFixtures.FastText model =
                new WordFixtures.FastText(
                        new String[] {"the", "은행"},
                        new long[] {2, 1},
                        WordFixtures.numbers(12, 3, 1));
        model.fewest = 4;
        Path file = Files.write(temp.resolve("m.bin"), model.bytes());
        try (Checkpoint checkpoint = Checkpoints.open(file.toString())) {
            Tokenizer tokenizer = checkpoint.tokenizer(Casing.UNCASED);
            assertThat(cut(tokenizer, "The banker's 은행에 a."))
                    .containsExactly(
                            "the=The",
                            "[word of n-grams]=banker",
                            "?=s",
                            "[word of n-grams]=은행에",
                            "?=a");
        }
    }

    @Test
    void aMarkIsOnePieceWhateverIsAroundIt() throws IOException {
        Tokenizer tokenizer = of("the", "bank");
        Pieces pieces = tokenizer.tokenize("the[X]bank", "[X]", 2);

        assertThat(pieces.ids()).containsExactly(0, 2, 1);
        assertThat(pieces.start(1)).isEqualTo(3);
        assertThat(pieces.end(1)).isEqualTo(6);
    }

    @Test
    void placesAscendWhateverTheTextIs() throws IOException {
        Tokenizer tokenizer = of("a", "b.", "한국", "❤", "n't", "'", "-");
        Random random = new Random(11);
        String alphabet = "aAb.'n t-한국에\uD83D\uDE00\u200D\uFE0F\u0301❤北\uD83C\uDDF0é\u00A0\u0000";
        for (int round = 0; round < 20_000; round++) {
            StringBuilder text = new StringBuilder();
            for (int i = random.nextInt(24); i > 0; i--) {
                text.append(alphabet.charAt(random.nextInt(alphabet.length())));
            }
            Pieces pieces = tokenizer.tokenize(text.toString());
            int end = 0;
            for (int i = 0; i < pieces.size(); i++) {
                assertThat(pieces.start(i)).isGreaterThanOrEqualTo(end);
                assertThat(pieces.end(i)).isGreaterThan(pieces.start(i));
                end = pieces.end(i);
            }
            assertThat(end).isLessThanOrEqualTo(text.length());
        }
    }
}
