package io.github.flinkbert.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeout;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Pieces, offsets and words of GPT-1 and GPT-2 as Hugging Face's own tokenizers have them. */
class CausalTokenizersTest {

    private static final int RANDOM_TEXTS = 20_000;

    private final BytePairsMiniature bytes = BytePairsMiniature.of(900, 5);
    private final WordPairsMiniature words = WordPairsMiniature.of(1_500, 6);

    private ByteLevelTokenizer byteLevel(boolean before, boolean trims) {
        Vocabulary vocabulary =
                Vocabulary.of(List.copyOf(bytes.pieces().keySet()), SpecialTokens.NONE);
        return new ByteLevelTokenizer(
                vocabulary, new BytePairs(vocabulary, bytes.merges()), before, false, trims);
    }

    @ParameterizedTest
    @CsvSource({"false, false", "true, false", "false, true", "true, true"})
    void byteLevelPiecesAgreeWithHuggingFaceOnRandomTexts(boolean before, boolean trims) {
        try (CausalHuggingFace theirs =
                CausalHuggingFace.of(
                        CausalHuggingFace.byteLevel(
                                bytes.pieces(), bytes.merges(), before, trims))) {
            theirs.assertAgreesOnRandomTexts(byteLevel(before, trims), RANDOM_TEXTS, 41);
        }
    }

    @Test
    void wordEndPiecesAgreeWithHuggingFaceOnRandomTexts() {
        try (CausalHuggingFace theirs =
                CausalHuggingFace.of(CausalHuggingFace.wordEnds(words.pieces(), words.merges()))) {
            theirs.assertAgreesOnRandomTexts(words.tokenizer(), RANDOM_TEXTS, 42);
        }
    }

    @Test
    void offsetsOfByteLevelPiecesHoldTheSpaceBeforeAWord() {
        ByteLevelTokenizer tokenizer = byteLevel(false, false);
        Pieces pieces = tokenizer.tokenize("x y");
        assertThat(pieces.start(1)).isEqualTo(1);
        assertThat(pieces.word(pieces.size() - 1)).isEqualTo(1);
        assertThat(tokenizer.spelling(pieces.id(1))).startsWith(" ");
        assertThat(tokenizer.spelling(tokenizer.vocabulary().id("<mask>"))).isEqualTo("<mask>");
        Pieces euro = tokenizer.tokenize("€");
        StringBuilder spelt = new StringBuilder();
        for (int i = 0; i < euro.size(); i++) {
            spelt.append(tokenizer.spelling(euro.id(i)));
            assertThat(euro.end(i)).isEqualTo(1);
        }
        assertThat(spelt.toString()).containsAnyOf("€", "\uFFFD");
    }

    @Test
    void wordsAreLowerCasedAndUnknownCharactersArePiecesOfTheirOwn() {
        WordEndTokenizer tokenizer = words.tokenizer();
        Vocabulary vocabulary = tokenizer.vocabulary();
        assertThat(tokenizer.tokenize("CAFÉ").ids()).isEqualTo(tokenizer.tokenize("cafe").ids());
        Pieces none = tokenizer.tokenize("a\uD87A\uDFF0\uD87A\uDFF0");
        assertThat(none.count(vocabulary.unknownId())).isEqualTo(2);
        assertThat(none.end(none.size() - 1)).isEqualTo(5);
        assertThat(tokenizer.spelling(vocabulary.id("a</w>"))).isEqualTo("a ");
        assertThat(tokenizer.spelling(vocabulary.id("a"))).isEqualTo("a");
        assertThat(tokenizer.tokenize("<unk>").count(vocabulary.unknownId())).isZero();
        assertThat(tokenizer.tokenize(" \n\u00AD").size()).isZero();
    }

    @Test
    void aMarkIsOnePieceAndALoneSurrogateIsUnknown() {
        WordEndTokenizer tokenizer = words.tokenizer();
        Pieces marked = tokenizer.tokenize("ab[M]cd", "[M]", 7);
        assertThat(marked.count(7)).isEqualTo(1);
        assertThat(tokenizer.tokenize("a \uD83D b").count(tokenizer.vocabulary().unknownId()))
                .isEqualTo(1);
    }

    @Test
    void aLongWordTakesNoLongerThanItsLength() {
        WordEndTokenizer tokenizer = words.tokenizer();
        String run = "abcde".repeat(100_000);
        Pieces pieces = assertTimeout(Duration.ofSeconds(20), () -> tokenizer.tokenize(run));
        assertThat(pieces.end(pieces.size() - 1)).isEqualTo(run.length());
        assertThat(pieces.word(pieces.size() - 1)).isZero();
    }
}
