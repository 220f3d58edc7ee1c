package io.github.flinkbert.console.task.answers;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import io.github.flinkbert.console.bounded.Cut;
import io.github.flinkbert.task.answers.Answers;
import java.util.List;
import org.apache.flink.annotation.Internal;

/** {@code start == end}: the text has no answer. */
@JsonIgnoreProperties(ignoreUnknown = true)
@Internal
public record ShownAnswer(String question, String text, int start, int end, float score) {

    public ShownAnswer {
        question = question == null ? "" : question;
        text = text == null ? "" : text;
    }

    /** Best first. */
    static List<ShownAnswer> of(Answers all) {
        return all.answers().stream()
                .map(
                        found ->
                                new ShownAnswer(
                                        all.question(),
                                        found.text(),
                                        found.start(),
                                        found.end(),
                                        found.score()))
                .toList();
    }

    ShownAnswer bounded() {
        return new ShownAnswer(Cut.words(question), Cut.words(text), start, end, score);
    }
}
