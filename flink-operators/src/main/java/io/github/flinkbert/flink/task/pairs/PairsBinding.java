package io.github.flinkbert.flink.task.pairs;

import io.github.flinkbert.flink.binding.InputField;
import io.github.flinkbert.flink.binding.OutputColumn;
import io.github.flinkbert.flink.binding.ResultFormat;
import io.github.flinkbert.flink.binding.ScalarType;
import io.github.flinkbert.flink.binding.Summary;
import io.github.flinkbert.flink.binding.TaskBinding;
import io.github.flinkbert.flink.binding.TaskKey;
import io.github.flinkbert.flink.binding.TaskSettings;
import io.github.flinkbert.flink.binding.Watched;
import io.github.flinkbert.flink.task.labels.LabelColumns;
import io.github.flinkbert.schemas.EnrichedText;
import io.github.flinkbert.task.Ask;
import io.github.flinkbert.task.Results;
import java.util.List;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.stream.Stream;
import org.apache.flink.annotation.Internal;

/** What the Flink side knows of {@link PairsTask}. */
@Internal
public final class PairsBinding implements TaskBinding<PairResult> {

    @Override
    public TaskKey<PairResult> key() {
        return PairsTask.KEY;
    }

    @Override
    public Optional<TaskSettings> settings() {
        return Optional.of(new PairsSettings());
    }

    @Override
    public List<InputField> inputs() {
        return List.of(PairsTask.SECOND_TEXT);
    }

    @Override
    public Class<? extends Ask<?>> reads() {
        return PairAsk.class;
    }

    @Override
    public Optional<PairResult> gather(Results results) {
        return TaskBinding.resultsOf(PairAsk.class, results).findFirst();
    }

    @Override
    public ResultFormat<PairResult> format() {
        return new PairsFormat();
    }

    @Override
    public Summary<PairResult> summary() {
        return new PairsSummary();
    }

    @Override
    public boolean hasField() {
        return true;
    }

    @Override
    public Optional<BiConsumer<EnrichedText.Builder, PairResult>> field() {
        return Optional.of((text, pair) -> text.setPairs(written(pair)));
    }

    private static io.github.flinkbert.schemas.PairLabels written(PairResult pair) {
        return new io.github.flinkbert.schemas.PairLabels(
                LabelColumns.written(pair.labels()), pair.truncated());
    }

    /** Those of labels, which the second text makes the pair's. */
    @Override
    public List<OutputColumn<PairResult>> columns() {
        return Stream.concat(
                        LabelColumns.of(PairResult::labels).stream(),
                        Stream.of(
                                OutputColumn.scalar(
                                        "truncated", ScalarType.BOOLEAN, PairResult::truncated)))
                .toList();
    }

    @Override
    public void watch(PairResult pair, Watched watched) {
        pair.labels().forEach(label -> watched.label(key().name(), label.label()));
        pair.labels().stream().limit(1).forEach(best -> watched.score(key().name(), best.score()));
    }
}
