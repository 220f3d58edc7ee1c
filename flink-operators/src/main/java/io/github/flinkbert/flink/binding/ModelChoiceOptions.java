package io.github.flinkbert.flink.binding;

import static io.github.flinkbert.flink.option.Option.optional;
import static io.github.flinkbert.flink.option.OptionTypes.NAMED_MODELS;
import static io.github.flinkbert.flink.option.OptionTypes.TEXT;

import io.github.flinkbert.flink.option.Option;
import io.github.flinkbert.flink.option.Settings;
import java.util.List;
import java.util.Map;
import org.apache.flink.annotation.Internal;

/**
 * The options that say which model does a task; of them SQL has the first alone.
 *
 * @param task that the model does
 * @param model a model's name
 * @param attribute that chooses one for a text
 * @param byValue which model for which value of that
 */
@Internal
public record ModelChoiceOptions(
        TaskKey<?> task,
        Option<String> model,
        Option<String> attribute,
        Option<Map<String, String>> byValue) {

    /**
     * @param task whose name the keys begin with
     * @param does what the model does, such as {@code finds names}
     * @param result what a text has none of where no model is asked, such as {@code names}
     */
    public static ModelChoiceOptions of(TaskKey<?> task, String does, String result) {
        return new ModelChoiceOptions(
                task,
                optional(
                        "%s-model".formatted(task),
                        TEXT,
                        ("Name of the adapter that %2$s; by default the only one that can. With"
                                        + " %1$s-model-attribute, for texts for which that chooses"
                                        + " none; the word none then leaves these without %3$s.")
                                .formatted(task, does, result)),
                optional(
                        "%s-model-attribute".formatted(task),
                        TEXT,
                        ("Attribute of the text event, such as language, that chooses the adapter"
                                        + " that %2$s; a text for which it chooses none is a dead"
                                        + " letter, unless %1$s-model is given.")
                                .formatted(task, does)),
                optional(
                        "%s-model-by".formatted(task),
                        NAMED_MODELS,
                        ("Which adapter for which value of %1$s-model-attribute, such as"
                                        + " ko=%1$s-ko,en=%1$s-en.")
                                .formatted(task)));
    }

    public List<Option<?>> all() {
        return List.of(model, attribute, byValue);
    }

    /**
     * The last two belong together.
     *
     * @param attributes whether texts have any
     */
    public void check(Settings settings, boolean attributes) {
        settings.require(
                attributes || !settings.isGiven(attribute),
                "%s is for texts with attributes, which input-format=text does not bring"
                        .formatted(attribute.key()));
        settings.require(
                settings.isGiven(attribute) == settings.isGiven(byValue),
                "%s and %s belong together, found one of them"
                        .formatted(attribute.key(), byValue.key()));
    }

    /** Without an attribute no text is asked where no model is. */
    public void checkModel(Settings settings) {
        settings.require(
                settings.isGiven(attribute)
                        || settings.find(model).stream().noneMatch(ModelChoice.NONE::equals),
                "%s must be the name of a model, found none, which is for texts for which an"
                                .formatted(model.key())
                        + " attribute chooses no model");
    }

    /** As checked options say it. */
    public ModelChoice from(Settings settings) {
        String named = settings.find(model).orElse(null);
        return settings.find(attribute)
                .<ModelChoice>map(
                        key ->
                                new ModelChoice.ByAttribute(
                                        task.name(), key, settings.get(byValue), named))
                .orElseGet(() -> ModelChoice.named(named == null ? "" : named));
    }
}
