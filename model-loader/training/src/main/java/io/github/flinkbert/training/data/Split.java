package io.github.flinkbert.training.data;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.function.Function;
import org.apache.flink.annotation.Experimental;

/**
 * Data in two parts, of which no group, such as a document, is in both.
 *
 * @param kept to train on, in the order of the data
 * @param held to evaluate by, in the order of the data
 */
@Experimental
public record Split<T>(List<T> kept, List<T> held) {

    public Split {
        kept = List.copyOf(kept);
        held = List.copyOf(held);
    }

    /** The last so many groups, in the order in which the data begins them, are held out. */
    public static <T> Split<T> lastGroups(List<T> data, Function<T, ?> group, int count) {
        List<List<T>> groups = groups(data, group);
        requireSome(groups, count);
        return of(data, group, groups.subList(groups.size() - count, groups.size()));
    }

    /**
     * About a share of the data is held out, in groups that the seed draws; at least one, and never
     * all.
     */
    public static <T> Split<T> share(List<T> data, Function<T, ?> group, double share, long seed) {
        List<List<T>> groups = shuffled(data, group, seed);
        requireSome(groups, 1);
        int wanted = (int) Math.max(1, Math.round(data.size() * share));
        int last = 0;
        for (int held = 0; last < groups.size() - 1 && held < wanted; last++) {
            held += groups.get(last).size();
        }
        return of(data, group, groups.subList(0, last));
    }

    /**
     * One of {@code folds} parts of about the same number of groups, which the seed draws, is held
     * out; each group is in exactly one fold.
     *
     * @param fold from 1
     */
    public static <T> Split<T> fold(
            List<T> data, Function<T, ?> group, int folds, int fold, long seed) {
        List<List<T>> groups = shuffled(data, group, seed);
        if (folds < 2 || fold < 1 || fold > folds || groups.size() < folds) {
            throw new TrainingDataException(
                    ("of 2 or more folds one from 1 on is held out, and each needs a group of its"
                                    + " own; found fold %d of %d, and %d groups")
                            .formatted(fold, folds, groups.size()));
        }
        List<List<T>> held = new ArrayList<>();
        for (int i = fold - 1; i < groups.size(); i += folds) {
            held.add(groups.get(i));
        }
        return of(data, group, held);
    }

    private static <T> Split<T> of(List<T> data, Function<T, ?> group, List<List<T>> heldGroups) {
        Set<Object> isHeld = new HashSet<>();
        heldGroups.forEach(each -> isHeld.add(group.apply(each.get(0))));
        List<T> kept = new ArrayList<>();
        List<T> held = new ArrayList<>();
        data.forEach(item -> (isHeld.contains(group.apply(item)) ? held : kept).add(item));
        return new Split<>(kept, held);
    }

    private static <T> List<List<T>> shuffled(List<T> data, Function<T, ?> group, long seed) {
        List<List<T>> groups = groups(data, group);
        Collections.shuffle(groups, new Random(seed));
        return groups;
    }

    private static <T> List<List<T>> groups(List<T> data, Function<T, ?> group) {
        Map<Object, List<T>> groups = new LinkedHashMap<>();
        for (T item : data) {
            groups.computeIfAbsent(group.apply(item), absent -> new ArrayList<>()).add(item);
        }
        return new ArrayList<>(groups.values());
    }

    private static void requireSome(List<?> groups, int count) {
        if (count < 1 || count >= groups.size()) {
            throw new TrainingDataException(
                    "at least 1 is held out of the data and 1 kept, found %d to hold out of %d"
                            .formatted(count, groups.size()));
        }
    }
}
