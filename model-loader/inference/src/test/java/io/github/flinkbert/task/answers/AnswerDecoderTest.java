package io.github.flinkbert.task.answers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.github.flinkbert.task.MostContext;
import io.github.flinkbert.task.ScoredWindow;
import io.github.flinkbert.tensor.Matrices;
import io.github.flinkbert.tensor.Matrix;
import io.github.flinkbert.testing.RandomSeed;
import io.github.flinkbert.text.Casing;
import io.github.flinkbert.text.Pieces;
import io.github.flinkbert.text.Sequence;
import io.github.flinkbert.text.SyntheticText;
import io.github.flinkbert.text.Vocabulary;
import io.github.flinkbert.text.Window;
import io.github.flinkbert.text.WordPieceTokenizer;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import java.util.Random;
import org.junit.jupiter.api.Test;

class AnswerDecoderTest {

    private static final Pieces QUESTION = SyntheticText.ofWords("who", "?").pieces();

    @Test
    void partOfAWordStaysPartOfAWord() {
        // As in the reference's own example: "Steve Smith" of "Steve Smith's", not the whole word.
        String text = "It was Steve Smith's.";
        Pieces pieces =
                new Pieces(
                        new int[6],
                        new int[] {0, 3, 7, 13, 18, 19},
                        new int[] {2, 6, 12, 18, 19, 20},
                        new int[] {0, 1, 2, 3, 4, 5});

        Answer best = best(text, pieces, OptionalDouble.empty(), 2, 3).get(0);

        assertThat(best).returns("Steve Smith", Answer::text).returns(7, Answer::start);
    }

    @Test
    void theTextIsAsWrittenSpacesAccentsAndAll() {
        String text = "Le  Cafe\u0301 \n Noir 😀";
        Pieces pieces =
                new Pieces(
                        new int[4],
                        new int[] {0, 4, 12, 17},
                        new int[] {2, 9, 16, 19},
                        new int[] {0, 1, 2, 3});

        assertThat(best(text, pieces, OptionalDouble.empty(), 1, 3).get(0).text())
                .isEqualTo("Cafe\u0301 \n Noir 😀");
    }

    @Test
    void anAnswerIsTextAsWrittenNotPiecesJoined() {
        Vocabulary vocabulary =
                Vocabulary.of(
                        List.of(
                                "[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]", "-", "'", "in",
                                "jose", "##fina", "de"));
        String text = "in  José-fina\n'DE'";
        Pieces pieces = new WordPieceTokenizer(vocabulary, Casing.UNCASED).tokenize(text);
        float[][] rows = new float[pieces.size()][2];
        for (int i = 0; i < rows.length; i++) {
            rows[i][0] = pieces.start(i) == 4 ? 5 : 0;
            rows[i][1] = vocabulary.piece(pieces.id(i)).equals("de") ? 5 : 0;
        }
        List<ScoredWindow> windows =
                List.of(ScoredWindow.ofPieces(0, pieces.size(), Matrices.ofRows(rows)));
        AnswerQuestion ask = new AnswerQuestion("qa", "who?", 1, 30, OptionalDouble.empty());

        assertThat(new AnswerDecoder(ask).decode(text, pieces, windows).answers().get(0))
                .returns("José-fina\n'DE", Answer::text)
                .returns(4, Answer::start);
    }

    @Test
    void anEndBeforeItsStartIsNeverAnswered() {
        SyntheticText text = SyntheticText.ofWords("a", "b", "c");

        // The best start is the last word, the best end the first: only legal pairs compete.
        Answer best = best(text.text(), text.pieces(), OptionalDouble.empty(), 2, 0).get(0);

        assertThat(best.text()).isIn("a", "c");
    }

    @Test
    void aSpanThatSaysNoAnswerComesFirstOnlyAboveTheThreshold() {
        SyntheticText text = SyntheticText.ofWords("a", "b");
        float[][] rows = new float[6][2];
        rows[0] = new float[] {6, 6};
        rows[4] = new float[] {5, 5};

        List<Answer> strict = decode(text, rows, OptionalDouble.of(0), 30);
        List<Answer> lenient = decode(text, rows, OptionalDouble.of(2), 30);

        assertThat(strict.get(0)).returns("", Answer::text).returns(0, Answer::end);
        assertThat(lenient.get(0).text()).isEqualTo("a");
        assertThat(lenient.get(1).text()).isEmpty();
        assertThat(lenient.get(1).score()).isGreaterThan(lenient.get(0).score());
        assertThat(decode(text, rows, OptionalDouble.empty(), 30))
                .noneMatch(answer -> answer.text().isEmpty());
    }

    @Test
    void aTextWithoutPiecesHasNoAnswer() {
        List<Answer> answers =
                decoder(OptionalDouble.empty(), 30)
                        .decode(" ", SyntheticText.ofWords().pieces(), List.of())
                        .answers();

        assertThat(answers).containsExactly(new Answer("", 0, 0, 1));
    }

