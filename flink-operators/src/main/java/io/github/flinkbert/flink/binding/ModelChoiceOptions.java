package io.github.flinkbert.flink.binding;

import io.github.flinkbert.flink.option.Option;
import io.github.flinkbert.flink.option.Settings;
import java.util.List;
import java.util.Map;
import org.apache.flink.annotation.Internal;

/**
 * The options that say which model does a task; of them SQL has the first alone.
 *
 * @param model a model's name
 * @param attribute that chooses one for a text
 * @param byValue which model for which value of that
 */
@Internal
public record ModelChoiceOptions(
        Option<String> model, Option<String> attribute, Option<Map<String, String>> byValue) {

    public List<Option<?>> all() {
        return List.of(model, attribute, byValue);
    }

    /** The last two belong together. */
    public void check(Settings settings) {
        settings.require(
                settings.isGiven(attribute) == settings.isGiven(byValue),
                "%s and %s belong together, found one of them"
                        .formatted(attribute.key(), byValue.key()));
    }

    /**
     * As checked options say it.
     *
     * @param task what the model is for, to be told
     */
    public ModelChoice from(Settings settings, TaskKey<?> task) {
        String named = settings.find(model).orElse(null);
        return settings.find(attribute)
                .<ModelChoice>map(
                        key ->
                                new ModelChoice.ByAttribute(
                                        task.name(), key, settings.get(byValue), named))
                .orElseGet(() -> ModelChoice.named(named == null ? "" : named));
    }
}
