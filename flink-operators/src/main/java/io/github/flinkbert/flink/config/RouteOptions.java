package io.github.flinkbert.flink.config;

import static io.github.flinkbert.flink.option.Option.optional;
import static io.github.flinkbert.flink.option.Option.withDefault;

import io.github.flinkbert.BertOptions;
import io.github.flinkbert.checkpoint.ShippedAdapters;
import io.github.flinkbert.flink.binding.TaskRequest;
import io.github.flinkbert.flink.option.JobConfigException;
import io.github.flinkbert.flink.option.Option;
import io.github.flinkbert.flink.option.Option.Typed;
import io.github.flinkbert.flink.option.Settings;
import io.github.flinkbert.flink.route.Route;
import io.github.flinkbert.flink.route.RouteBy;
import io.github.flinkbert.flink.route.Routes;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Which of several models of the Kafka job a text is asked of. */
final class RouteOptions {

    private static final String ATTRIBUTE = "attribute:";

    static final Option<Map<String, List<String>>> ROUTE =
            optional(
                    "route",
                    Typed.text(
                            "key=model[+adapter…],…",
                            text -> lists(text, "key=model[+adapter…], separated by commas")),
                    "Several models in one job, each for texts of a kind: ko=MODEL+ADAPTER,"
                            + " en=MODEL, and other=MODEL for all other texts. An adapter that"
                            + " ships goes by its name, also in the place of its model; another is"
                            + " NAME=FOLDER. May be given several times.");

    static final Option<RouteBy> ROUTE_BY =
            withDefault(
                    "route-by",
                    Typed.text("language|attribute:NAME", RouteOptions::by),
                    "language",
                    "What says which route a text takes: its language, whose codes are those of"
                            + " the task language, or an attribute of the text event.");

    static final Option<Map<String, List<String>>> ROUTE_TASKS =
            optional(
                    "route-tasks",
                    Typed.text(
                            "key=task[+task…],…",
                            text -> lists(text, "key=task[+task…], separated by commas")),
                    "Which of the tasks are asked of a route's texts, such as"
                            + " ko=language+labels; by default all. May be given several"
                            + " times.");

    /** In the order in which help shows them. */
    static final List<Option<?>> ALL = List.of(ROUTE, ROUTE_BY, ROUTE_TASKS);

    /** Those that may be given several times. */
    static final List<Option<?>> REPEATED = List.of(ROUTE, ROUTE_TASKS);

    private RouteOptions() {}

    private static Map<String, List<String>> lists(String text, String form) {
        Map<String, List<String>> lists = new LinkedHashMap<>();
        for (String item : text.split(",", -1)) {
            String[] parts = item.split("=", 2);
            List<String> members =
                    parts.length < 2
                            ? List.of("")
                            : Arrays.stream(parts[1].split("\\+", -1)).map(String::strip).toList();
            if (parts[0].isBlank()
                    || members.contains("")
                    || lists.put(parts[0].strip(), members) != null) {
                throw new IllegalArgumentException(form + ", no key twice");
            }
        }
        return lists;
    }

    private static RouteBy by(String text) {
        String stripped = text.strip();
        if (stripped.equals("language")) {
            return RouteBy.language();
        }
        if (stripped.startsWith(ATTRIBUTE) && stripped.length() > ATTRIBUTE.length()) {
            return RouteBy.attribute(stripped.substring(ATTRIBUTE.length()).strip());
        }
        throw new IllegalArgumentException("language, or attribute: with an attribute's name");
    }

    static void check(Settings settings) {
        if (!settings.isGiven(ROUTE)) {
            for (Option<?> option : List.of(ROUTE_BY, ROUTE_TASKS)) {
                settings.require(
                        !settings.isGiven(option),
                        "%s is for route, which is not given".formatted(option.key()));
            }
            return;
        }
        for (Option<?> option :
                List.of(ModelOptions.MODEL, ModelOptions.ADAPTER, ModelOptions.ADAPTERS)) {
            settings.require(
                    !settings.isGiven(option),
                    "%s says one model, route says several: expected one of them, found both"
                            .formatted(option.key()));
        }
        settings.require(
                !settings.isGiven(UpdateOptions.UPDATES_TOPIC),
                "updates-topic exchanges the model of a job with one, which a job with routes is"
                        + " not: expected it without route");
        settings.require(
                !settings.isGiven(DuplicateOptions.NEAR_DUPLICATES),
                "near-duplicates compares vectors of one model, and route names several: expected"
                        + " it without route");
        settings.find(ROUTE_BY).ifPresent(by -> checkKeys(settings, by));
        settings.find(ROUTE_TASKS)
                .ifPresent(tasks -> tasks.forEach((key, some) -> checkTasks(settings, key, some)));
    }

    private static void checkKeys(Settings settings, RouteBy by) {
        settings.find(ROUTE)
                .map(routes -> Routes.faults(by, List.copyOf(routes.keySet())))
                .orElse(List.of())
                .forEach(settings::problem);
        settings.require(
                by instanceof RouteBy.Language || InputOptions.attributes(settings),
                "route-by=%s is for texts with attributes, which input-format=text does not bring"
                        .formatted(by));
    }

    private static void checkTasks(Settings settings, String key, List<String> tasks) {
        settings.require(
                settings.find(ROUTE).stream().allMatch(routes -> routes.containsKey(key)),
                "route-tasks has the key %s, which no route has".formatted(key));
        settings.find(TaskOptions.TASKS)
                .ifPresent(
                        asked ->
                                settings.require(
                                        asked.containsAll(tasks),
                                        "route-tasks of %s must be some of tasks (%s), found %s"
                                                .formatted(
                                                        key,
                                                        String.join(", ", asked),
                                                        String.join(", ", tasks))));
    }

    /**
     * As checked options say it.
     *
     * @param asks of any text
     * @throws JobConfigException if an adapter is not there, or does not say its model
     */
    static Optional<Routes> from(Settings settings, AskConfig asks) {
        if (settings.find(ROUTE).isEmpty()) {
            return Optional.empty();
        }
        List<Route> routes = new ArrayList<>();
        Map<String, List<String>> tasks = settings.find(ROUTE_TASKS).orElse(Map.of());
        settings.get(ROUTE)
                .forEach(
                        (key, parts) ->
                                routes.add(
                                        new Route(
                                                key,
                                                model(settings, key, parts),
                                                tasks.containsKey(key)
                                                        ? requests(tasks.get(key), asks)
                                                        : List.of())));
        return Optional.of(new Routes(settings.get(ROUTE_BY), routes));
    }

    private static List<TaskRequest> requests(List<String> tasks, AskConfig asks) {
        return asks.requests().stream()
                .filter(request -> tasks.contains(request.task().name()))
                .toList();
    }

    private static BertOptions model(Settings settings, String key, List<String> parts) {
        boolean named = !ShippedAdapters.names().contains(parts.get(0));
        Map<String, String> adapters = new TreeMap<>();
        for (String adapter : parts.subList(named ? 1 : 0, parts.size())) {
            String[] nameAndPlace = adapter.split("=", 2);
            String place = nameAndPlace[nameAndPlace.length - 1];
            String name = nameAndPlace.length == 2 ? nameAndPlace[0] : ModelOptions.nameOf(adapter);
            if (adapters.put(name, place) != null) {
                throw new JobConfigException(
                        List.of(
                                "the route %s has two adapters of the name %s: expected NAME=FOLDER, with names of their own"
                                        .formatted(key, name)));
            }
        }
        ModelOptions.requireThere(adapters);
        return ModelOptions.options(
                settings, named ? Optional.of(parts.get(0)) : Optional.empty(), adapters);
    }
}
