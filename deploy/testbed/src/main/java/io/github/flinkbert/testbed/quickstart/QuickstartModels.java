package io.github.flinkbert.testbed.quickstart;

import io.github.flinkbert.BertOptions;
import io.github.flinkbert.checkpoint.ShippedAdapters;
import io.github.flinkbert.cli.option.ModelArguments;
import io.github.flinkbert.cli.terminal.UserException;
import io.github.flinkbert.flink.route.Route;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** Which models are asked about the sentences of which languages. */
final class QuickstartModels {

    static final String ENGLISH = "en";
    static final String KOREAN = "ko";

    private static final String LANGUAGE_TASK = "language";

    private QuickstartModels() {}

    /**
     * @param named on the command line; English where there are none
     * @param korean whether the older option for Korean alone is given
     * @throws UserException if there are no sentences in one of them
     */
    static Set<String> languages(List<String> named, boolean korean) {
        Set<String> languages = new TreeSet<>(named);
        if (korean) {
            if (!named.isEmpty() && !languages.equals(Set.of(KOREAN))) {
                throw new UserException(
                        "--korean is --languages ko, found --languages "
                                + String.join(",", named)
                                + " beside it");
            }
            return Set.of(KOREAN);
        }
        for (String language : languages) {
            if (!language.equals(ENGLISH) && !language.equals(KOREAN)) {
                throw new UserException(
                        "--languages must be en, ko or both, found " + String.join(",", named));
            }
        }
        return languages.isEmpty() ? Set.of(ENGLISH) : languages;
    }

    /** Whether each language has a model of its own: a model that the user names is for all. */
    static boolean areRouted(Set<String> languages, ModelArguments model) {
        return languages.size() > 1 && !model.isNamed();
    }

    /** The model of the only language, of English where there are two, or the user's. */
    static BertOptions shown(Set<String> languages, ModelArguments model) {
        return languages.contains(ENGLISH) || model.isNamed()
                ? model.options(ShippedAdapters.ENGLISH)
                : korean(model);
    }

    /**
     * @throws UserException if nothing for Korean is in this build
     */
    static BertOptions korean(ModelArguments model) {
        if (Collections.disjoint(ShippedAdapters.names(), ShippedAdapters.KOREAN)) {
            throw new UserException(
                    "no adapter for Korean is in this build, expected one of %s in adapters beside the launcher's"
                            .formatted(String.join(", ", ShippedAdapters.KOREAN)));
        }
        return model.options(ShippedAdapters.KOREAN);
    }

    /**
     * Settings of a job that asks two models, each what it was trained for, by the language of each
     * text.
     *
     * @param english settings of a job that asks the one for English, which is asked of all texts
     *     that are not in Korean
     * @param korean likewise for Korean
     */
    static Map<String, String> routed(Map<String, String> english, Map<String, String> korean) {
        Map<String, String> settings = new TreeMap<>(english);
        settings.keySet()
                .removeIf(
                        key ->
                                key.equals("model")
                                        || key.equals("adapters")
                                        || key.matches("\\w+-model(-attribute|-by)?"));
        settings.put(
                "route",
                "%s=%s,%s=%s".formatted(KOREAN, model(korean), Route.OTHER, model(english)));
        List<String> tasks = new ArrayList<>(tasks(english));
        tasks(korean).stream().filter(task -> !tasks.contains(task)).forEach(tasks::add);
        tasks.add(LANGUAGE_TASK);
        settings.put("tasks", String.join(",", tasks));
        settings.put(
                "route-tasks",
                "%s=%s,%s=%s"
                        .formatted(
                                KOREAN, withLanguage(korean), Route.OTHER, withLanguage(english)));
        return settings;
    }

    private static List<String> tasks(Map<String, String> settings) {
        return List.of(settings.getOrDefault("tasks", "").split(",", -1));
    }

    private static String withLanguage(Map<String, String> settings) {
        return String.join("+", tasks(settings)) + "+" + LANGUAGE_TASK;
    }

    private static String model(Map<String, String> settings) {
        String adapters = settings.getOrDefault("adapters", "");
        return settings.get("model") + (adapters.isEmpty() ? "" : "+" + adapters.replace(',', '+'));
    }
}
