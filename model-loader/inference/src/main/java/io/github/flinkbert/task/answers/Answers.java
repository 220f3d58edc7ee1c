package io.github.flinkbert.task.answers;

import java.util.List;
import org.apache.flink.annotation.PublicEvolving;

/**
 * Best first; an answer with empty text and {@code start == end == 0} says "no answer". Immutable.
 */
@PublicEvolving
public record Answers(String question, List<Answer> answers) {
    public Answers {
        answers = List.copyOf(answers);
    }
}
