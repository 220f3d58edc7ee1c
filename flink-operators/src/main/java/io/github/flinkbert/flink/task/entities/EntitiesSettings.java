package io.github.flinkbert.flink.task.entities;

import static io.github.flinkbert.flink.option.Option.optional;
import static io.github.flinkbert.flink.option.Option.withDefault;
import static io.github.flinkbert.flink.option.OptionTypes.NAMED_MODELS;
import static io.github.flinkbert.flink.option.OptionTypes.TEXT;
import static io.github.flinkbert.flink.option.OptionTypes.choice;

import io.github.flinkbert.checkpoint.AggregationStrategy;
import io.github.flinkbert.flink.binding.ModelChoiceOptions;
import io.github.flinkbert.flink.binding.TaskRequest;
import io.github.flinkbert.flink.binding.TaskSettings;
import io.github.flinkbert.flink.option.Option;
import io.github.flinkbert.flink.option.Settings;
import java.util.List;
import java.util.stream.Stream;

/** The options of entities. */
final class EntitiesSettings implements TaskSettings {

    private static final ModelChoiceOptions MODEL =
            new ModelChoiceOptions(
                    optional(
                            "entities-model",
                            TEXT,
                            "Name of the adapter that finds entities; by default the only one that"
                                    + " can. With entities-model-attribute, for texts for which"
                                    + " that chooses none; the word none then leaves these without"
                                    + " entities."),
                    optional(
                            "entities-model-attribute",
                            TEXT,
                            "Attribute of the text event, such as language, that chooses the"
                                    + " adapter that finds entities; a text for which it chooses"
                                    + " none is a dead letter, unless entities-model is given."),
                    optional(
                            "entities-model-by",
                            NAMED_MODELS,
                            "Which adapter for which value of entities-model-attribute, such as"
                                    + " ko=entities-ko,en=entities-en."));

    private static final Option<AggregationStrategy> AGGREGATION_STRATEGY =
            withDefault(
                            "aggregation-strategy",
                            choice(AggregationStrategy.class),
                            "as-trained",
                            "How the labels of a word's pieces become the word's; as the model was"
                                    + " trained unless another is given.")
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
    public boolean needsTraining() {
        return true;
    }

    @Override
    public void checkJob(Settings settings) {
        MODEL.check(settings);
    }

    @Override
    public TaskRequest request(Settings settings) {
        return EntitiesTask.of(
                MODEL.from(settings, EntitiesTask.KEY), settings.get(AGGREGATION_STRATEGY));
    }
}
