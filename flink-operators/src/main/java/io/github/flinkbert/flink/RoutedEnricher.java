package io.github.flinkbert.flink;

import io.github.flinkbert.engine.EngineListener;
import io.github.flinkbert.failure.CheckpointException;
import io.github.flinkbert.failure.FailureMessage;
import io.github.flinkbert.flink.binding.TextInput;
import io.github.flinkbert.flink.config.AskConfig;
import io.github.flinkbert.flink.model.ModelDefinition;
import io.github.flinkbert.flink.record.EnrichmentResult;
import io.github.flinkbert.flink.record.ModelStamp;
import io.github.flinkbert.flink.route.Route;
import io.github.flinkbert.flink.route.RouteBy;
import io.github.flinkbert.flink.route.Routes;
import java.io.Serializable;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.IntConsumer;

/**
 * Several models behind one operator, so that texts keep their order and lie in one state: each
 * text is asked of the model of its route. Each model has its own engine, or the one of those that
 * have the same checkpoint.
 */
final class RoutedEnricher implements Enricher {

    private final RouteBy by;
    private final Map<String, Enricher> byKey;

    /** One of each engine: those that share one would count its batches twice. */
    private final List<Enricher> heard;

    /** A route's model, and what is asked of it. */
    private record RoutedModel(ModelDefinition model, AskConfig asks) implements Serializable {}

    private RoutedEnricher(RouteBy by, Map<String, Enricher> byKey, List<Enricher> heard) {
        this.by = by;
        this.byKey = Map.copyOf(byKey);
        this.heard = List.copyOf(heard);
    }

    /**
     * Looks up what the models' names stand for, on this machine. What it returns loads all of
     * them; the model that it is given is the one of all other texts.
     *
     * @param asks what is asked of texts whose route does not say
     * @param deadline how long a text may wait for its answer; zero for as long as it takes
     * @throws CheckpointException if a model cannot be used
     */
    static Loader loader(Routes routes, AskConfig asks, Duration deadline) {
        Map<String, RoutedModel> models = new HashMap<>();
        for (Route route : routes.all()) {
            if (!route.key().equals(Route.OTHER)) {
                models.put(
                        route.key(),
                        new RoutedModel(ModelDefinition.resolve(route.model()), asks(route, asks)));
            }
        }
        RouteBy by = routes.by();
        AskConfig ofOthers = asks(routes.other(), asks);
        return other -> {
            Map<String, RoutedModel> all = new HashMap<>();
            int device = other.options().acceleration().index();
            models.forEach(
                    (key, routed) ->
                            all.put(
                                    key,
                                    new RoutedModel(
                                            routed.model().onDevice(device), routed.asks())));
            all.put(Route.OTHER, new RoutedModel(other, ofOthers));
            return open(by, all, deadline);
        };
    }

    private static AskConfig asks(Route route, AskConfig standard) {
        return route.requests().isEmpty()
                ? standard
                : new AskConfig(route.requests(), standard.unknownThreshold());
    }

    private static Enricher open(RouteBy by, Map<String, RoutedModel> models, Duration deadline) {
        // What tells languages is loaded now, and not by the first text.
        var unused = by.key(TextInput.of("?"));
        Map<String, Enricher> byKey = new HashMap<>();
        List<Enricher> heard = new ArrayList<>();
        Set<String> engines = new HashSet<>();
        try {
            models.forEach(
                    (key, routed) -> {
                        Enricher opened = open(key, routed, deadline);
                        byKey.put(key, opened);
                        if (engines.add(engine(routed.model()))) {
                            heard.add(opened);
                        }
                    });
        } catch (RuntimeException e) {
            byKey.values().forEach(Enricher::close);
            throw e;
        }
        return new RoutedEnricher(by, byKey, heard);
    }

    private static Enricher open(String key, RoutedModel routed, Duration deadline) {
        try {
            return BertEnricher.loader(routed.asks(), deadline).load(routed.model());
        } catch (RuntimeException e) {
            throw new CheckpointException(
                    "the route %s: %s".formatted(key, FailureMessage.of(e)), e);
        }
    }

    /** What models have in common that stand on one engine. */
    private static String engine(ModelDefinition model) {
        return new ModelDefinition(model.options(), model.checkpointDigest(), Map.of()).id();
    }

    private Enricher other() {
        return byKey.getOrDefault(Route.OTHER, this);
    }

    @Override
    public Enricher chosenFor(TextInput text) {
        return byKey.getOrDefault(by.key(text), other());
    }

    @Override
    public CompletableFuture<EnrichmentResult> enrich(TextInput text) {
        return chosenFor(text).enrich(text);
    }

    /** Of all other texts. */
    @Override
    public ModelStamp model() {
        return other().model();
    }

    @Override
    public void watchWindows(IntConsumer windows) {
        byKey.values().forEach(each -> each.watchWindows(windows));
    }

    /** Of the queue in which a text waits longest. */
    @Override
    public Duration queueAge() {
        return heard.stream()
                .map(Enricher::queueAge)
                .max(Comparator.naturalOrder())
                .orElse(Duration.ZERO);
    }

    @Override
    public void addListener(EngineListener listener) {
        heard.forEach(each -> each.addListener(listener));
    }

    @Override
    public void removeListener(EngineListener listener) {
        heard.forEach(each -> each.removeListener(listener));
    }

    @Override
    public void close() {
        byKey.values().forEach(Enricher::close);
    }
}
