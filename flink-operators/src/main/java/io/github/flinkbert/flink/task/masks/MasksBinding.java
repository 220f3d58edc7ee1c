package io.github.flinkbert.flink.task.masks;

import io.github.flinkbert.flink.binding.ColumnField;
import io.github.flinkbert.flink.binding.OutputColumn;
import io.github.flinkbert.flink.binding.ResultFormat;
import io.github.flinkbert.flink.binding.ScalarType;
import io.github.flinkbert.flink.binding.Summary;
import io.github.flinkbert.flink.binding.TaskBinding;
import io.github.flinkbert.flink.binding.TaskKey;
import io.github.flinkbert.flink.binding.TaskSettings;
import io.github.flinkbert.task.Ask;
import io.github.flinkbert.task.Results;
import io.github.flinkbert.task.masks.Candidate;
import io.github.flinkbert.task.masks.FillMasks;
import io.github.flinkbert.task.masks.Masks;
import java.util.List;
import java.util.Optional;
import org.apache.flink.annotation.Internal;

/** What the Flink side knows of {@link MasksTask}. */
@Internal
public final class MasksBinding implements TaskBinding<Masks> {

    private static final List<ColumnField<Candidate>> COLUMN =
            List.of(
                    new ColumnField<>("token", ScalarType.STRING, Candidate::token),
                    new ColumnField<>("score", ScalarType.FLOAT, Candidate::score));

    @Override
    public TaskKey<Masks> key() {
        return MasksTask.KEY;
    }

    @Override
    public Optional<TaskSettings> settings() {
        return Optional.of(new MasksSettings());
    }

    @Override
    public Class<? extends Ask<?>> reads() {
        return FillMasks.class;
    }

    @Override
    public Optional<Masks> gather(Results results) {
        return TaskBinding.resultsOf(FillMasks.class, results).findFirst();
    }

    @Override
    public ResultFormat<Masks> format() {
        return new MasksFormat();
    }

    @Override
    public Summary<Masks> summary() {
        return new MasksSummary();
    }

    @Override
    public List<OutputColumn<Masks>> columns() {
        return List.of(OutputColumn.nestedRows("masks", COLUMN, Masks::masks));
    }
}
