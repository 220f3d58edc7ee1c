package io.github.flinkbert.benchmark.texts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.flinkbert.benchmark.peer.Models;
import io.github.flinkbert.text.Tokenizer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

final class TextSetsTest {

    private static final Tokenizer BERT_UNCASED = Models.tokenizer(Models.MINI_LM);

    static Iterable<TextSet> sets() {
        return TextSets.all();
    }

    @Test
    void naturalMixHasSomeFiftyPiecesAText() {
        TextSet.Lengths lengths = TextSets.naturalMix().lengths(BERT_UNCASED);

        assertThat(lengths.mean()).isBetween(40.0, 60.0);
        assertThat(lengths.texts()).isGreaterThanOrEqualTo(1_000);
        assertThat(lengths.longest()).isGreaterThan(2 * (int) lengths.mean());
        // What padding leaves of a stream of news texts, measured elsewhere: 43 %.
        assertThat(lengths.fill()).isBetween(0.38, 0.48);
    }

    @Test
    void utterancesAreShortAndParagraphsAreNotCutOffAt128Tokens() {
        TextSet.Lengths utterances = TextSets.shortUtterances().lengths(BERT_UNCASED);
        TextSet.Lengths paragraphs = TextSets.paragraphs().lengths(BERT_UNCASED);

        assertThat(utterances.mean()).isBetween(6.0, 20.0);
        assertThat(paragraphs.mean()).isBetween(75.0, 115.0);
        assertThat(paragraphs.longest()).isLessThan(150);
    }

    @ParameterizedTest
    @MethodSource("sets")
    void noTextComesTwiceAndTheOrderIsAlwaysTheSame(TextSet set) {
        assertThat(set.texts()).doesNotHaveDuplicates().hasSizeGreaterThan(200);
        assertThat(TextSets.all()).contains(set);
    }

    @Test
    void fillIsTheShareOfPaddedBatchesThatIsReal() {
        // [CLS] a [SEP] and [CLS] a a a [SEP]: 3 and 5 tokens in 2 rows of 5.
        TextSet set = new TextSet("two", java.util.List.of("house", "house house house"));

        TextSet.Lengths lengths = set.lengths(BERT_UNCASED);

        assertThat(lengths).isEqualTo(new TextSet.Lengths(2, 2.0, 1, 3, 0.8));
    }

    @Test
    void fileGivesItsLinesAndLeavesEmptyOnesOut(@TempDir Path folder) throws IOException {
        Path file = Files.writeString(folder.resolve("mine.txt"), "one\n\n  two three \n");

        TextSet set = TextSets.ofFile(file);

        assertThat(set.name()).isEqualTo("mine.txt");
        assertThat(set.texts()).containsExactly("one", "two three");
    }

    @Test
    void fileWithoutTextIsRefused(@TempDir Path folder) throws IOException {
        Path file = Files.writeString(folder.resolve("empty.txt"), "\n \n");

        assertThatThrownBy(() -> TextSets.ofFile(file)).hasMessageContaining("no text");
    }
}
