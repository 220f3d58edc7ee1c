package io.github.flinkbert.training.entities;

import static java.util.Objects.requireNonNull;

import io.github.flinkbert.training.data.TrainingDataException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.apache.flink.annotation.Experimental;

/**
 * The labels of an entity model in IOB2: {@code O}, and for each type, in alphabetical order,
 * {@code B-} and {@code I-}. Immutable.
 */
@Experimental
public final class EntityLabels {

    private static final String OUTSIDE = "O";

    private final List<String> types;
    private final List<String> names;
    private final Map<String, Integer> ids = new HashMap<>();

    /**
     * @param types in any order
     * @throws TrainingDataException if there are none, or too many for the trainer
     */
    public EntityLabels(Collection<String> types) {
        this.types = List.copyOf(new TreeSet<>(types));
        List<String> all = new ArrayList<>(List.of(OUTSIDE));
        for (String type : this.types) {
            all.add("B-" + type);
            all.add("I-" + type);
        }
        names = List.copyOf(all);
        for (int label = 0; label < names.size(); label++) {
            ids.put(names.get(label), label);
        }
        if (this.types.isEmpty()) {
            throw new TrainingDataException(
                    "the data has no entity in it; expected tags such as B-PER beside O");
        }
        if (names.size() > LabelledSequence.MOST_LABELS) {
            throw new TrainingDataException(
                    "there may be at most %d types of entities, found %d: %s"
                            .formatted(
                                    (LabelledSequence.MOST_LABELS - 1) / 2,
                                    this.types.size(),
                                    String.join(", ", this.types)));
        }
    }

    /** In the order of the head's outputs. */
    public List<String> names() {
        return names;
    }

    public List<String> types() {
        return types;
    }

    /**
     * What a tag says in data that speaks of some types only: the tag itself, or, for {@code O},
     * that too and every label of the types that the data does not know.
     *
     * @return bit {@code l} for label {@code l}
     */
    long allowed(String tag, Set<String> known) {
        long allowed = bit(tag);
        if (tag.equals(OUTSIDE)) {
            for (String type : types) {
                if (!known.contains(type)) {
                    allowed |= bit("B-" + type) | bit("I-" + type);
                }
            }
        }
        return allowed;
    }

    private long bit(String tag) {
        return 1L << requireNonNull(ids.get(tag), tag);
    }
}
