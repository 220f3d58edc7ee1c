package io.github.flinkbert.flink.route;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.flink.annotation.PublicEvolving;

/**
 * All routes of a stream.
 *
 * @param by what says which of them a text takes
 * @param all one of them for all other texts, if {@link #faults} is empty
 */
@PublicEvolving
public record Routes(RouteBy by, List<Route> all) implements Serializable {

    public Routes {
        all = List.copyOf(all);
    }

    /** A sentence for everything that is wrong with them. */
    public List<String> faults() {
        return faults(by, all.stream().map(Route::key).toList());
    }

    /**
     * Likewise, of routes of which no more is known.
     *
     * @param keys theirs
     */
    public static List<String> faults(RouteBy by, List<String> keys) {
        List<String> faults = new ArrayList<>();
        Set<String> seen = new HashSet<>();
        for (String key : keys) {
            if (!seen.add(key)) {
                faults.add("the route %s is there twice".formatted(key));
            } else if (!key.equals(Route.OTHER) && !by.canBe(key)) {
                faults.add(
                        "the route %s is of no language that is told: expected codes such as en, ko, zh, und, or %s"
                                .formatted(key, Route.OTHER));
            }
        }
        if (!seen.contains(Route.OTHER)) {
            faults.add(
                    "the route %s is missing, which is for texts that take none of %s"
                            .formatted(
                                    Route.OTHER,
                                    seen.stream().sorted().collect(Collectors.joining(", "))));
        }
        return faults;
    }

    /** The one of all other texts. */
    public Route other() {
        return all.stream()
                .filter(route -> route.key().equals(Route.OTHER))
                .findFirst()
                .orElseThrow(() -> new IllegalStateException(String.join("; ", faults())));
    }
}
