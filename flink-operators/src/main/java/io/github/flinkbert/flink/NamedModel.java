package io.github.flinkbert.flink;

import io.github.flinkbert.BertOptions;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Which model an enrichment asks: a checkpoint and adapters, which are named in any order. */
final class NamedModel {

    private @Nullable BertOptions model;
    private final Map<String, String> adapters = new TreeMap<>();
    private final Set<String> namedTwice = new TreeSet<>();

    void name(String checkpoint) {
        name(BertOptions.of(checkpoint));
    }

    /** The checkpoint with its adapters, and how it runs. */
    void name(BertOptions options) {
        model = options;
    }

    /** An adapter beside those that are there. */
    void addAdapter(String name, String place) {
        String before = adapters.put(name, place);
        if (before != null && !before.equals(place)) {
            namedTwice.add(name);
        }
    }

    boolean isNamed() {
        return model != null || !adapters.isEmpty();
    }

    /**
     * @param needed whether there must be one
     */
    void check(EnrichmentFaults faults, boolean needed) {
        faults.require(
                model != null || !adapters.isEmpty() || !needed,
                "withModel(…) or withAdapters(…) is missing");
        Set<String> twice = adaptersNamedTwice();
        faults.require(
                twice.isEmpty(),
                "withModel(…) and withAdapters(…) name adapters twice, at different places: %s"
                        .formatted(String.join(", ", twice)));
    }

    private Set<String> adaptersNamedTwice() {
        Set<String> twice = new TreeSet<>(namedTwice);
        if (model != null) {
            model.adapters()
                    .forEach(
                            (name, place) -> {
                                if (!place.equals(adapters.getOrDefault(name, place))) {
                                    twice.add(name);
                                }
                            });
        }
        return twice;
    }

    /** With all its adapters; where no checkpoint is named, they say which is theirs. */
    BertOptions options() {
        if (model == null) {
            return BertOptions.ofAdapters(adapters);
        }
        Map<String, String> all = new TreeMap<>(model.adapters());
        all.putAll(adapters);
        return model.withAdapters(all);
    }
}
