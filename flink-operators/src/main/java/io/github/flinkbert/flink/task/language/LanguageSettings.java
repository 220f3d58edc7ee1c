package io.github.flinkbert.flink.task.language;

import io.github.flinkbert.flink.binding.TaskRequest;
import io.github.flinkbert.flink.binding.TaskSettings;
import io.github.flinkbert.flink.option.Option;
import io.github.flinkbert.flink.option.Settings;
import java.util.List;

/** It is asked for by its name alone. */
final class LanguageSettings implements TaskSettings {

    @Override
    public List<Option<?>> ofJob() {
        return List.of();
    }

    @Override
    public List<Option<?>> ofStatement() {
        return List.of();
    }

    @Override
    public TaskRequest request(Settings settings) {
        return LanguageTask.detect();
    }
}
