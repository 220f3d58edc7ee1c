package io.github.flinkbert.console.ask;

import static java.util.Objects.requireNonNull;

import io.github.flinkbert.Bert;
import io.github.flinkbert.flink.binding.TextInput;
import io.github.flinkbert.flink.route.Route;
import io.github.flinkbert.flink.route.RouteBy;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;
import org.apache.flink.annotation.Internal;

/**
 * The models that are asked what is typed into the page: one, or one for each route, which a text
 * takes by the rule by which a job's texts do. A typed text has no attributes, so that by an
 * attribute it takes the route of all other texts. Thread-safe.
 */
@Internal
public final class AskedModels implements AutoCloseable {

    private final RouteBy by;
    private final Map<String, AskedModel> byKey;

    private AskedModels(RouteBy by, Map<String, AskedModel> byKey) {
        this.by = by;
        this.byKey = new LinkedHashMap<>(byKey);
    }

    /** One for all texts. */
    public static AskedModels of(AskedModel only) {
        return new AskedModels(RouteBy.language(), Map.of(Route.OTHER, only));
    }

    /**
     * @param byKey a model for each route's key, {@link Route#OTHER} among them
     */
    public static AskedModels routed(RouteBy by, Map<String, AskedModel> byKey) {
        if (!byKey.containsKey(Route.OTHER)) {
            throw new IllegalArgumentException(
                    "a model for the route %s is missing, found %s"
                            .formatted(Route.OTHER, byKey.keySet()));
        }
        return new AskedModels(by, byKey);
    }

    /** Begins to load the model of a text's route, as {@link AskedModel#open}. */
    CompletableFuture<Bert> open(String text) {
        AskedModel others = others();
        AskedModel chosen =
                byKey.size() == 1 ? others : byKey.getOrDefault(by.key(TextInput.of(text)), others);
        return chosen.open();
    }

    private AskedModel others() {
        return requireNonNull(byKey.get(Route.OTHER), Route.OTHER);
    }

    /** Waits for the model of a text's route. */
    public Bert await(AskedQuestion question, String text) {
        return question.await(open(text));
    }

    /** Which models these are, for people. */
    public String description() {
        return byKey.size() == 1
                ? others().description()
                : byKey.entrySet().stream()
                        .map(each -> each.getKey() + ": " + each.getValue().description())
                        .collect(Collectors.joining(", "));
    }

    @Override
    public void close() {
        byKey.values().forEach(AskedModel::close);
    }
}