    @Test
    void everyLengthFromOnePieceTo3000IsAnsweredWhereContextIsGreatest() {
        Random random = RandomSeed.random();
        SyntheticText whole = SyntheticText.random(random, 3000);
        QuestionLimits limits = new QuestionLimits(133, 64, 48, 100);
        for (int length = 1; length <= 3000; length++) {
            SyntheticText text = whole.first(length);
            List<Window> plan = limits.windows(QUESTION, text.pieces());
            int first = random.nextInt(length);
            int last = Math.min(length - 1, first + random.nextInt(5));
            List<ScoredWindow> windows = new ArrayList<>();
            for (int window = 0; window < plan.size(); window++) {
                windows.add(
                        scored(
                                plan.get(window),
                                new Matrix(
                                        rows(plan, window), 2, new float[2 * rows(plan, window)])));
            }
            int[] context = MostContext.ofPieces(length, windows);
            for (int window = 0; window < windows.size(); window++) {
                ScoredWindow one = windows.get(window);
                for (int piece = one.from(); piece < one.to(); piece++) {
                    // Tempting starts, but each where another window sees more of its context.
                    boolean tempting = piece % 10 == 3 && context[piece] != window;
                    float start = tempting ? 20 : piece == first ? 5 : 0;
                    float end = piece == last ? 5 : 0;
                    one.scores().values()[2 * one.row(piece)] = start;
                    one.scores().values()[2 * one.row(piece) + 1] = end;
                }
            }

            Answer best =
                    decoder(OptionalDouble.of(0), 30)
                            .decode(text.text(), text.pieces(), windows)
                            .answers()
                            .get(0);

            boolean cut = last >= windows.get(context[first]).to();
            assertThat(cut).isFalse();
            assertThat(best)
                    .as("%s pieces", length)
                    .returns(text.pieces().start(first), Answer::start)
                    .returns(text.pieces().end(last), Answer::end);
        }
    }

    @Test
    void anAnswersTextIsTheTextBetweenItsOffsetsWhateverTheScores() {
        Random random = RandomSeed.random();
        for (int input = 0; input < SyntheticText.randomInputs(); input++) {
            SyntheticText text = SyntheticText.random(random, random.nextInt(24));
            QuestionLimits limits =
                    new QuestionLimits(7 + random.nextInt(12), 2, 1 + random.nextInt(6), 100);
            List<Window> plan = limits.windows(QUESTION, text.pieces());
            List<ScoredWindow> windows = new ArrayList<>();
            for (int window = 0; window < plan.size(); window++) {
                float[] scores = new float[2 * rows(plan, window)];
                for (int i = 0; i < scores.length; i++) {
                    scores[i] = random.nextInt(12);
                }
                windows.add(scored(plan.get(window), new Matrix(scores.length / 2, 2, scores)));
            }
            OptionalDouble threshold =
                    random.nextBoolean()
                            ? OptionalDouble.empty()
                            : OptionalDouble.of(random.nextInt(9) - 4);
            int longest = 1 + random.nextInt(6);

            List<Answer> answers =
                    decoder(threshold, longest)
                            .decode(text.text(), text.pieces(), windows)
                            .answers();

            double sum = 0;
            for (Answer answer : answers) {
                assertThat(answer.text())
                        .isEqualTo(text.text().substring(answer.start(), answer.end()));
                sum += answer.score();
            }
            assertThat(answers).isNotEmpty();
            assertThat(sum).isLessThan(1 + 1e-5);
        }
    }

    @Test
    void probabilitiesOfAllTheAnswersSumToOne() {
        SyntheticText text = SyntheticText.ofWords("a", "b", "c");
        List<Answer> answers = best(text.text(), text.pieces(), OptionalDouble.of(0), 0, 2);

        assertThat(answers.stream().mapToDouble(Answer::score).sum()).isCloseTo(1, within(1e-6));
    }

    private static ScoredWindow scored(Window window, Matrix scores) {
        return new ScoredWindow(window.from(), window.to(), QUESTION.size() + 2, scores);
    }

    private static int rows(List<Window> plan, int window) {
        return Sequence.length(QUESTION.size(), plan.get(window).length());
    }

    private static List<Answer> best(
            String text, Pieces pieces, OptionalDouble threshold, int start, int end) {
        float[][] rows = new float[pieces.size() + 5][2];
        rows[4 + start][0] = 7;
        rows[4 + end][1] = 7;
        return decode(new SyntheticText(text, pieces), rows, threshold, 30);
    }

    private static List<Answer> decode(
            SyntheticText text, float[][] rows, OptionalDouble threshold, int longest) {
        Matrix scores = Matrices.ofRows(rows);
        return decoder(threshold, longest)
                .decode(
                        text.text(),
                        text.pieces(),
                        List.of(new ScoredWindow(0, text.pieces().size(), 4, scores)))
                .answers();
    }

    private static AnswerDecoder decoder(OptionalDouble threshold, int longest) {
        return new AnswerDecoder(new AnswerQuestion("qa", "who?", 21, longest, threshold));
    }
}
