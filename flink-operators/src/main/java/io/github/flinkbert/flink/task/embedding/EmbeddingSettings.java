package io.github.flinkbert.flink.task.embedding;

import static io.github.flinkbert.flink.option.Option.optional;
import static io.github.flinkbert.flink.option.Option.withDefault;
import static io.github.flinkbert.flink.option.OptionTypes.BOOLEAN;
import static io.github.flinkbert.flink.option.OptionTypes.choice;

import io.github.flinkbert.checkpoint.Pooling;
import io.github.flinkbert.flink.binding.TaskRequest;
import io.github.flinkbert.flink.binding.TaskSettings;
import io.github.flinkbert.flink.option.Option;
import io.github.flinkbert.flink.option.Option.Typed;
import io.github.flinkbert.flink.option.Settings;
import io.github.flinkbert.task.embedding.Embed;
import io.github.flinkbert.task.embedding.Layers;
import java.util.List;
import java.util.stream.Stream;

/** The options of embeddings. */
final class EmbeddingSettings implements TaskSettings {

    private static final Option<Pooling> POOLING =
            optional(
                    "pooling",
                    choice(Pooling.class),
                    "How a text's token vectors become its embedding; by default as a"
                        + " sentence-transformers release says, else mean. cls-pooler is BERT's own"
                        + " pooler, a dense layer and tanh over [CLS].");

    private static final Option<Layers> LAYER =
            withDefault(
                    "layer",
                    Typed.text("-1|last-four|…", EmbeddingSettings::layers),
                    "-1",
                    "The layer that embeddings are taken from: 0 is the embedding layer, negative"
                            + " numbers count from the end; last-four concatenates the last"
                            + " four.");

    private static final Option<Boolean> NORMALIZE =
            optional(
                    "normalize",
                    BOOLEAN,
                    "Whether to scale embeddings to length 1; by default only where a"
                            + " sentence-transformers release says so and pooling is not given.");

    private static Layers layers(String text) {
        if (text.strip().equals("last-four")) {
            return Layers.LAST_FOUR;
        }
        try {
            return Layers.layer(Integer.parseInt(text.strip()));
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException(
                    "a layer's number (-1 for the last) or last-four", e);
        }
    }

    @Override
    public List<Option<?>> ofJob() {
        return Stream.concat(
                        Stream.<Option<?>>of(POOLING, LAYER, NORMALIZE),
                        QuantizationSettings.ALL.stream())
                .toList();
    }

    @Override
    public List<Option<?>> ofStatement() {
        return ofJob();
    }

    @Override
    public void check(Settings settings) {
        QuantizationSettings.check(settings);
        settings.find(POOLING)
                .filter(Pooling.CLS_POOLER::equals)
                .flatMap(pooling -> settings.find(LAYER))
                .ifPresent(
                        layer ->
                                settings.require(
                                        layer.equals(Layers.LAST),
                                        "pooling=cls-pooler is BERT's own pooler, which stands on"
                                                + " the last layer: layer must be -1"));
    }

    @Override
    public TaskRequest request(Settings settings) {
        return QuantizationSettings.of(
                EmbeddingTask.of(
                        new Embed(
                                settings.find(POOLING),
                                settings.get(LAYER),
                                settings.find(NORMALIZE))),
                settings);
    }
}
