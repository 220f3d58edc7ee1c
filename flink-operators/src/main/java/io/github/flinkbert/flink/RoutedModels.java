package io.github.flinkbert.flink;

import io.github.flinkbert.BertOptions;
import io.github.flinkbert.flink.binding.TaskRequest;
import io.github.flinkbert.flink.config.AskConfig;
import io.github.flinkbert.flink.route.Route;
import io.github.flinkbert.flink.route.RouteBy;
import io.github.flinkbert.flink.route.Routes;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The routes of an enrichment, which are named in any order; none where it asks one model. */
final class RoutedModels {

    private final List<Route> routes = new ArrayList<>();
    private @Nullable RouteBy by;

    void by(RouteBy said) {
        by = said;
    }

    void add(Route route) {
        routes.add(route);
    }

    boolean isEmpty() {
        return routes.isEmpty();
    }

    /** Whether none of them needs that the enrichment asks for anything. */
    boolean askThemselves() {
        return !isEmpty() && routes.stream().noneMatch(route -> route.requests().isEmpty());
    }

    private Routes routes() {
        return new Routes(by == null ? RouteBy.language() : by, routes);
    }

    void check(EnrichmentFaults faults, NamedModel model, boolean updated, boolean attributes) {
        if (isEmpty()) {
            faults.require(by == null, "routedBy(…) is for route(…), which is missing");
            return;
        }
        routes().faults().forEach(fault -> faults.require(false, fault));
        faults.require(
                !model.isNamed(),
                "withModel(…) and withAdapters(…) name one model, route(…) several: expected one"
                        + " of them, found both");
        faults.require(
                !updated,
                "updatedBy(…) exchanges the model of an enrichment with one: expected it without"
                        + " route(…)");
        faults.require(
                attributes || !(by instanceof RouteBy.Attribute),
                "the attribute of routedBy(…) chooses the route: attributes(…) is missing");
    }

    /** What is asked of any text: of a task that routes ask in several ways, the first. */
    AskConfig every(AskConfig standard) {
        Map<Object, TaskRequest> all = new LinkedHashMap<>();
        standard.requests().forEach(request -> all.putIfAbsent(request.task(), request));
        routes.stream()
                .flatMap(route -> route.requests().stream())
                .forEach(request -> all.putIfAbsent(request.task(), request));
        return new AskConfig(List.copyOf(all.values()));
    }

    /** The model of all other texts; empty where there are no routes. */
    Optional<BertOptions> other() {
        return isEmpty() ? Optional.empty() : Optional.of(routes().other().model());
    }

    /**
     * @param standard what is asked of texts whose route does not say
     */
    Enricher.Loader loader(AskConfig standard, Duration deadline) {
        return isEmpty()
                ? BertEnricher.loader(standard, deadline)
                : RoutedEnricher.loader(routes(), standard, deadline);
    }
}
