package io.github.flinkbert.training.answers;

import java.util.List;
import java.util.stream.IntStream;
import org.apache.flink.annotation.Experimental;

/**
 * A question of a SQuAD file, and the text that it is asked of.
 *
 * @param id the file's own id
 * @param answers gold answers; none where the text has no answer
 * @param article ordinal of the file's article that the text is from, from 0
 */
@Experimental
public record Question(
        String id, String question, String context, List<Gold> answers, int article) {

    public Question {
        answers = List.copyOf(answers);
    }

    /** A question of the first article, or of a text that is from none. */
    public Question(String id, String question, String context, List<Gold> answers) {
        this(id, question, context, answers, 0);
    }

    /**
     * A gold answer.
     *
     * @param start its first UTF-16 code unit in the context; -1 where the file does not say
     */
    public record Gold(String text, int start) {}

    /**
     * The same questions with their places as ids: files repeat ids, several files share them, and
     * each question has a prediction of its own.
     */
    public static List<Question> numbered(List<Question> questions) {
        return IntStream.range(0, questions.size())
                .mapToObj(i -> questions.get(i).withId(String.valueOf(i)))
                .toList();
    }

    private Question withId(String other) {
        return new Question(other, question, context, answers, article);
    }

    public boolean answerable() {
        return !answers.isEmpty();
    }

    List<String> goldTexts() {
        return answers.stream().map(Gold::text).toList();
    }
}
