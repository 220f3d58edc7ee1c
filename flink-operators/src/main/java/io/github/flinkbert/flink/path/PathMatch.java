package io.github.flinkbert.flink.path;

import java.util.ArrayList;
import java.util.List;
import org.apache.flink.annotation.Internal;
import org.jspecify.annotations.Nullable;

/**
 * Which paths lead through the value at hand, and which end there. Immutable.
 *
 * @param at places in the tree of paths; more than one where a path says {@code *} and another a
 *     number
 * @param fromArray paths that end at the array of which the value is an element
 */
@Internal
public record PathMatch(List<PathTree> at, List<Integer> fromArray) {

    private static final PathMatch NOWHERE = new PathMatch(List.of(), List.of());

    /** No path leads here: what lies inside need not be looked at. */
    public boolean isNowhere() {
        return at.isEmpty() && fromArray.isEmpty();
    }

    /** The numbers of the paths that end here. */
    public List<Integer> ends() {
        if (fromArray.isEmpty() && at.size() <= 1) {
            return at.isEmpty() ? List.of() : at.get(0).ends();
        }
        List<Integer> ends = new ArrayList<>(fromArray);
        at.forEach(node -> ends.addAll(node.ends()));
        return ends;
    }

    /** At the member of an object, or of a map, or at the field of a record. */
    public PathMatch member(String name) {
        return step(name, null, List.of());
    }

    /** At an element of an array. A path that ends at the array ends at each of its elements. */
    public PathMatch element(int index) {
        return isNowhere() ? NOWHERE : step(Integer.toString(index), TextPath.EVERY, ends());
    }

    private PathMatch step(String name, @Nullable String other, List<Integer> inherited) {
        if (at.isEmpty() && inherited.isEmpty()) {
            return NOWHERE;
        }
        List<PathTree> next = new ArrayList<>(1);
        for (PathTree node : at) {
            node.collectMember(name, next);
            if (other != null) {
                node.collectMember(other, next);
            }
        }
        return next.isEmpty() && inherited.isEmpty() ? NOWHERE : new PathMatch(next, inherited);
    }
}
