package io.github.flinkbert.flink.task.embedding;

import static io.github.flinkbert.flink.option.Option.optional;
import static io.github.flinkbert.flink.option.Option.withDefault;
import static io.github.flinkbert.flink.option.OptionTypes.BOOLEAN;
import static io.github.flinkbert.flink.option.OptionTypes.TEXT;
import static io.github.flinkbert.flink.option.OptionTypes.choice;
import static io.github.flinkbert.flink.option.OptionTypes.wholeNumber;

import io.github.flinkbert.checkpoint.Pooling;
import io.github.flinkbert.flink.binding.TaskRequest;
import io.github.flinkbert.flink.binding.TaskSettings;
import io.github.flinkbert.flink.option.Option;
import io.github.flinkbert.flink.option.Option.Typed;
import io.github.flinkbert.flink.option.Settings;
import io.github.flinkbert.task.embedding.Embed;
import io.github.flinkbert.task.embedding.Layers;
import io.github.flinkbert.task.embedding.Prompt;
import java.util.List;
import java.util.OptionalInt;
import java.util.stream.Stream;
import org.apache.flink.configuration.ConfigOptions.OptionBuilder;

/** The options of embeddings. */
final class EmbeddingSettings implements TaskSettings {

    private static final Option<Pooling> POOLING =
            optional(
                    "pooling",
                    choice(Pooling.class),
                    "How a text's token vectors become its embedding; by default as a"
                        + " sentence-transformers release says, with its Dense modules, which a"
                        + " pooling that is said leaves out, else mean. cls-pooler is BERT's own"
                        + " pooler, a dense layer and tanh over [CLS]. normalized-mean and sif"
                        + " (smooth inverse frequency) are of word vectors alone.");

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

    private static final Option<String> PROMPT =
            optional(
                    "prompt",
                    Typed.of("text", text -> text, OptionBuilder::stringType),
                    "What is read before each text, such as \"query: \", with the space that parts"
                            + " it from the text; by default the model's own default prompt, if it"
                            + " has one, and an empty one is none.");

    private static final Option<String> PROMPT_NAME =
            optional(
                    "prompt-name",
                    TEXT,
                    "The name of one of the model's own prompts, such as query, in place of prompt;"
                            + " inspect lists them.");

    private static final Option<Integer> DIMENSIONS =
            optional(
                    "dimensions",
                    wholeNumber(1),
                    "How many numbers of an embedding to keep, the first ones, for models that were"
                            + " trained for it (Matryoshka); it is then scaled to length 1 again if"
                            + " it was before. By default as many as the model says, else all.");

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
                        Stream.<Option<?>>of(
                                POOLING, LAYER, NORMALIZE, PROMPT, PROMPT_NAME, DIMENSIONS),
                        QuantizationSettings.ALL.stream())
                .toList();
    }

    @Override
    public List<Option<?>> ofStatement() {
        return ofJob();
    }

    @Override
    public void check(Settings settings) {
        settings.require(
                !settings.isGiven(PROMPT) || !settings.isGiven(PROMPT_NAME),
                "prompt is a prompt itself and prompt-name the name of one: expected one of them");
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
                                settings.find(NORMALIZE),
                                new Prompt(settings.find(PROMPT), settings.find(PROMPT_NAME)),
                                settings.find(DIMENSIONS)
                                        .map(OptionalInt::of)
                                        .orElse(OptionalInt.empty()))),
                settings);
    }
}
