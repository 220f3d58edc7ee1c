package io.github.flinkbert.flink.task.entities;

import static io.github.flinkbert.flink.option.Option.withDefault;
import static io.github.flinkbert.flink.option.OptionTypes.choice;

import io.github.flinkbert.checkpoint.AggregationStrategy;
import io.github.flinkbert.flink.binding.ModelChoiceOptions;
import io.github.flinkbert.flink.binding.TaskRequest;
import io.github.flinkbert.flink.binding.TaskSettings;
import io.github.flinkbert.flink.option.Option;
import io.github.flinkbert.flink.option.Settings;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** The options of entities. */
final class EntitiesSettings implements TaskSettings {

    private static final ModelChoiceOptions MODEL =
            ModelChoiceOptions.of(EntitiesTask.KEY, "finds entities", "entities");

    private static final Option<AggregationStrategy> AGGREGATION_STRATEGY =
            withDefault(
                            "aggregation-strategy",
                            choice(AggregationStrategy.class),
                            "as-trained",
                            "How the scores of a word's pieces become the word's label; as-trained:"
                                    + " as the model was trained, first-piece where it does not"
                                    + " say.")
                    .withDeprecatedKeys("word-label");

    @Override
    public List<Option<?>> ofJob() {
        return Stream.concat(MODEL.all().stream(), Stream.of(AGGREGATION_STRATEGY)).toList();
    }

    @Override
    public List<Option<?>> ofStatement() {
        return List.of(MODEL.model(), AGGREGATION_STRATEGY);
    }

    @Override
    public Optional<ModelChoiceOptions> modelChoice() {
        return Optional.of(MODEL);
    }

    @Override
    public boolean needsTraining() {
        return true;
    }

    @Override
    public TaskRequest request(Settings settings) {
        return EntitiesTask.of(MODEL.from(settings), settings.get(AGGREGATION_STRATEGY));
    }
}
