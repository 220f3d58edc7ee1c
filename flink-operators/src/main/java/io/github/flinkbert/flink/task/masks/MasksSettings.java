package io.github.flinkbert.flink.task.masks;

import static io.github.flinkbert.flink.option.Option.withDefault;
import static io.github.flinkbert.flink.option.OptionTypes.wholeNumber;

import io.github.flinkbert.flink.binding.TaskRequest;
import io.github.flinkbert.flink.binding.TaskSettings;
import io.github.flinkbert.flink.option.Option;
import io.github.flinkbert.flink.option.Settings;
import java.util.List;

/** The option of masks, in SQL alone. */
final class MasksSettings implements TaskSettings {

    private static final Option<Integer> TOP =
            withDefault("top", wholeNumber(1), "5", "How many words each [MASK] gets.");

    @Override
    public List<Option<?>> ofJob() {
        return List.of();
    }

    @Override
    public List<Option<?>> ofStatement() {
        return List.of(TOP);
    }

    @Override
    public TaskRequest request(Settings settings) {
        return MasksTask.top(settings.get(TOP));
    }
}
