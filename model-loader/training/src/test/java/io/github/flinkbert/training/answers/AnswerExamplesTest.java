package io.github.flinkbert.training.answers;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.flinkbert.checkpoint.MiniatureCheckpoint;
import io.github.flinkbert.tensor.Matrix;
import io.github.flinkbert.text.Casing;
import io.github.flinkbert.text.Sequence;
import io.github.flinkbert.text.Tokenizer;
import io.github.flinkbert.text.Vocabulary;
import io.github.flinkbert.text.WordPieceTokenizer;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class AnswerExamplesTest {

    private static final Tokenizer TOKENIZER =
            new WordPieceTokenizer(
                    Vocabulary.of(MiniatureCheckpoint.smallVocabulary()), Casing.CASED);

    @Test
    void theAnswersPiecesAreItsStartAndEnd() {
        AnswerExample example = only(question("who", "the Ann was in", "Ann", 4));

        // [CLS] w ##h ##o [SEP] the A ##n ##n was in [SEP]
        assertThat(example.start()).isEqualTo(6);
        assertThat(example.end()).isEqualTo(8);
        assertThat(example.sequence().secondSegmentAt()).isEqualTo(5);
    }

    @Test
    void anAnswerWithinAWordTakesThePiecesThatItTouches() {
        AnswerExample example = only(question("who", "the Anning", "nni", 5));

        // [CLS] w ##h ##o [SEP] the A ##n ##n ##ing [SEP]
        assertThat(example.start()).isEqualTo(7);
        assertThat(example.end()).isEqualTo(9);
    }

    @Test
    void withoutAPlaceTheOnlyOneIsTaken() {
        assertThat(only(question("who", "the Ann was in", "Ann", -1)).start()).isEqualTo(6);
        AnswerExamples twice = examples(question("who", "Ann Ann", "Ann", -1));
        assertThat(twice.examples()).isEmpty();
        assertThat(twice.leftOut()).isEqualTo(1);
    }

    @Test
    void aQuestionWithoutAnswerHasTheFirstTokenAsItsAnswer() {
        AnswerExample example = only(new Question("1", "who", "the end", List.of()));

        assertThat(example.start()).isZero();
        assertThat(example.end()).isZero();
    }

    @Test
    void aQuestionThatIsTooLongIsLeftOut() {
        assertThat(examples(question("who ".repeat(60), "Ann", "Ann", 0)).leftOut()).isEqualTo(1);
    }

    @Test
    void ofALongTextOnlyWindowsThatHoldTheAnswerHaveIt() {
        String text = "the ".repeat(150) + "Ann";
        List<AnswerExample> windows = examples(question("who", text, "Ann", 600)).examples();

        assertThat(windows).hasSizeGreaterThan(2);
        assertThat(windows.subList(0, windows.size() - 1))
                .allMatch(window -> window.start() == 0 && window.end() == 0);
        AnswerExample last = windows.get(windows.size() - 1);
        assertThat(last.end()).isEqualTo(last.sequence().length() - 2);
        assertThat(last.start()).isEqualTo(last.end() - 2);
    }

    @Test
    void aModelThatSaysTheGoldSpansScoresAHundred() {
        List<Question> questions =
                List.of(
                        question("who", "the Ann was in", "Ann", 4),
                        question("is", "to " + "the ".repeat(150) + "end", "end", 603),
                        question("too long ".repeat(60), "Ann", "Ann", 0));
        List<AnswerExample> gold = AnswerExamples.of(questions, TOKENIZER, 64).examples();
        AnswerDevelopment development =
                new AnswerDevelopment(questions, false, AnswerComparison.SQUAD, TOKENIZER, 64);

        var scores = development.score(sequences -> scores(sequences, gold));

        // The third cannot be asked.
        assertThat(scores.get("f1"))
                .isCloseTo(200 / 3.0, org.assertj.core.api.Assertions.within(1e-9));
        assertThat(scores.get("exact")).isEqualTo(scores.get("f1"));
    }

    private static List<Matrix> scores(List<Sequence> sequences, List<AnswerExample> gold) {
        List<Matrix> scores = new ArrayList<>();
        for (int i = 0; i < sequences.size(); i++) {
            AnswerExample right = gold.get(i);
            assertThat(sequences.get(i)).isEqualTo(right.sequence());
            float[] values = new float[2 * right.sequence().length()];
            values[2 * right.start()] = 20;
            values[2 * right.end() + 1] = 20;
            scores.add(new Matrix(right.sequence().length(), 2, values));
        }
        return scores;
    }

    private static Question question(String words, String context, String answer, int start) {
        return new Question(words, words, context, List.of(new Question.Gold(answer, start)));
    }

    private static AnswerExample only(Question question) {
        AnswerExamples examples = examples(question);
        assertThat(examples.examples()).hasSize(1);
        return examples.examples().get(0);
    }

    private static AnswerExamples examples(Question question) {
        return AnswerExamples.of(List.of(question), TOKENIZER, 64);
    }
}
