package io.github.flinkbert.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Where Hugging Face's tokenizer is not Google's: this one follows Google's. */
class HuggingFaceDifferencesTest {

    @Test
    void aSigmaAtTheEndOfAWordIsFinalAsInPython() {
        Vocabulary vocabulary = vocabulary("ο", "##δ", "##ο", "##ς", "##σ");
        assertPieces(vocabulary, Casing.UNCASED, "ΟΔΟΣ", "ο ##δ ##ο ##ς", "ο ##δ ##ο ##σ");
    }

    @Test
    void privateUseCharactersStayInTheirWord() {
        Vocabulary vocabulary = vocabulary("a", "##b");
        assertPieces(vocabulary, Casing.CASED, "a\uE000b", "[UNK]", "a ##b");
    }

    @Test
    void theFirstIdeographsOfExtensionEAreWordsOfTheirOwn() {
        // Google's range begins at U+2B820, Hugging Face's at U+2B920.
        Vocabulary vocabulary = vocabulary("a", "b");
        String text = "a" + Character.toString(0x2B820) + "b";
        assertPieces(vocabulary, Casing.CASED, text, "a [UNK] b", "[UNK]");
    }

    @Test
    void categoriesAreThoseOfJavaWhereHuggingFacesAreOlder() {
        // U+08E2 and U+0A76 came with Unicode 9 and 11: a format character, and punctuation.
        Vocabulary vocabulary = vocabulary("a", "b", "##b", "\u0A76");
        assertPieces(vocabulary, Casing.CASED, "a\u08E2b", "a ##b", "[UNK]");
        assertPieces(vocabulary, Casing.CASED, "a\u0A76b", "a \u0A76 b", "[UNK]");
    }

    @Test
    void aCategoryThatUnicodeChangedIsTheNewOne() {
        // U+166D was punctuation until Unicode 12 made it a symbol.
        Vocabulary vocabulary = vocabulary("a", "b", "\u166D");
        assertPieces(vocabulary, Casing.CASED, "a\u166Db", "[UNK]", "a \u166D b");
    }

    @Test
    void aStrippedMarkBelongsToItsLetterAndIsNotLeftOut() {
        Vocabulary vocabulary = vocabulary("cafe", "s");
        String text = "cafe\u0301 s";
        Pieces ours = new WordPieceTokenizer(vocabulary, Casing.UNCASED).tokenize(text);
        assertThat(text.substring(ours.start(0), ours.end(0))).isEqualTo("cafe\u0301");
        try (HuggingFace huggingFace = new HuggingFace(vocabulary, Casing.UNCASED)) {
            Pieces theirs = HuggingFace.pieces(text, huggingFace.encode(text));
            assertThat(text.substring(theirs.start(0), theirs.end(0))).isEqualTo("cafe");
        }
    }

    private static void assertPieces(
            Vocabulary vocabulary, Casing casing, String text, String ours, String theirs) {
        int[] ids = new WordPieceTokenizer(vocabulary, casing).tokenize(text).ids();
        assertThat(spelled(vocabulary, ids)).as("Google's rules").isEqualTo(ours);
        try (HuggingFace huggingFace = new HuggingFace(vocabulary, casing)) {
            assertThat(spelled(vocabulary, huggingFace.ids(text)))
                    .as("Hugging Face's: if it is Google's by now, this difference is over")
                    .isEqualTo(theirs);
        }
    }

    private static String spelled(Vocabulary vocabulary, int[] ids) {
        return String.join(" ", IntStream.of(ids).mapToObj(vocabulary::piece).toList());
    }

    private static Vocabulary vocabulary(String... pieces) {
        List<String> special = List.of("[UNK]", "[CLS]", "[SEP]");
        return Vocabulary.of(Stream.concat(special.stream(), List.of(pieces).stream()).toList());
    }
}
