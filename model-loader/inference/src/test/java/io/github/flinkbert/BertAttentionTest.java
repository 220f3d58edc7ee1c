package io.github.flinkbert;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.github.flinkbert.checkpoint.Activation;
import io.github.flinkbert.checkpoint.BertConfig;
import io.github.flinkbert.checkpoint.CacheInTempFolder;
import io.github.flinkbert.checkpoint.CasingChoice;
import io.github.flinkbert.checkpoint.MiniatureCheckpoint;
import io.github.flinkbert.encoder.Miniatures;
import io.github.flinkbert.encoder.ReferenceBert;
import io.github.flinkbert.engine.Precision;
import io.github.flinkbert.failure.TextRejectedException;
import io.github.flinkbert.task.attention.Attention;
import io.github.flinkbert.tensor.Matrix;
import io.github.flinkbert.text.Pieces;
import io.github.flinkbert.text.Sequence;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;

@Timeout(60)
class BertAttentionTest {

    private static final String TEXT = "Bonn, the end \uD83D\uDE00 of it";

    @RegisterExtension final CacheInTempFolder cache = new CacheInTempFolder();
    @TempDir Path folder;

    private final BertConfig config = Miniatures.config(2, Activation.GELU_TANH);
    private final MiniatureCheckpoint base =
            new MiniatureCheckpoint(config, Miniatures.PIECES, Miniatures.weights(config, 8));

    @Test
    void wordsAttendAsPlainJavaComputesIt() throws IOException {
        try (Bert bert = open(Precision.FLOAT32)) {
            Pieces pieces = bert.tokenizer().tokenize(TEXT);
            Sequence sequence =
                    Sequence.single(bert.tokenizer().vocabulary(), pieces, 0, pieces.size());
            double[][][] hidden = new ReferenceBert(config, base.weights()).hidden(sequence);
            Attention attention = bert.attention(TEXT);

            assertThat(attention.layers()).hasSize(2).allMatch(heads -> heads.size() == 2);
            for (int layer = 0; layer < 2; layer++) {
                for (int head = 0; head < 2; head++) {
                    double[][] tokens = tokens(hidden[layer], layer, head);
                    assertClose(attention.layers().get(layer).get(head), byWords(tokens, pieces));
                    assertThat(attention.weight(layer, head, 1, 2))
                            .isEqualTo(attention.layers().get(layer).get(head).get(1, 2));
                }
            }
        }
    }

    @Test
    void layersAreCopies() throws IOException {
        try (Bert bert = open(Precision.FLOAT32)) {
            Attention attention = bert.attention(TEXT);
            float before = attention.weight(0, 0, 0, 0);
            attention.layers().get(0).get(0).values()[0] = 7;

            assertThat(attention.weight(0, 0, 0, 0)).isEqualTo(before);
        }
    }

    @ParameterizedTest
    @EnumSource(value = Precision.class, names = "AUTO", mode = Mode.EXCLUDE)
    void whatAWordPaysOutIsOneInAll(Precision precision) throws IOException {
        try (Bert bert = open(precision)) {
            for (String text : List.of("", "the", TEXT, "Bonn Bonn")) {
                for (List<Matrix> heads : bert.attention(text).layers()) {
                    for (Matrix head : heads) {
                        for (int word = 0; word < head.rows(); word++) {
                            double sum = 0;
                            for (float weight : head.row(word)) {
                                assertThat(weight).isBetween(0f, 1f);
                                sum += weight;
                            }
                            assertThat(sum).isCloseTo(1, within(1e-5));
                        }
                    }
                }
            }
        }
    }

    @Test
    void wordsAreStretchesOfTheTextBetweenTheSpecialTokens() throws IOException {
        try (Bert bert = open(Precision.FLOAT32)) {
            List<Attention.Word> words = bert.attention(TEXT).words();

            assertThat(words)
                    .extracting(Attention.Word::text)
                    .containsExactly(
                            "[CLS]",
                            "Bonn",
                            ",",
                            "the",
                            "end",
                            "\uD83D\uDE00",
                            "of",
                            "it",
                            "[SEP]");
            for (Attention.Word word : words.subList(1, words.size() - 1)) {
                assertThat(TEXT.substring(word.start(), word.end())).isEqualTo(word.text());
            }
        }
    }

    @Test
    void aTextOfSeveralWindowsIsRefused() throws IOException {
        try (Bert bert = open(Precision.FLOAT32)) {
            assertThat(bert.attention("the ".repeat(62)).words()).hasSize(64);
            assertThatThrownBy(() -> bert.attention("the ".repeat(63)))
                    .isInstanceOf(TextRejectedException.class)
                    .hasMessage("attention is shown for a text of at most 62 pieces, found 63");
        }
    }

    private Bert open(Precision precision) throws IOException {
        return Bert.open(
                BertOptions.of(base.writeTo(folder).toString())
                        .withCasing(CasingChoice.CASED)
                        .withPrecision(precision));
    }

    /** Softmax of queries and keys over the root of a head's width (Vaswani et al. 2017). */
    private double[][] tokens(double[][] below, int layer, int head) {
        String at = "bert/encoder/layer_" + layer + "/attention/self/";
        ReferenceBert reference = new ReferenceBert(config, base.weights());
        double[][] queries = reference.dense(below, at + "query/");
        double[][] keys = reference.dense(below, at + "key/");
        int size = config.headSize();
        double[][] weights = new double[below.length][below.length];
        for (int from = 0; from < below.length; from++) {
            double sum = 0;
            for (int to = 0; to < below.length; to++) {
                double product = 0;
                for (int i = head * size; i < (head + 1) * size; i++) {
                    product += queries[from][i] * keys[to][i];
                }
                weights[from][to] = Math.exp(product / Math.sqrt(size));
                sum += weights[from][to];
            }
            for (int to = 0; to < below.length; to++) {
                weights[from][to] /= sum;
            }
        }
        return weights;
    }

    /** To a word the sum of its pieces, from a word their mean: Clark et al. 2019. */
    private static double[][] byWords(double[][] tokens, Pieces pieces) {
        int words = pieces.word(pieces.size() - 1) + 3;
        int[] sizes = new int[words];
        double[][] sums = new double[words][words];
        for (int from = 0; from < tokens.length; from++) {
            sizes[word(from, pieces, words)]++;
            for (int to = 0; to < tokens.length; to++) {
                sums[word(from, pieces, words)][word(to, pieces, words)] += tokens[from][to];
            }
        }
        for (int from = 0; from < words; from++) {
            for (int to = 0; to < words; to++) {
                sums[from][to] /= sizes[from];
            }
        }
        return sums;
    }

    private static int word(int token, Pieces pieces, int words) {
        if (token == 0) {
            return 0;
        }
        return token > pieces.size() ? words - 1 : pieces.word(token - 1) + 1;
    }

    private static void assertClose(Matrix found, double[][] expected) {
        assertThat(found.rows()).isEqualTo(expected.length);
        for (int from = 0; from < expected.length; from++) {
            for (int to = 0; to < expected.length; to++) {
                assertThat((double) found.get(from, to))
                        .isCloseTo(expected[from][to], within(1e-5));
            }
        }
    }
}
