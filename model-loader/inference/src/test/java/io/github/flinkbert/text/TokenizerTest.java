package io.github.flinkbert.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Google's rules and the places of pieces, on vocabularies made for each. */
class TokenizerTest {

    private static final int UNKNOWN = 0;

    @Test
    void textNeverMakesSpecialTokens() {
        Vocabulary vocabulary =
                Vocabulary.of(List.of("[UNK]", "[CLS]", "[SEP]", "[MASK]", "[", "]", "sep", "SEP"));
        assertThat(new WordPieceTokenizer(vocabulary, Casing.UNCASED).tokenize("[SEP]").ids())
                .containsExactly(4, 6, 5);
        assertThat(new WordPieceTokenizer(vocabulary, Casing.CASED).tokenize("[SEP]").ids())
                .containsExactly(4, 7, 5);
        assertThat(new WordPieceTokenizer(vocabulary, Casing.CASED).tokenize("[CLS][MASK]").ids())
                .containsExactly(4, UNKNOWN, 5, 4, UNKNOWN, 5);
    }

    @Test
    void aWordOf100CharactersIsCutAndOneOf101IsUnknown() {
        Vocabulary vocabulary = Vocabulary.of(List.of("[UNK]", "[CLS]", "[SEP]", "a", "##a"));
        Tokenizer tokenizer = new WordPieceTokenizer(vocabulary, Casing.CASED);
        assertThat(tokenizer.tokenize("a".repeat(100)).size()).isEqualTo(100);
        Pieces pieces = tokenizer.tokenize(" " + "a".repeat(101) + " a");
        assertThat(pieces.ids()).containsExactly(UNKNOWN, 3);
        assertRange(pieces, 0, 1, 102);
        assertThat(tokenizer.tokenize("a".repeat(100_000)).ids()).containsExactly(UNKNOWN);
    }

    @Test
    void theLimitOfAWordCountsCodePointsAfterNormalisation() {
        String smile = Character.toString(0x1F600);
        assertThat(allCharacters(Casing.CASED, smile).tokenize(smile.repeat(100)).size())
                .isEqualTo(100);
        // A syllable is three jamo: 33 make 99.
        Tokenizer korean = allCharacters(Casing.UNCASED, "한");
        assertThat(korean.tokenize("한".repeat(33)).size()).isEqualTo(99);
        assertThat(korean.tokenize("한".repeat(34)).ids()).containsExactly(UNKNOWN);
        // Marks are stripped before characters are counted.
        assertThat(allCharacters(Casing.UNCASED, "a").tokenize("a\u0301".repeat(100)).size())
                .isEqualTo(100);
    }

    @Test
    void theJamoOfASyllableStandForTheWholeSyllable() {
        Pieces pieces = allCharacters(Casing.UNCASED, "한국").tokenize("a 한국");
        assertThat(pieces.size()).isEqualTo(7);
        for (int i = 1; i <= 3; i++) {
            assertRange(pieces, i, 2, 3);
        }
        for (int i = 4; i <= 6; i++) {
            assertRange(pieces, i, 3, 4);
        }
        assertThat(pieces.word(1)).isEqualTo(1);
        assertThat(pieces.word(6)).isEqualTo(1);
    }

    @Test
    void removedCharactersDoNotEndAWordAndBelongToNoEnd() {
        Pieces pieces = allCharacters(Casing.CASED, "ab").tokenize("\u200Ba\u00ADb\u0000 b\uFFFD");
        assertRange(pieces, 0, 1, 2);
        assertRange(pieces, 1, 3, 4);
        assertThat(pieces.word(1)).isZero();
        assertRange(pieces, 2, 6, 7);
    }

    @Test
    void aStrippedMarkIsPartOfTheLetterBeforeIt() {
        Tokenizer tokenizer = allCharacters(Casing.UNCASED, "ab!");
        Pieces pieces = tokenizer.tokenize("A\u0301\u0323b !\u0301 \u0301b");
        assertThat(pieces.size()).isEqualTo(4);
        assertRange(pieces, 0, 0, 3);
        assertRange(pieces, 1, 3, 4);
        assertRange(pieces, 2, 5, 7);
        assertRange(pieces, 3, 9, 10);
    }

    @Test
    void marksThatChangePlacesStandForTheirWholeStretch() {
        // U+16FF0 has combining class 6 and goes before U+302E, which has 224.
        String tone = "\u302E";
        String reading = Character.toString(0x16FF0);
        Tokenizer tokenizer = allCharacters(Casing.UNCASED, "한" + tone + reading);
        Pieces pieces = tokenizer.tokenize("한" + tone + reading);
        assertThat(tokenizer.vocabulary().piece(pieces.id(3))).isEqualTo("##" + reading);
        assertThat(tokenizer.vocabulary().piece(pieces.id(4))).isEqualTo("##" + tone);
        assertRange(pieces, 3, 1, 4);
        assertRange(pieces, 4, 1, 4);
    }

    @Test
    void aLoneSurrogateMakesItsWordUnknownAndHarmsNothingElse() {
        Tokenizer tokenizer = allCharacters(Casing.UNCASED, "ab");
        Pieces pieces = tokenizer.tokenize("a \uD83Db a\uDE00 b\uD83D");
        assertThat(pieces.size()).isEqualTo(4);
        assertThat(pieces.id(1)).isEqualTo(UNKNOWN);
        assertRange(pieces, 1, 2, 4);
        assertRange(pieces, 2, 5, 7);
        assertRange(pieces, 3, 8, 10);
    }

    @Test
    void anEmptyTextAndABlankOneHaveNoPieces() {
        Tokenizer tokenizer = allCharacters(Casing.UNCASED, "a");
        assertThat(tokenizer.tokenize("").size()).isZero();
        assertThat(tokenizer.tokenize(" \t\u3000\u2028\u200B\u0301").size()).isZero();
    }

    private static void assertRange(Pieces pieces, int piece, int start, int end) {
        assertThat(List.of(pieces.start(piece), pieces.end(piece)))
                .as("range of piece %d", piece)
                .containsExactly(start, end);
    }

    /** A vocabulary of the characters of a text as the casing leaves them, and {@code a}. */
    private static Tokenizer allCharacters(Casing casing, String text) {
        Set<String> pieces = new LinkedHashSet<>(List.of("[UNK]", "[CLS]", "[SEP]", "a", "##a"));
        List<Integer> codePoints = new ArrayList<>(text.codePoints().boxed().toList());
        for (int codePoint : codePoints) {
            int[] left =
                    casing == Casing.CASED ? new int[] {codePoint} : Normalization.of(codePoint);
            for (int c : left) {
                pieces.add(Character.toString(c));
                pieces.add("##" + Character.toString(c));
            }
        }
        return new WordPieceTokenizer(Vocabulary.of(List.copyOf(pieces)), casing);
    }
}
