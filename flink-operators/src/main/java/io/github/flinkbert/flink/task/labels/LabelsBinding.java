package io.github.flinkbert.flink.task.labels;

import io.github.flinkbert.flink.binding.OutputColumn;
import io.github.flinkbert.flink.binding.ResultFormat;
import io.github.flinkbert.flink.binding.Summary;
import io.github.flinkbert.flink.binding.TaskBinding;
import io.github.flinkbert.flink.binding.TaskKey;
import io.github.flinkbert.flink.binding.TaskSettings;
import io.github.flinkbert.flink.binding.Watched;
import io.github.flinkbert.schemas.EnrichedText;
import io.github.flinkbert.task.Ask;
import io.github.flinkbert.task.Results;
import io.github.flinkbert.task.labels.LabelScore;
import java.util.List;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.Function;
import org.apache.flink.annotation.Internal;

/** What the Flink side knows of {@link LabelsTask}. */
@Internal
public final class LabelsBinding implements TaskBinding<List<LabelScore>> {

    @Override
    public TaskKey<List<LabelScore>> key() {
        return LabelsTask.KEY;
    }

    @Override
    public Optional<TaskSettings> settings() {
        return Optional.of(new LabelsSettings());
    }

    @Override
    public Class<? extends Ask<?>> reads() {
        return SelectedLabels.class;
    }

    @Override
    public Optional<List<LabelScore>> gather(Results results) {
        return TaskBinding.resultsOf(SelectedLabels.class, results).findFirst();
    }

    @Override
    public ResultFormat<List<LabelScore>> format() {
        return new LabelsFormat();
    }

    @Override
    public Summary<List<LabelScore>> summary() {
        return new LabelsSummary();
    }

    @Override
    public boolean hasField() {
        return true;
    }

    @Override
    public Optional<BiConsumer<EnrichedText.Builder, List<LabelScore>>> field() {
        return Optional.of((text, labels) -> text.setLabels(LabelColumns.written(labels)));
    }

    @Override
    public List<OutputColumn<List<LabelScore>>> columns() {
        return LabelColumns.of(Function.identity());
    }

    @Override
    public void watch(List<LabelScore> labels, Watched watched) {
        labels.forEach(label -> watched.label(key().name(), label.label()));
        labels.stream().limit(1).forEach(best -> watched.score(key().name(), best.score()));
    }
}
