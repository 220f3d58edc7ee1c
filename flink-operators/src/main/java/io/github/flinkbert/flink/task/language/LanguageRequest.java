package io.github.flinkbert.flink.task.language;

import io.github.flinkbert.flink.binding.TaskKey;
import io.github.flinkbert.flink.binding.TaskRequest;
import io.github.flinkbert.flink.binding.TextInput;
import io.github.flinkbert.task.Ask;
import io.github.flinkbert.task.language.DetectLanguage;
import java.util.List;

/** Asks for the language of every text. */
record LanguageRequest() implements TaskRequest {

    @Override
    public TaskKey<?> task() {
        return LanguageTask.KEY;
    }

    @Override
    public List<Ask<?>> asks(TextInput input) {
        return List.of(new DetectLanguage());
    }

    @Override
    public List<Ask<?>> everyAsk(String probe) {
        return List.of(new DetectLanguage());
    }
}
