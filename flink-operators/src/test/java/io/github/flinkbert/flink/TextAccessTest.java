package io.github.flinkbert.flink;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.flinkbert.flink.binding.TextInput;
import io.github.flinkbert.flink.task.answers.AnswersTask;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class TextAccessTest {

    private static final TextAccess<String> WHOLE =
            TextAccess.<String>of(value -> value)
                    .with(AnswersTask.QUESTION, value -> "why?")
                    .withAttributes(value -> Map.of("k", "v"));

    @Test
    void aValueIsReadByEachFunction() throws Exception {
        assertThat(WHOLE.read("secret"))
                .isEqualTo(
                        new TextInput(
                                "secret",
                                Map.of(AnswersTask.QUESTION, List.of("why?")),
                                Map.of("k", "v")));
    }

    @Test
    void theFunctionThatFailedIsNamedAndTheValueIsNotQuoted() {
        fails(WHOLE.withText(TextAccessTest::failing), "the text");
        fails(WHOLE.with(AnswersTask.QUESTION, TextAccessTest::failing), "a question");
        fails(WHOLE.withAttributes(value -> Map.of("k", failing(value))), "the attributes");
    }

    private static void fails(TextAccess<String> access, String what) {
        assertThatThrownBy(() -> access.read("secret"))
                .isInstanceOf(TextAccess.UnreadableException.class)
                .hasMessage(
                        "the function that gets %s failed with java.lang.IllegalStateException"
                                .formatted(what));
    }

    private static String failing(String value) {
        throw new IllegalStateException(value);
    }
}
