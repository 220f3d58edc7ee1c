package io.github.flinkbert.flink.task.language;

import io.github.flinkbert.flink.binding.TaskKey;
import io.github.flinkbert.flink.binding.TaskRequest;
import io.github.flinkbert.task.language.TextLanguage;
import org.apache.flink.annotation.PublicEvolving;

/** The language that each text is written in. No model is asked. */
@PublicEvolving
public final class LanguageTask {

    /** {@code und} where it cannot be told. */
    public static final TaskKey<TextLanguage> KEY = TaskKey.named("language");

    private LanguageTask() {}

    /** Of every text. */
    public static TaskRequest detect() {
        return new LanguageRequest();
    }
}
