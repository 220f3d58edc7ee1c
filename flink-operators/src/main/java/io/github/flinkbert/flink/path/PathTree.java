package io.github.flinkbert.flink.path;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.flink.annotation.Internal;

/** Several paths as a tree, so that one walk through a record finds the values of all. */
@Internal
public final class PathTree {

    private final Map<String, PathTree> members = new HashMap<>();
    private final List<Integer> ends = new ArrayList<>();

    private PathTree() {}

    /** The numbers of the paths are those of the list. */
    public static PathTree of(List<TextPath> paths) {
        PathTree root = new PathTree();
        for (int path = 0; path < paths.size(); path++) {
            PathTree node = root;
            for (String step : paths.get(path).steps()) {
                node = node.members.computeIfAbsent(step, name -> new PathTree());
            }
            node.ends.add(path);
        }
        return root;
    }

    /** Where a walk begins. */
    public PathMatch match() {
        return new PathMatch(List.of(this), List.of());
    }

    void collectMember(String name, List<PathTree> into) {
        PathTree next = members.get(name);
        if (next != null) {
            into.add(next);
        }
    }

    List<Integer> ends() {
        return ends;
    }
}
