package io.github.flinkbert.console.task.entities;

import io.github.flinkbert.checkpoint.AggregationStrategy;
import io.github.flinkbert.console.task.PageTask;
import io.github.flinkbert.console.task.RecordField;
import io.github.flinkbert.console.task.Trial;
import io.github.flinkbert.task.entities.TagEntities;
import java.util.List;
import java.util.Optional;
import org.apache.flink.annotation.Internal;

/** Entities of the stream, and of a text that is tried. */
@Internal
public final class EntitiesPageTask implements PageTask {

    @Override
    public Optional<RecordField<?>> field() {
        return Optional.of(new EntitiesField());
    }

    /** Shows {@code entities}, and in {@code entityModels} the names of heads to choose from. */
    @Override
    public void ask(Trial trial) {
        List<String> heads = TagEntities.models(trial.bert().heads());
        trial.show("entityModels", heads);
        trial.show("entities", List.of());
        if (heads.isEmpty()) {
            trial.note("This model has no head for entities; an adapter brings one.");
            return;
        }
        trial.ask(
                new TagEntities(trial.chosen("entityModel", heads), AggregationStrategy.AS_TRAINED),
                found ->
                        trial.show(
                                "entities",
                                found.entities().stream().map(ShownEntity::of).toList()));
    }
}
