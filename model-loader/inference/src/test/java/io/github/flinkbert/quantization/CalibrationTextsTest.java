package io.github.flinkbert.quantization;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.flinkbert.checkpoint.Activation;
import io.github.flinkbert.checkpoint.BertConfig;
import io.github.flinkbert.checkpoint.MiniatureCheckpoint;
import io.github.flinkbert.text.Casing;
import io.github.flinkbert.text.Sequence;
import io.github.flinkbert.text.Tokenizer;
import io.github.flinkbert.text.Vocabulary;
import io.github.flinkbert.text.WordPieceTokenizer;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class CalibrationTextsTest {

    private final Tokenizer tokenizer =
            new WordPieceTokenizer(
                    Vocabulary.of(MiniatureCheckpoint.smallVocabulary()), Casing.UNCASED);

    /** The n-th has n + 3 pieces. */
    private static CalibrationTexts texts(int count) {
        return CalibrationTexts.of(
                IntStream.range(0, count)
                        .mapToObj(n -> "the ".repeat(n + 3))
                        .collect(Collectors.joining("\n")));
    }

    @Test
    void ofTooManyTokensTextsAreLeftOutEvenly() {
        List<Sequence> all = texts(100).sequences(tokenizer, 512);
        long most = CalibrationTexts.tokens(all) / 4;
        List<Sequence> taken = texts(100).sequences(tokenizer, 512, most);
        assertThat(all).hasSize(100);
        assertThat(CalibrationTexts.tokens(taken)).isBetween(most * 9 / 10, most);
        assertThat(all).containsAll(taken);
        assertThat(taken.get(0)).isEqualTo(all.get(0));
        assertThat(taken.get(taken.size() - 1).length()).isGreaterThan(95);
    }

    @Test
    void fewTokensAreAllTaken() {
        assertThat(texts(20).sequences(tokenizer, 512, 10_000)).hasSize(20);
    }

    @Test
    void oneTextIsTakenWhateverItsLength() {
        assertThat(texts(20).sequences(tokenizer, 512, 1)).hasSize(1);
    }

    /** Or their digests would not be those of earlier versions. */
    @Test
    void theTextsThatShipAreAllTaken() {
        BertConfig large =
                new BertConfig(30522, 1024, 24, 16, 4096, 512, 2, Activation.GELU_ERF, 1e-12);
        int pieces = CalibrationTexts.shipped().count() * 70;
        assertThat(Calibration.mostTokens(large)).isGreaterThan(pieces);
    }
}
