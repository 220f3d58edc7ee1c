package io.github.flinkbert.flink.task.entities;

import io.github.flinkbert.flink.binding.ColumnField;
import io.github.flinkbert.flink.binding.OutputColumn;
import io.github.flinkbert.flink.binding.ResultFormat;
import io.github.flinkbert.flink.binding.ScalarType;
import io.github.flinkbert.flink.binding.Summary;
import io.github.flinkbert.flink.binding.TaskBinding;
import io.github.flinkbert.flink.binding.TaskKey;
import io.github.flinkbert.flink.binding.TaskSettings;
import io.github.flinkbert.flink.binding.Watched;
import io.github.flinkbert.schemas.EnrichedText;
import io.github.flinkbert.task.Ask;
import io.github.flinkbert.task.Results;
import io.github.flinkbert.task.entities.Entities;
import io.github.flinkbert.task.entities.Entity;
import io.github.flinkbert.task.entities.TagEntities;
import java.util.List;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.Function;
import org.apache.flink.annotation.Internal;

/** What the Flink side knows of {@link EntitiesTask}. */
@Internal
public final class EntitiesBinding implements TaskBinding<List<Entity>> {

    private static final List<ColumnField<Entity>> COLUMN =
            List.of(
                    new ColumnField<>("label", ScalarType.STRING, Entity::label),
                    new ColumnField<>("text", ScalarType.STRING, Entity::text),
                    new ColumnField<>("start", ScalarType.INT, Entity::start),
                    new ColumnField<>("end", ScalarType.INT, Entity::end),
                    new ColumnField<>("score", ScalarType.FLOAT, Entity::score));

    @Override
    public TaskKey<List<Entity>> key() {
        return EntitiesTask.KEY;
    }

    @Override
    public Optional<TaskSettings> settings() {
        return Optional.of(new EntitiesSettings());
    }

    @Override
    public Class<? extends Ask<?>> reads() {
        return TagEntities.class;
    }

    @Override
    public Optional<List<Entity>> gather(Results results) {
        return TaskBinding.resultsOf(TagEntities.class, results)
                .map(Entities::entities)
                .findFirst();
    }

    @Override
    public ResultFormat<List<Entity>> format() {
        return new EntitiesFormat();
    }

    @Override
    public Summary<List<Entity>> summary() {
        return new EntitiesSummary();
    }

    @Override
    public boolean hasField() {
        return true;
    }

    @Override
    public Optional<BiConsumer<EnrichedText.Builder, List<Entity>>> field() {
        return Optional.of(
                (text, entities) ->
                        text.setEntities(entities.stream().map(EntitiesBinding::written).toList()));
    }

    private static io.github.flinkbert.schemas.Entity written(Entity found) {
        return new io.github.flinkbert.schemas.Entity(
                found.label(), found.text(), found.start(), found.end(), found.score());
    }

    @Override
    public List<OutputColumn<List<Entity>>> columns() {
        return List.of(OutputColumn.rows("entities", COLUMN, Function.identity()));
    }

    @Override
    public void watch(List<Entity> entities, Watched watched) {
        for (Entity entity : entities) {
            watched.label(key().name(), entity.label());
            watched.score(key().name(), entity.score());
        }
    }
}
